/** Where simulated visitors live: the shop is in Poland, a few write from abroad. */
import type { Place } from "../../model/profile.ts";
import { dayIn, instantIn } from "../../model/shop-day.ts";
import { DAY_MS } from "../../model/time.ts";

export interface Home {
  place: Place;
  language: string;
  /** IANA name. */
  timeZone: string;
}

/** The shop's own hours; busy and quiet times are told by it. */
export const SHOP_TIME_ZONE = "Europe/Warsaw";

/** Day of the shop's calendar. */
export const shopDayOf = (at: number): number => dayIn(at, SHOP_TIME_ZONE);

/** Epoch ms, to the second, at which the shop's clock shows this hour, 0 to 24 with its fraction, of a day of its calendar. */
export const atHour = (day: number, hour: number): number =>
  instantIn(day * DAY_MS + Math.floor(hour * 3600) * 1000, SHOP_TIME_ZONE);

const inPoland = (city: string, region: string, weight: number) =>
  [{ place: { country: "PL", region, city }, language: "pl-PL", timeZone: SHOP_TIME_ZONE }, weight] as const;
const abroad = (place: Place, language: string, timeZone: string, weight: number) =>
  [{ place, language, timeZone }, weight] as const;

/** Weights follow the sizes of the cities, with the big ones a little ahead as they are in online shops. */
export const HOMES: readonly (readonly [Home, number])[] = [
  inPoland("Warszawa", "Mazowieckie", 20),
  inPoland("Kraków", "Małopolskie", 10),
  inPoland("Wrocław", "Dolnośląskie", 10),
  inPoland("Poznań", "Wielkopolskie", 7),
  inPoland("Gdańsk", "Pomorskie", 6),
  inPoland("Łódź", "Łódzkie", 6),
  inPoland("Katowice", "Śląskie", 6),
  inPoland("Lublin", "Lubelskie", 4),
  inPoland("Szczecin", "Zachodniopomorskie", 4),
  inPoland("Gdynia", "Pomorskie", 3),
  inPoland("Bydgoszcz", "Kujawsko-Pomorskie", 3),
  inPoland("Białystok", "Podlaskie", 3),
  inPoland("Rzeszów", "Podkarpackie", 3),
  inPoland("Olsztyn", "Warmińsko-Mazurskie", 2),
  inPoland("Kielce", "Świętokrzyskie", 2),
  inPoland("Opole", "Opolskie", 2),
  inPoland("Zielona Góra", "Lubuskie", 2),
  abroad({ country: "DE", region: "Berlin", city: "Berlin" }, "de-DE", "Europe/Berlin", 3),
  abroad({ country: "DE", region: "Hamburg", city: "Hamburg" }, "de-DE", "Europe/Berlin", 1),
  abroad({ country: "CZ", region: "Praha", city: "Praha" }, "cs-CZ", "Europe/Prague", 2),
  abroad({ country: "CZ", region: "Jihomoravský kraj", city: "Brno" }, "cs-CZ", "Europe/Prague", 1),
  abroad({ country: "GB", region: "England", city: "London" }, "en-GB", "Europe/London", 2),
];

const formats = new Map<string, Intl.DateTimeFormat>();

/** Minutes east of UTC in a time zone at an instant. */
export function offsetMinutesOf(timeZone: string, at: number): number {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat("en", { timeZone, timeZoneName: "longOffset" });
    formats.set(timeZone, format);
  }
  const name = format.formatToParts(at).find(({ type }) => type === "timeZoneName")?.value ?? "";
  const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)/.exec(name) ?? [];
  return (sign === "-" ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0));
}
