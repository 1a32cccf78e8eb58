/**
 * Figures and times as words, through Intl in the member's language: a no-break space as thousands mark and before
 * units, a true minus, days as "22 Nov", with the year only where it is not this one, in the shop's zone.
 */

import { decimalsOf } from "../model/money.ts";
import { language, lookUp, t } from "./words.ts";

const NBSP = "\u00a0";
const LOCALE = language === "pl" ? "pl" : "en-GB";

/** What Intl formats with takes far longer to make than to use: each is made when first asked for, and kept. */
function kept<Key, Made>(make: (key: Key) => Made): (key: Key) => Made {
  const known = new Map<Key, Made>();
  return (key) => {
    let made = known.get(key);
    if (made === undefined) {
      made = make(key);
      known.set(key, made);
    }
    return made;
  };
}

const numberFormat = kept(
  (digits: number) =>
    new Intl.NumberFormat(LOCALE, {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
      // Polish would leave "1200" together.
      useGrouping: "always",
    }),
);

export function sayNumber(value: number, digits = 0): string {
  return numberFormat(digits)
    .formatToParts(value)
    .map(({ type, value: part }) => (type === "group" ? NBSP : type === "minusSign" ? "−" : part))
    .join("");
}

const pluralRules = kept((type: Intl.PluralRuleType) => new Intl.PluralRules(LOCALE, { type }));
/** Where a dictionary has the form: "order|orders", "kod|kody|kodów". */
const FORMS: Record<string, number> = { one: 0, few: 1, many: 2 };

/** "1 order", "2 orders"; in another language by the forms that its dictionary gives for "order|orders". */
export function sayCount(count: number, one: string, many = `${one}s`): string {
  const forms = lookUp(`${one}|${many}`).split("|");
  return `${sayNumber(count)}${NBSP}${forms[FORMS[pluralRules("cardinal").select(count)] ?? 1] ?? forms.at(-1)}`;
}

const ENDS: Record<string, string> = { one: "st", two: "nd", few: "rd", other: "th" };
/** "1st", "22nd"; in Polish "1.", "22.". */
export const sayNth = (n: number) =>
  sayNumber(n) + (language === "pl" ? "." : ENDS[pluralRules("ordinal").select(n)]);

export function sayShare(share: number, digits = 0): string {
  return `${sayNumber(share * 100, digits)}${NBSP}%`;
}

export interface Money {
  /** Figure without its unit. */
  amount: string;
  unit: string;
  /** The unit stands before the figure: £412.00. */
  isBefore: boolean;
}

const LEADING = new Set(["$", "£", "¥", "₹", "₩"]);
const currencyOf = kept((currency: string) => {
  const options = { style: "currency", currency, currencyDisplay: "narrowSymbol" } as const;
  const found = new Intl.NumberFormat(LOCALE, options)
    .formatToParts(0)
    .find(({ type }) => type === "currency");
  return { digits: decimalsOf(currency), unit: found?.value ?? currency };
});

/** Minor units to money in parts; `isWhole` drops the fraction, for sums. */
export function moneyParts(minor: number, currency: string, isWhole = false): Money {
  const { digits, unit } = currencyOf(currency);
  return {
    amount: sayNumber(minor / 10 ** digits, isWhole ? 0 : digits),
    unit,
    isBefore: LEADING.has(unit),
  };
}

export function sayMoney(minor: number, currency: string, isWhole = false): string {
  const { amount, unit, isBefore } = moneyParts(minor, currency, isWhole);
  if (!isBefore) return `${amount}${NBSP}${unit}`;
  return amount.startsWith("−") ? `−${unit}${amount.slice(1)}` : unit + amount;
}

/** Minor units to what a marketer types, and back. */
export const majorOf = (minor: number, currency: string) => minor / 10 ** currencyOf(currency).digits;
export const minorOf = (major: number, currency: string) =>
  Math.round(major * 10 ** currencyOf(currency).digits);
export const unitOf = (currency: string) => currencyOf(currency).unit;

/** 12 500 as "12.5 k": for an axis. */
export function sayShort(value: number): string {
  const size = Math.abs(value);
  if (size < 1000) return sayNumber(value, Number.isInteger(value) ? 0 : 1);
  const [divisor, unit] = size < 1e6 ? [1e3, t`k`] : [1e6, t`M`];
  const short = value / divisor;
  return `${sayNumber(short, Number.isInteger(short) ? 0 : 1)}${NBSP}${unit}`;
}

/** Change against a former figure: "+6.1 %", "−1.3 %"; empty where there was none. */
export function sayChange(value: number, former: number): string {
  if (former === 0) return "";
  const change = value / former - 1;
  const shown = sayNumber(Math.abs(change) * 100, Math.abs(change) < 1 ? 1 : 0);
  if (Number(shown.replaceAll(NBSP, "")) === 0) return `0${NBSP}%`;
  return `${change > 0 ? "+" : "−"}${shown}${NBSP}%`;
}

