/** Buyer personas (P2, P7–P10) by trade (E18). */
import * as v from "valibot";
import { automotive } from "./personas/automotive.ts";
import { cosmetics } from "./personas/cosmetics.ts";
import { EVERY_TRADE } from "./personas/every-trade.ts";
import { fashion } from "./personas/fashion.ts";
import { homeAndGarden } from "./personas/home-and-garden.ts";
import type { Persona } from "./personas/persona.ts";
import { THRESHOLDS, type Thresholds, thresholdsFrom } from "./personas/threshold.ts";
import { travel } from "./personas/travel.ts";

export { NEED_NAMES, NEEDS, type Need, type NeedName } from "./personas/need.ts";
export type { Persona } from "./personas/persona.ts";
export { THRESHOLD_NAMES, THRESHOLDS, type ThresholdName, type Thresholds } from "./personas/threshold.ts";

export const TRADES = ["cosmetics", "fashion", "travel", "automotive", "home_and_garden"] as const;
export type Trade = (typeof TRADES)[number];

/** `personas`: its own, beside those of every trade. `thresholds`: what is usual there. */
export const trades: Record<
  Trade,
  { name: string; personas: readonly Persona[]; thresholds: Partial<Thresholds> }
> = {
  cosmetics: { name: "Cosmetics", personas: cosmetics, thresholds: { replenish_days: 45, high_order: 120 } },
  fashion: { name: "Fashion", personas: fashion, thresholds: { replenish_days: 90, high_order: 200 } },
  travel: {
    name: "Travel",
    personas: travel,
    thresholds: { gone_days: 365, high_order: 1500, middle_order: 500 },
  },
  automotive: { name: "Automotive", personas: automotive, thresholds: { replenish_days: 150 } },
  home_and_garden: { name: "Home and garden", personas: homeAndGarden, thresholds: { replenish_days: 60 } },
};

/** The trade's own first. */
export const personasOf = (trade: Trade | undefined): readonly Persona[] => [
  ...(trade ? trades[trade].personas : []),
  ...EVERY_TRADE,
];

/** Of whatever trade. */
export const findPersona = (id: string): Persona | undefined =>
  [...EVERY_TRADE, ...TRADES.flatMap((trade) => trades[trade].personas)].find((one) => one.id === id);

const numberOf = (name: keyof typeof THRESHOLDS) => {
  const { least, most } = THRESHOLDS[name];
  return v.optional(v.pipe(v.number(), v.minValue(least), v.maxValue(most)));
};

/** What a shop has chosen for its personas: kept with the site's settings. */
export const personaSettingsSchema = v.object({
  trade: v.optional(v.picklist(TRADES)),
  /** Numbers the shop has set itself, by name; the others follow its figures or its trade. */
  thresholds: v.strictObject({
    high_order: numberOf("high_order"),
    middle_order: numberOf("middle_order"),
    overdue_gaps: numberOf("overdue_gaps"),
    gone_days: numberOf("gone_days"),
    many_visits: numberOf("many_visits"),
    replenish_days: numberOf("replenish_days"),
  }),
});
export type PersonaSettings = v.InferOutput<typeof personaSettingsSchema>;

/** The numbers in force, and who said each. `figures`: as the shop's own orders have it. */
export const thresholdsOf = (
  { trade, thresholds }: PersonaSettings,
  figures: Partial<Thresholds>,
): ReturnType<typeof thresholdsFrom> =>
  thresholdsFrom(thresholds as Partial<Thresholds>, figures, trade ? trades[trade].thresholds : {});
