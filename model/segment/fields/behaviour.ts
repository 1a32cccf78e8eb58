/** Fields about visits, products and micro-moments. */
import type { DaySum, Facts } from "../../facts.ts";
import { definitions } from "../../micro-moment.ts";
import { brandHash, categoryHash } from "../../profile.ts";
import { type Field, MAX_WINDOW_DAYS } from "../field.ts";

/** A sum of the profile's days over a window; without one `ever`. */
const counted = (
  what: DaySum,
  ever: (facts: Facts) => number,
): Pick<Field, "type" | "window" | "reader"> => ({
  type: "number",
  window: {},
  reader: (_, days) => (days === undefined ? ever : (facts) => facts.sumOf(what, days)),
});
/** Of what only days know there is no sum of all time. */
const lately = (what: DaySum): Pick<Field, "type" | "window" | "reader"> => ({
  type: "number",
  window: { usual: MAX_WINDOW_DAYS },
  reader:
    (_, days = MAX_WINDOW_DAYS) =>
    (facts) =>
      facts.sumOf(what, days),
});

export const behaviour: Record<string, Field> = {
  visits: { label: "Visits", group: "Visits", ...counted("visits", ({ profile }) => profile.visits) },
  active_days: {
    label: "Days with a visit",
    group: "Visits",
    type: "number",
    window: { usual: MAX_WINDOW_DAYS },
    reader:
      (_, days = MAX_WINDOW_DAYS) =>
      (facts) =>
        facts.activeDays(days),
  },
  pages: { label: "Pages seen", group: "Visits", ...counted("pages", ({ profile }) => profile.pages) },
  engaged_minutes: {
    label: "Time on site",
    group: "Visits",
    units: "min",
    type: "number",
    window: {},
    reader: (_, days) => (facts) =>
      (days === undefined ? facts.profile.engagedMs : facts.sumOf("engagedMs", days)) / 60_000,
  },
  days_since_first_visit: {
    label: "Since the first visit",
    group: "Visits",
    type: "number",
    units: "days",
    reader: () => (facts) => facts.daysSince(facts.profile.firstSeenAt),
  },
  days_since_visit: {
    label: "Since last seen",
    group: "Visits",
    type: "number",
    units: "days",
    reader: () => (facts) => facts.daysSince(facts.profile.lastSeenAt),
  },
  steps: {
    label: "In one visit, the last",
    group: "Visits",
    type: "steps",
    reader: () => (facts) => facts.profile.trail,
  },
  products: { label: "Products seen", group: "Products", ...lately("products") },
  category_products: {
    label: "Products seen of category",
    group: "Products",
    type: "number",
    of: "category",
    reader: (of) => {
      const hash = categoryHash(of);
      return ({ profile }) =>
        Object.values(profile.viewed).filter(({ category }) => category === hash).length;
    },
  },
  viewed: {
    label: "Has looked at product",
    group: "Products",
    type: "boolean",
    of: "product",
    reader: (of) => (facts) => Object.hasOwn(facts.profile.viewed, of),
  },
  viewed_products: {
    label: "Products looked at",
    group: "Products",
    type: "list",
    suggests: "product",
    reader: () => (facts) => Object.keys(facts.profile.viewed),
  },
  interest: {
    label: "Interest in category",
    group: "Products",
    type: "number",
    units: "0 to 1",
    of: "category",
    reader: (of) => {
      const hash = categoryHash(of);
      return (facts) => facts.interest(hash);
    },
  },
  brand_interest: {
    label: "Interest in brand",
    group: "Products",
    type: "number",
    units: "0 to 1",
    of: "brand",
    reader: (of) => {
      const hash = brandHash(of);
      return (facts) => facts.interest(hash);
    },
  },
  moment: {
    label: "Micro-moment",
    group: "Micro-moments",
    type: "number",
    of: "moment",
    suggests: Object.keys(definitions),
    window: { usual: MAX_WINDOW_DAYS },
    reader:
      (of, days = MAX_WINDOW_DAYS) =>
      (facts) =>
        facts.moments(of, days),
  },
  carts: { label: "Put in the cart", group: "Cart", ...lately("carts") },
};
