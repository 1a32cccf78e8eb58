import type { ComponentChildren } from "preact";
import { MEASURE, PERSONALISE, PUSH } from "../../../model/consent.ts";
import type { VisitorCard } from "../../../model/report.ts";
import { rfmSegmentWords } from "../../../model/rfm.ts";
import type { Source } from "../../../model/source.ts";
import { capital, moneyParts, sayCount, sayDay, sayList, sayNumber, saySpan } from "../../format.ts";
import { now } from "../../site.ts";
import { t } from "../../words.ts";

/** The strip under the name: six facts, each with where it comes from. */
export function Facts({ card: { profile, spent, rfm } }: { card: VisitorCard }) {
  const cart = profile.cart?.value;
  const pieces = cart?.lines.reduce((sum, line) => sum + line.quantity, 0) ?? 0;
  const last = profile.lastSource?.value;
  const first = profile.firstSource?.value;
  return (
    <dl class="facts">
      <Fact
        name={t`Spent in all`}
        note={
          spent.count > 0
            ? t`${sayCount(spent.count, "order")}, the last ${saySpan(now.value - spent.lastAt)} ago`
            : t`no order yet`
        }
      >
        {spent.count > 0 ? <Amount minor={spent.valueMinor} currency={spent.currency} /> : "–"}
      </Fact>
      <Fact name="RFM" note={sayFall(rfm)}>
        {rfm ? t(rfmSegmentWords[rfm.segment].name) : "–"}
      </Fact>
      <Fact
        name={t`In the cart now`}
        note={
          pieces > 0
            ? t`${sayCount(pieces, "piece")}, ${saySpan(now.value - profile.cart!.at)} old`
            : t`empty`
        }
      >
        {cart && pieces > 0 ? <Amount minor={cart.valueMinor} currency={cart.currency} /> : "–"}
      </Fact>
      <Fact
        name={t`Visits`}
        note={t`${sayCount(profile.pages, "page")}, ${saySpan(profile.engagedMs)} of attention`}
      >
        {sayNumber(profile.visits)}
      </Fact>
      <Fact name={t`Came by`} note={first ? t`the first time: ${saySource(first)}` : ""}>
        {last ? capital(t(last.channel)) : "–"}
        {last?.name && <small> {last.name}</small>}
      </Fact>
      <Fact name={t`Consent`} note={sayPurposes(profile.consent?.value ?? 0)}>
        {(profile.consent?.value ?? 0) & MEASURE ? t`Given##consent` : t`Not given`}
      </Fact>
    </dl>
  );
}

/** "R4 F1 M2. Falls to Lost on 3 Dec if nothing happens." */
function sayFall(rfm: VisitorCard["rfm"]): string {
  if (!rfm) return t`no score yet`;
  const { recency, frequency, monetary } = rfm.score;
  const scores = `R${recency} F${frequency} M${monetary}`;
  if (!rfm.fall) return scores;
  const day = sayDay(Date.parse(rfm.fall.day), "UTC", now.value);
  return t`${scores}. Falls to ${t(rfmSegmentWords[rfm.fall.to].name)} on ${day} without an order.`;
}

function Fact({ name, note, children }: { name: string; note: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
      <dd class="p">{note}</dd>
    </div>
  );
}

function Amount({ minor, currency }: { minor: number; currency: string }) {
  const { amount, unit, isBefore } = moneyParts(minor, currency);
  return isBefore ? (
    <>
      {unit}
      {amount}
    </>
  ) : (
    <>
      {amount} <small>{unit}</small>
    </>
  );
}

export const saySource = ({ channel, name }: Source) => (name ? `${t(channel)}, ${name}` : t(channel));

function sayPurposes(consent: number): string {
  const given = [
    consent & MEASURE && t`measurement`,
    consent & PERSONALISE && t`content`,
    consent & PUSH && t`push##consent`,
  ].filter((purpose): purpose is string => !!purpose);
  return given.length > 0 ? sayList(given) : t`nothing is recorded`;
}
