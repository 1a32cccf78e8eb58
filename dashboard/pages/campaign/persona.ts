/** Whose eyes the preview looks through: a real visitor's products, cart and segments, as their device and the edge have them. */
import type { Reader } from "../../../model/content-for.ts";
import { deviceTextsOf, idsTold, productOf } from "../../../model/device-texts.ts";
import type { ErasedVisitor, VisitorCard } from "../../../model/report.ts";
import type { Moment } from "../../../model/timeline.ts";
import type { DeviceTexts } from "../../../tracker/render/device-texts.ts";

/** What a content is drawn for. */
export interface Persona {
  texts: DeviceTexts;
  popular: DeviceTexts["recent"];
  wishlist: DeviceTexts["recent"];
  reader: Reader;
}

/** Of whom nothing is known. */
export const NOBODY: Persona = {
  texts: { recent: [], cart: undefined, bought: [] },
  popular: [],
  wishlist: [],
  reader: { memberships: new Set(), city: undefined, language: undefined, trait: () => undefined },
};

/** Lists that only the device keeps, or the shop as a whole makes, are put together from what the visitor's history names. */
export function seenBy(found: VisitorCard | ErasedVisitor): Persona {
  if ("erasedAt" in found) return NOBODY;
  const { profile, customer, names, segments, timeline } = found;
  const known = (id: string) => productOf(id, names.products);
  /** Newest first, each product once. */
  const toldBy = (event: Moment["name"]) => idsTold(timeline, event).map(known);
  return {
    texts: { ...deviceTextsOf(profile, names.products), bought: toldBy("purchase") },
    popular: Object.keys(names.products).map(known),
    wishlist: toldBy("add_to_wishlist"),
    reader: {
      memberships: new Set(segments.map(({ id }) => id)),
      city: profile.place?.value.city,
      language: profile.language?.value,
      trait: (name) => customer?.traits[name]?.value ?? profile.traits[name]?.value ?? undefined,
    },
  };
}

/** Of the newest visitors the one with the most to show: a full cart before an empty one. */
export function personaOf(
  visitors: { id: string; cartMinor: number }[],
  you: string | undefined,
): string | undefined {
  return you ?? (visitors.find(({ cartMinor }) => cartMinor > 0) ?? visitors[0])?.id;
}
