import { Glyph } from "../../components/glyph/Glyph.tsx";
import { visitorName } from "../../components/glyph/visitor-name.ts";
import { holdsBy } from "../../condition-words.ts";
import { sayAge, sayMoney, sayNumber, sayPlace, sayShare } from "../../format.ts";
import { hrefOf } from "../../route.ts";
import { now } from "../../site.ts";
import { count, countFault, draft, isCounting, recount, saved } from "./state.ts";

/** The rail: how many fit, whether you do, and a few of them. */
export function Count() {
  const known = count.value;
  return (
    <aside class="rail" aria-label="Who is in">
      <div class={`count${isCounting.value ? " counting" : ""}`} aria-live="polite">
        <p class="k">Visitors in this segment</p>
        {known ? (
          <>
            <p class="big num">{sayNumber(known.count)}</p>
            <p class="sub">
              {sayShare(known.total > 0 ? known.count / known.total : 0, 1)} of {sayNumber(known.total)}{" "}
              visitors{!known.isExact && `: between ${sayNumber(known.low)} and ${sayNumber(known.high)}`}.
            </p>
          </>
        ) : (
          <p class="big num">–</p>
        )}
        {countFault.value && (
          <p class="msg bad">
            Not counted. {countFault.value}{" "}
            <button type="button" class="link" onClick={recount}>
              Try again
            </button>
          </p>
        )}
      </div>
      {known && <You />}
      {known && known.members.length > 0 && (
        <section>
          <h2 class="h2">
            Some of them
            {saved.value?.isPublished && (
              <span class="push">
                <a href={hrefOf("visitors", "", { segment: saved.value.id })}>See all</a>
              </span>
            )}
          </h2>
          <ul class="some">
            {known.members.map((row) => (
              <li key={row.id}>
                <Glyph id={row.id} size="1.75rem" />
                <span>
                  <a class="nm" href={hrefOf("visitors", row.id)}>
                    {visitorName(row.id)}
                  </a>
                  <span class="mut">
                    {[
                      sayPlace(row),
                      row.cartMinor > 0 && `${sayMoney(row.cartMinor, row.currency)} in the cart`,
                    ]
                      .filter(Boolean)
                      .join(", ")}
                  </span>
                </span>
                <time class="mut num">{sayAge(row.lastSeenAt, now.value)}</time>
              </li>
            ))}
          </ul>
        </section>
      )}
    </aside>
  );
}

function You() {
  const findings = count.value?.findings;
  const condition = draft.value?.condition;
  if (!findings || !condition || isCounting.value) return null;
  return holdsBy(condition, findings) ? (
    <p class="note live">
      <i class="dot live" />
      <span>
        <b class="strong">You are in it</b>, with this browser
      </span>
    </p>
  ) : (
    <p class="note">
      <span>You are not in it: the conditions without a tick do not hold for you.</span>
    </p>
  );
}
