/**
 * A product as a Google Merchant feed tells it (support.google.com/merchants/answer/7052112): the attributes as text,
 * read into what we keep, or the attribute at fault.
 */
import { AVAILABILITIES } from "./event.ts";
import { toMinor } from "./money.ts";

export type Availability = (typeof AVAILABILITIES)[number];

export interface FeedProduct {
  /** `id`, as the shop's pages name it: at most 64 characters. */
  id: string;
  title: string;
  link: string;
  image: string | null;
  /** What is to be paid now, minor units: `sale_price` where that is less. */
  priceMinor: number | null;
  /** `price` where it is struck through, minor units. */
  listPriceMinor: number | null;
  /** ISO 4217, of both. */
  currency: string | null;
  availability: Availability | null;
  brand: string | null;
  /** The last part of `product_type`, else of `google_product_category`. */
  category: string | null;
  /** `item_group_id`: variants of one product share it. */
  group: string | null;
}

/** Attributes we read; a feed's column or element of another name is passed over. */
export const FEED_ATTRIBUTES = new Set([
  "id",
  "title",
  "link",
  "image_link",
  "price",
  "sale_price",
  "availability",
  "brand",
  "product_type",
  "google_product_category",
  "item_group_id",
]);

export type ReadProduct = { product: FeedProduct } | { fault: { field: string; expected: string } };

const isWebUrl = (text: string) => /^https?:\/\/[^\s]+$/.test(text) && text.length <= 500;

/** `attributes`: by name without a prefix, as written. */
export function readProduct(attributes: ReadonlyMap<string, string>): ReadProduct {
  const text = (name: string) => attributes.get(name)?.trim() || null;
  const id = text("id");
  if (!id || id.length > 64) return fault("id", "an id of 1 to 64 characters");
  const title = text("title");
  if (!title) return fault("title", "a title");
  const link = text("link");
  if (!link || !isWebUrl(link)) return fault("link", "an http(s) address of at most 500 characters");
  const image = text("image_link");
  if (image && !isWebUrl(image)) return fault("image_link", "an http(s) address of at most 500 characters");
  const price = amountOf(text("price"));
  const sale = amountOf(text("sale_price"));
  if (price === undefined) return fault("price", AMOUNT);
  if (sale === undefined || (sale && price && sale.currency !== price.currency))
    return fault("sale_price", sale ? `an amount in ${price!.currency}` : AMOUNT);
  const availability = availabilityOf(text("availability"));
  if (availability === undefined) return fault("availability", AVAILABILITIES.join(", "));
  const isReduced = sale !== null && price !== null && sale.minor < price.minor;
  const paid = isReduced ? sale : price;
  return {
    product: {
      id,
      title: title.slice(0, 150),
      link,
      image,
      priceMinor: paid?.minor ?? null,
      listPriceMinor: isReduced ? price.minor : null,
      currency: paid?.currency ?? null,
      availability,
      brand: text("brand")?.slice(0, 80) ?? null,
      category: lastPart(text("product_type") ?? text("google_product_category")),
      group: text("item_group_id")?.slice(0, 64) ?? null,
    },
  };
}

const fault = (field: string, expected: string): ReadProduct => ({ fault: { field, expected } });

const AMOUNT = "an amount and its currency, as 12.90 EUR";

/** Null: nothing is said; undefined: something else is. */
function amountOf(text: string | null): { minor: number; currency: string } | null | undefined {
  if (text === null) return null;
  const [, before, number, after] =
    /^(?:([A-Z]{3})\s*)?(\d{1,10}(?:[.,]\d{1,3})?)\s*([A-Z]{3})?$/.exec(text) ?? [];
  const currency = before ?? after;
  if (!number || !currency) return undefined;
  return { minor: toMinor(Number(number.replace(",", ".")), currency), currency };
}

function availabilityOf(text: string | null): Availability | null | undefined {
  if (text === null) return null;
  const name = text.toLowerCase().replace(/[\s-]+/g, "_");
  return AVAILABILITIES.find((known) => known === name);
}

/** "Home > Light > Table lamps" is "Table lamps". A number of Google's own list names nothing. */
function lastPart(path: string | null): string | null {
  const part = path?.split(">").at(-1)?.trim() ?? "";
  return part === "" || /^\d+$/.test(part) ? null : part.slice(0, 80);
}
