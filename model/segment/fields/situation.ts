/** Fields about the page on screen, where the visitor came from, place, device and time. */
import { PAGE_KINDS } from "../../event.ts";
import { toMajor } from "../../money.ts";
import { brandHash, categoryHash, localHour } from "../../profile.ts";
import { CHANNELS } from "../../source.ts";
import type { Field } from "../field.ts";

const WEEKDAYS = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
const WEEKDAY_WORDS = {
  monday: "Monday",
  tuesday: "Tuesday",
  wednesday: "Wednesday",
  thursday: "Thursday",
  friday: "Friday",
  saturday: "Saturday",
  sunday: "Sunday",
};

const source = (
  label: string,
  touch: "firstSource" | "lastSource",
  part: "channel" | "name" | "campaign",
  suggests: NonNullable<Field["suggests"]>,
): Field => ({
  label,
  group: "Where from",
  type: "text",
  suggests,
  reader: () => (facts) => facts.profile[touch]?.value[part],
});
const place = (
  label: string,
  part: "country" | "region" | "city" | "continent",
  suggests?: NonNullable<Field["suggests"]>,
): Field => ({
  label,
  group: "Place and time",
  type: "text",
  ...(suggests && { suggests }),
  reader: () => (facts) => facts.profile.place?.value[part],
});

export const situation: Record<string, Field> = {
  page_kind: {
    label: "Page being looked at",
    group: "Page now",
    type: "text",
    suggests: PAGE_KINDS,
    reader: () => (facts) => facts.situation.kind,
  },
  page_path: {
    label: "Address of the page",
    group: "Page now",
    type: "text",
    suggests: "path",
    // Counted without a page, nobody is anywhere.
    reader: () => (facts) => facts.situation.path || undefined,
  },
  page_product: {
    label: "Product on screen",
    group: "Page now",
    type: "text",
    suggests: "product",
    reader: () => (facts) => facts.screen?.product,
  },
  page_category: {
    label: "Product on screen is of category",
    group: "Page now",
    type: "boolean",
    of: "category",
    reader: (of) => {
      const hash = categoryHash(of);
      return (facts) => facts.screen && facts.screen.category === hash;
    },
  },
  page_brand: {
    label: "Product on screen is of brand",
    group: "Page now",
    type: "boolean",
    of: "brand",
    reader: (of) => {
      const hash = brandHash(of);
      return (facts) => facts.screen && facts.screen.brand === hash;
    },
  },
  page_price: {
    label: "Price on screen",
    group: "Page now",
    type: "number",
    reader:
      () =>
      ({ screen }) =>
        screen && screen.priceMinor >= 0 ? toMajor(screen.priceMinor, screen.currency) : undefined,
  },
  channel: source("Came by", "lastSource", "channel", CHANNELS),
  source: source("Came from", "lastSource", "name", "source"),
  campaign: source("Came from campaign", "lastSource", "campaign", "campaign"),
  first_channel: source("First came by", "firstSource", "channel", CHANNELS),
  first_source: source("First came from", "firstSource", "name", "source"),
  first_campaign: source("First came from campaign", "firstSource", "campaign", "campaign"),
  continent: place("Continent", "continent", ["EU", "NA", "SA", "AS", "AF", "OC", "AN"]),
  country: place("Country", "country", ["PL", "DE", "CZ", "SK", "AT", "UA", "GB"]),
  region: place("Region", "region", "region"),
  city: place("City", "city", "city"),
  local_hour: {
    label: "Hour where they are",
    group: "Place and time",
    type: "number",
    reader: () => (facts) => localHour(facts.localAt, 0),
  },
  weekday: {
    label: "Day where they are",
    group: "Place and time",
    type: "text",
    values: WEEKDAY_WORDS,
    reader: () => (facts) => WEEKDAYS[new Date(facts.localAt).getUTCDay()],
  },
  device: {
    label: "Device",
    group: "Place and time",
    type: "text",
    suggests: ["phone", "tablet", "desktop"],
    reader: () => (facts) => facts.situation.device,
  },
  language: {
    label: "Language",
    group: "Place and time",
    type: "text",
    suggests: ["pl", "en", "de", "cs", "uk"],
    reader: () => (facts) => facts.profile.language?.value,
  },
};
