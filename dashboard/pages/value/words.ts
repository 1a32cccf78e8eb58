/** What the models say, in a marketer's words. */
import { type BuyingFit, MIN_REPEATERS, probabilityOfNoRepeat } from "../../../model/bg-nbd.ts";
import { MIN_SPENDERS, type SpendingFit } from "../../../model/gamma-gamma.ts";
import type { Attention } from "../../../model/value.ts";
import type { ValueFit } from "../../../model/value-fit.ts";
import { sayCount, sayMoney, sayNumber } from "../../format.ts";
import { t } from "../../words.ts";

export const ATTENTION: Record<Attention, { name: string; said: string; meaning: string; tone: string }> = {
  day: {
    name: t`A day`,
    said: t`worth a day`,
    meaning: t`One of the few who together bring four fifths of all that is gained.`,
    tone: "good",
  },
  hour: { name: t`An hour`, said: t`worth an hour`, meaning: t`Brings something after service.`, tone: "" },
  self_service: {
    name: t`Self-service`,
    said: t`for self-service`,
    meaning: t`Brings nothing after service: let pages answer, such as a FAQ or a how-to video.`,
    tone: "warn",
  },
};

export const sayMonths = (months: number) =>
  months % 12 === 0 ? sayCount(months / 12, "year") : sayCount(months, "month");

const MONTH_WEEKS = 365.25 / 7 / 12;
/** "3 weeks", "4 months": as fine as anybody plans. */
function sayWeeks(weeks: number): string {
  if (weeks < 1.5) return sayCount(Math.max(1, Math.round(weeks * 7)), "day");
  return weeks < 10
    ? sayCount(Math.round(weeks), "week")
    : sayCount(Math.round(weeks / MONTH_WEEKS), "month");
}

const YEAR_WEEKS = 52;

/** What a fitted buying model means; each a sentence. */
export function sayBuying({ model }: Extract<BuyingFit, { kind: "fitted" }>): string[] {
  const back = Math.round(100 * (1 - probabilityOfNoRepeat(model, YEAR_WEEKS)));
  const leaving = Math.round((100 * model.a) / (model.a + model.b));
  return [
    t`A typical customer buys every ${sayWeeks(model.alpha / model.r)} while they are one.`,
    t`Of 100 new customers ${back} buy again within a year.`,
    t`After buying again, ${leaving} in 100 do not come back any more.`,
  ];
}

export function saySpending({ model, currency }: Extract<SpendingFit, { kind: "fitted" }>): string {
  const mean = Math.round((model.p * model.v) / (model.q - 1));
  return t`On a day of buying again a customer spends ${sayMoney(mean, currency)} on average.`;
}

/** Why nothing is foreseen; undefined where it is. */
export function sayRefusal({ buying, spending, repeaters }: ValueFit): string | undefined {
  if (buying.kind === "refused")
    switch (buying.reason) {
      case "no_customers":
        return t`Nobody has ordered yet.`;
      case "no_time":
        return t`Everybody bought first today: time must pass before anything can be foreseen.`;
      case "no_repeats":
        return t`Nobody has bought on a second day yet, so nobody knows how often customers come back.`;
      case "too_few":
        return t`Too few customers have bought again: ${sayNumber(repeaters)} of the ${MIN_REPEATERS} it takes. Until then nothing is foreseen.`;
      case "no_optimum":
        return t`No pattern fits how these customers buy, so nothing is foreseen.`;
    }
  if (spending.kind === "refused")
    switch (spending.reason) {
      case "no_customers":
      case "no_repeats":
      case "no_spend":
        return t`Nobody has paid for a second order yet.`;
      case "too_few":
        return t`Too few customers have paid for a second order: it takes ${MIN_SPENDERS}. Until then nothing is foreseen.`;
      case "mixed_currencies":
        return t`Orders in several currencies cannot be added.`;
      case "no_optimum":
      case "no_mean":
        return t`What customers spend lies too far apart for an average to mean anything, so nothing is foreseen.`;
    }
  return undefined;
}

/** Hours and minutes of service. */
export function sayMinutes(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  const parts = [hours > 0 && t`${sayNumber(hours)} h`, (rest > 0 || hours === 0) && t`${rest} min`];
  return parts.filter(Boolean).join(" ");
}