/** A difference of shares in percentage points: "+0.2 pp", "−1.4 pp", "0.0 pp". */
export function sayPoints(share: number, digits = 1): string {
  const isNothing = Math.abs(share) * 100 < 0.5 / 10 ** digits;
  const sign = isNothing ? "" : share > 0 ? "+" : "−";
  return t`${sign}${sayNumber(Math.abs(share) * 100, digits)}\u00a0pp`;
}

const dateFormat = kept(
  (options: string) => new Intl.DateTimeFormat(LOCALE, JSON.parse(options) as Intl.DateTimeFormatOptions),
);
function parts(at: number, zone: string, options: Intl.DateTimeFormatOptions): string {
  const format = dateFormat(JSON.stringify({ timeZone: zone, ...options }));
  return format.format(at).replaceAll(" ", NBSP);
}
const yearOf = (at: number, zone: string) => parts(at, zone, { year: "numeric" });

/** "22 Nov", "22 Nov 2024". */
export function sayDay(at: number, zone: string, now: number): string {
  const isThisYear = yearOf(at, zone) === yearOf(now, zone);
  // "Sept" is what en-GB makes of September; three letters as all the others.
  return parts(at, zone, {
    day: "numeric",
    month: "short",
    ...(!isThisYear && { year: "numeric" }),
  }).replace("Sept", "Sep");
}
/** "14:02", "14:02:11". */
export const sayClock = (at: number, zone: string, hasSeconds = false) =>
  parts(at, zone, { hour: "2-digit", minute: "2-digit", ...(hasSeconds && { second: "2-digit" }) });
/** The day, and the time, unless it is midnight. */
export function sayDayAndTime(at: number, zone: string, now: number): string {
  const clock = sayClock(at, zone, at % 60_000 !== 0);
  return clock === "00:00" ? sayDay(at, zone, now) : `${sayDay(at, zone, now)} ${clock}`;
}
/** "Friday 13 Nov". */
export const sayWeekday = (at: number, zone: string, now: number) =>
  `${parts(at, zone, { weekday: "long" })}${NBSP}${sayDay(at, zone, now)}`;
/** The day if not today, and the time. */
export function sayMoment(at: number, zone: string, now: number): string {
  const day = sayDay(at, zone, now);
  return day === sayDay(now, zone, now) ? sayClock(at, zone) : `${day} ${sayClock(at, zone)}`;
}
/** A calendar month "2026-11" as "November 2026". */
export const sayMonth = (month: string) =>
  parts(Date.parse(`${month}-01T00:00:00Z`), "UTC", { month: "long", year: "numeric" });

const STEPS: [limit: number, size: number, unit: string][] = [
  [60_000, 1000, "s"],
  [3_600_000, 60_000, "min"],
  [86_400_000, 3_600_000, t`h`],
];

/** How long: "4 s", "23 min", "3 h", "11 days". */
export function saySpan(ms: number): string {
  for (const [limit, size, unit] of STEPS)
    if (ms < limit) return `${sayNumber(Math.max(0, Math.floor(ms / size)))}${NBSP}${unit}`;
  return sayCount(Math.floor(ms / 86_400_000), "day");
}
/** How long ago: "now", else the span. */
export const sayAge = (at: number, now: number) => (now - at < 2000 ? t`now` : saySpan(now - at));

/** "now", "3 h ago". */
export const sayAgo = (at: number, now: number) => (now - at < 2000 ? t`now` : t`${saySpan(now - at)} ago`);

const displayNames = kept(
  (type: Intl.DisplayNamesType) => new Intl.DisplayNames([LOCALE], { type, fallback: "code" }),
);
/** "Kraków", else the country's name, else nothing. */
export function sayPlace({ city, country }: { city: string; country: string }): string {
  return city || (country ? named("region", country) : "");
}
export const sayLanguage = (code: string) => named("language", code.slice(0, 2));
/** Intl throws on what is no code at all. */
function named(type: Intl.DisplayNamesType, code: string): string {
  try {
    return displayNames(type).of(code) ?? code;
  } catch {
    return code;
  }
}

/** "a, b and c". */
export function sayList(words: string[], joint: "and" | "or" = "and"): string {
  const last = joint === "and" ? t`and` : t`or`;
  return words.length < 2 ? (words[0] ?? "") : `${words.slice(0, -1).join(", ")} ${last} ${words.at(-1)}`;
}
/** In the quotation marks of the member's language. */
export const sayQuoted = (text: string): string => t`“${text}”`;
/** First letter large, as a sentence begins. */
export const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
