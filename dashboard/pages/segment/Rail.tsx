import type { ComponentChildren } from "preact";
import { Glyph } from "../../components/glyph/Glyph.tsx";
import { visitorName } from "../../components/glyph/visitor-name.ts";
import { sayActual, sayRow } from "../../condition-words.ts";
import { sayAge, sayMoney, sayNumber, sayPlace, sayShare } from "../../format.ts";
import { hrefOf } from "../../route.ts";
import { now } from "../../site.ts";
import { count, countFault, isCounting, recount } from "./counting.ts";
import { saved } from "./state.ts";

/** Who is in: how many, whether you are, and a few of them. */
export function Rail() {
  return (
    <aside class="rail" aria-label="Who is in">
      <Count />
      {count.value && (
        <>
          <You />
          <Some />
        </>
      )}
    </aside>
  );
}

function Count() {
  const known = count.value;
  return (
    <div class={`count${isCounting.value ? " counting" : ""}`} aria-live="polite">
      <p class="k">Visitors in this segment</p>
      <p class="big num">{known ? sayNumber(known.matching) : "–"}</p>
      {known && (
        <p class="sub">
          {sayShare(known.counted > 0 ? known.matching / known.counted : 0, 1)} of {sayNumber(known.counted)}{" "}
          visitors of the last 90 days
          {known.counted < known.total && `, the newest of ${sayNumber(known.total)}`}.
        </p>
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
  );
}

function You() {
  const { findings, obstacle } = count.value!;
  if (!findings || isCounting.value) return null;
  return obstacle ? (
    <p class="note">
      <span>
        <b class="strong">You are not in it.</b> First in the way: {sayRow(obstacle.comparison)}
        {!obstacle.isWanted && ", which must not hold"}. Yours:{" "}
        {sayActual(obstacle.comparison.field, obstacle.actual)}.
      </span>
    </p>
  ) : (
    <p class="note live">
      <i class="dot live" />
      <span>
        <b class="strong">You are in it</b>, with this browser
      </span>
    </p>
  );
}

function Some() {
  const { examples } = count.value!;
  if (examples.length === 0) return null;
  return (
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
        {examples.map((row) => (
          <li key={row.id}>
            <Glyph id={row.id} size="1.75rem" />
            <span>
              <a class="nm" href={hrefOf("visitors", row.id)}>
                {visitorName(row.id)}
              </a>
              <span class="mut">
                {[sayPlace(row), row.cartMinor > 0 && `${sayMoney(row.cartMinor, row.currency)} in the cart`]
                  .filter(Boolean)
                  .join(", ")}
              </span>
            </span>
            <time class="mut num">{sayAge(row.lastSeenAt, now.value)}</time>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** On phones, where the rail stands far below: the figure and the primary action over the tabs. */
export function Peek({ children }: { children: ComponentChildren }) {
  const known = count.value;
  return (
    <div class={`peek${isCounting.value ? " counting" : ""}`}>
      <span aria-hidden="true">
        <b class="big num">{known ? sayNumber(known.matching) : "–"}</b> <span class="mut">visitors</span>
      </span>
      {children}
    </div>
  );
}
