/** The overview's panels in words. */

import type { SourceRow } from "../../../../model/overview-report.ts";
import { MIN_BUYERS } from "../../../../model/results/interval.ts";
import type { ResultList } from "../../../../model/results/report.ts";
import type { Condition } from "../../../../model/segment.ts";
import type { CourseStep, Hindrance } from "../../../../model/visit-course.ts";
import { capital, sayMoney, sayPlace, sayShare } from "../../../format.ts";
import { t } from "../../../words.ts";
import { sayBetween, sayWeeks } from "../../results/words.ts";

export const STEP_NAMES: Record<CourseStep, string> = {
  view: t`Viewed a product`,
  cart: t`Put in the cart`,
  checkout: t`Began the checkout`,
  delivery: t`Chose delivery`,
  payment: t`Came to payment`,
  order: t`Ordered`,
};

export const HINDRANCE_NAMES: Record<Hindrance, string> = {
  form_error: t`form error`,
  delivery_cost: t`delivery too dear`,
  payment_failed: t`payment failed`,
};

const CHANNELS: Record<string, string> = {
  direct: t`Direct`,
  search: t`Search`,
  social: t`Social`,
  paid: t`Paid`,
  email: "E-mail",
  push: t`Notification`,
  referral: t`Link`,
  campaign: t`Campaign link`,
};

/** "google.com", and how: "Search". */
export function saySource({ channel, source }: SourceRow): { name: string; how: string } {
  if (channel === null) return { name: t`Not known`, how: t`no page told the order` };
  if (channel === "*") return { name: t`All others`, how: "" };
  const how = CHANNELS[channel] ?? channel;
  const host = source.replace(/^(www|m|l)\./, "");
  return host ? { name: host.includes(".") ? host : capital(host), how } : { name: how, how: "" };
}

/** Of which places the commonest country needs no name. */
export function sayRegion({ country, region }: { country: string; region: string }, home: string): string {
  if (region === "*") return t`All others`;
  const name = region || sayPlace({ city: "", country }) || t`Not known`;
  return !region || country === home ? name : `${name}, ${country}`;
}

/** Who ended at a step, as far as conditions can ask for it; the last visit that says something stands. */
export function leftAt(step: CourseStep, days: number): { name: string; condition: Condition } | undefined {
  const within = Math.min(30, days);
  const did = (field: string): Condition => ({ field, days: within, op: "gte", value: 1 });
  const lastStep = (...steps: string[]): Condition => ({
    any: steps.map((value) => ({ field: "checkout_step", op: "is", value })),
  });
  const lately: Condition = { field: "days_since_visit", op: "lt", value: days };
  switch (step) {
    case "view":
      return {
        name: t`Looked, put nothing in the cart`,
        condition: { all: [did("products"), { none: [did("carts")] }] },
      };
    case "cart":
      return {
        name: t`Cart, no checkout`,
        condition: {
          all: [
            { field: "cart_items", op: "gte", value: 1 },
            { none: [lastStep("begin_checkout", "add_shipping_info", "add_payment_info", "payment_failed")] },
            lately,
          ],
        },
      };
    case "checkout":
      return {
        name: t`Stopped at the checkout’s beginning`,
        condition: { all: [lastStep("begin_checkout"), lately] },
      };
    case "delivery":
      return { name: t`Stopped at delivery`, condition: { all: [lastStep("add_shipping_info"), lately] } };
    case "payment":
      return {
        name: t`Stopped at payment`,
        condition: { all: [lastStep("add_payment_info", "payment_failed"), lately] },
      };
    case "order":
      return { name: t`Ordered`, condition: { all: [did("orders")] } };
  }
}

/** What everything together added: what stands large, what follows it, and how sure that is. */
export function sayTogether(
  { all: { addedMinor, verdict, weeks }, currency }: ResultList,
  holdoutShare: number,
): { lead: string; is: string; sentence: string } {
  const against = t`measured against the ${sayShare(holdoutShare, holdoutShare < 0.1 ? 1 : 0)} of visitors who see and get nothing`;
  switch (verdict) {
    case "no_holdout":
      return {
        lead: t`Not measured`,
        is: "",
        sentence: t`Nobody is held out of everything, so what campaigns, journeys and broadcasts add together cannot be told.`,
      };
    case "nobody_yet":
      return {
        lead: t`Nothing yet`,
        is: t`added by Impuls`,
        sentence: t`No visitor has met a campaign yet.`,
      };
    case "too_few":
      return {
        lead: t`Not enough yet`,
        is: t`to say what Impuls adds.`,
        sentence: t`A figure needs ${MIN_BUYERS} buyers among those who see and get nothing, and ${MIN_BUYERS} among the others: ${sayWeeks(weeks)}.`,
      };
    case "undecided":
      return {
        lead: t`Not enough yet`,
        is: t`to say what Impuls adds.`,
        sentence: t`It may have added anything from ${sayBetween(addedMinor!, currency)}, ${against}: ${sayWeeks(weeks)}, if it adds as much as it seems to.`,
      };
    case "more":
    case "less": {
      const between = t`With 95 % certainty between ${sayMoney(addedMinor!.low, currency, true)} and ${sayMoney(addedMinor!.high, currency, true)}, ${against}.`;
      return {
        lead: sayMoney(addedMinor!.estimate, currency, true),
        is: t`added by Impuls.`,
        sentence: between,
      };
    }
  }
}
