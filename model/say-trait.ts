/** A trait as it reads in a text: a number or a day in the reader's language, a text as it is, yes and no not at all. Pure. */
import { languageOf } from "./language.ts";
import type { Scalar } from "./profile.ts";

/** A day of ISO 8601, alone or with a time of it. */
const ISO_DAY = /^(\d{4}-\d\d-\d\d)(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/;

/** `language`: BCP 47, as a browser or a shop's server says it. */
export function sayTrait(value: Scalar | undefined, language: string | null | undefined): string | undefined {
  if (typeof value === "boolean") return undefined;
  if (typeof value !== "number") return value && sayDay(value, language);
  // A year or a postcode of four digits reads as one, not as an amount.
  return new Intl.NumberFormat(localeOf(language), { useGrouping: "min2" }).format(value);
}

/** The day as it is written there, whatever the zone. A day that no calendar has stays what it is. */
function sayDay(text: string, language: string | null | undefined): string {
  const [, day] = ISO_DAY.exec(text) ?? [];
  const at = day ? new Date(`${day}T00:00:00Z`) : undefined;
  if (!at || Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== day) return text;
  return new Intl.DateTimeFormat(localeOf(language), { dateStyle: "long", timeZone: "UTC" }).format(at);
}

/** The language as Intl takes it, English where it is none: Intl throws on what is no tag. */
export const localeOf = (language: string | null | undefined): string => languageOf(language) ?? "en";
