import type { ComponentChildren } from "preact";
import type { Finding } from "../../../model/segment.ts";
import { hrefOf } from "../../address.ts";
import { Glyph } from "../../components/glyph/Glyph.tsx";
import { visitorName } from "../../components/glyph/visitor-name.ts";
import { sayActual, sayField, sayRow } from "../../condition-words.ts";
import { sayAge, sayMoney, sayNumber, sayPlace, sayShare } from "../../format.ts";
import { now } from "../../site.ts";
import { t } from "../../words.ts";
import {
  cancelExact,
  count,
  countExactly,
  countFault,
  exact,
  isCounting,
  overlap,
  recount,
} from "./counting/state.ts";
import { Sizes } from "./Sizes.tsx";
import { saved } from "./state.ts";
import { Worth } from "./Worth.tsx";

/** Who is in: how many, whether you are, by day, what they are worth, a few of them, and which other segments they are in. */
export function Rail() {
  return (
    <aside class="rail" aria-label={t`Who is in`}>
      <Count />
      {count.value && <You />}
      {saved.value && <Sizes key={saved.value.id} id={saved.value.id} />}
      {count.value && <Worth />}
      {count.value && <Some />}
      {overlap.value && <Overlap />}
    </aside>
  );
}

/** "± 120"; nothing where everybody was looked at. */
function margin(known: NonNullable<typeof count.value>): string {
  return known.isExact ? "" : `±\u00a0${sayNumber(Math.ceil((known.high - known.low) / 2))}`;
}

function Count() {
  const known = count.value;
  return (
    <div class={`count${isCounting.value ? " counting" : ""}`}>
      <p class="k">{t`Visitors in this segment`}</p>
      <p class="big num" aria-live="polite" aria-atomic="true">
        {known ? sayNumber(known.count) : "–"} {known && <small>{margin(known)}</small>}
        <span class="vh"> {t`visitors in this segment`}</span>
      </p>
      {known && (
        <p class="sub">
          {t`${sayShare(known.total > 0 ? known.count / known.total : 0, 1)} of ${sayNumber(known.total)} visitors. ${known.isExact ? t`All were looked at.` : t`From a sample of ${sayNumber(known.sampled)}.`}`}
        </p>
      )}
      {countFault.value && (
        <p class="msg bad">
          {t`Not counted. ${countFault.value}`}{" "}
          <button type="button" class="link" onClick={recount}>{t`Try again`}</button>
        </p>
      )}
      {known && !known.isExact && <Exact />}
    </div>
  );
}

function Exact() {
  const state = exact.value;
  if (!state)
    return (
      <button type="button" class="btn small" onClick={() => void countExactly()}>{t`Count exactly`}</button>
    );
  if ("fault" in state)
    return (
      <p class="msg bad">
        {t`Not counted exactly. ${state.fault}`}{" "}
        <button type="button" class="link" onClick={() => void countExactly()}>{t`Try again`}</button>
      </p>
    );
  const { examined, total, members, finishedAt } = state.count;
  if (finishedAt !== null)
    return (
      <p
        class="sub"
        role="status"
      >{t`Exactly ${<b class="strong num">{sayNumber(members)}</b>}, ${sayAge(finishedAt, now.value)}${now.value - finishedAt >= 2000 && t` ago`}.`}</p>
    );
  return (
    <div class="exact" role="status">
      <progress max={Math.max(1, total)} value={examined} aria-label={t`Visitors looked at`} />
      <span class="sub num">
        {t`${sayNumber(members)} so far, ${sayShare(total > 0 ? examined / total : 0)} looked at`}
      </span>
      <button type="button" class="link" onClick={cancelExact}>{t`Cancel`}</button>
    </div>
  );
}

function You() {
  const { findings, obstacle } = count.value!;
  if (!findings || isCounting.value) return null;
  return obstacle ? (
    <p class="note">
      <span>
        {t`${<b class="strong">{t`You are not in it.`}</b>} The first condition in the way is: ${sayRow(obstacle.comparison)}${!obstacle.isWanted && t`, which must not hold`}. Yours: ${sayActual(obstacle.comparison.field, obstacle.actual)}.`}
      </span>
    </p>
  ) : (
    <p class="note live">
      <i class="dot live" />
      <span>{t`${<b class="strong">{t`You are in it`}</b>}, with this browser`}</span>
    </p>
  );
}

function Some() {
  const { members } = count.value!;
  if (members.length === 0) return null;
  return (
    <section>
      <h2 class="h2">
        {t`Some of them`}
        {saved.value?.isPublished && (
          <span class="push">
            <a href={hrefOf("visitors", "", { segment: saved.value.id })}>{t`See all`}</a>
          </span>
        )}
      </h2>
      <ul class="some">
        {members.map((row) => (
          <li key={row.id}>
            <Glyph id={row.id} size="1.75rem" />
            <span>
              <a class="nm" href={hrefOf("visitors", row.id)}>
                {visitorName(row.id)}
              </a>
              <span class="mut">
                {[sayPlace(row), row.cartMinor > 0 && t`${sayMoney(row.cartMinor, row.currency)} in the cart`]
                  .filter(Boolean)
                  .join(", ")}
              </span>
              <span class="mut">{sayWhy(row.findings)}</span>
            </span>
            <time class="mut num">{sayAge(row.lastSeenAt, now.value)}</time>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The condition that says most of one member: the first that holds, with their own value; being in a segment has none. */
function sayWhy(findings: Finding[]): string {
  const first = findings.find(({ holds, comparison }) => holds && comparison.field !== "segment");
  if (!first || first.actual === null) return "";
  return `${sayField(first.comparison)}: ${sayActual(first.comparison.field, first.actual)}`;
}

/** Others shown: the rest of a long list says little. */
const MOST_OVERLAPS = 6;

function Overlap() {
  const { others } = overlap.value!;
  const known = others.flatMap(({ share, ...other }) => (share ? [{ ...other, ...share }] : []));
  const shown = known.filter(({ share }) => share > 0).slice(0, MOST_OVERLAPS);
  if (others.length === 0) return null;
  return (
    <section>
      <h2 class="h2">{t`Overlaps with`}</h2>
      {known.length === 0 && <p class="sub">{t`Too few members were found to say.`}</p>}
      {known.length > 0 && shown.length === 0 && <p class="sub">{t`No other segment.`}</p>}
      <ul class="overlaps">
        {shown.map(({ id, name, share, low, high }) => (
          <li key={id} title={t`${sayShare(low)} to ${sayShare(high)}`}>
            <a class="ell" href={hrefOf("segments", id)}>
              {name}
            </a>
            <span class="track">
              <span style={{ width: `${share * 100}%` }} />
            </span>
            <b class="num">{sayShare(share)}</b>
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
        <b class="big num">{known ? sayNumber(known.count) : "–"}</b>{" "}
        <span class="mut">{t`${known && margin(known)} visitors`}</span>
      </span>
      {children}
    </div>
  );
}
