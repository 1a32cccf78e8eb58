/**
 * Text that a page tells for its own ends, before it may become part of an event. A field meant for a product may hold
 * a person: then it is left out. docs/privacy.md names the shapes.
 */

/** An e-mail address, as it is or percent-encoded. */
const ADDRESS = /\S(@|%40)\S+\.\S/i;
/** Nine or more digits, spaced or not (telephone, card, account, identity number); 32 or more of a hash in hexadecimal. */
const NUMBER_OR_HASH = /(\d[ ()./-]{0,2}){9}|[\da-f]{32}/i;

/** Trimmed and cut; undefined where nothing is left, or where it looks like a person's. */
export function freeText(value: unknown, most: number): string | undefined {
  const text = idText(value, most);
  return text && NUMBER_OR_HASH.test(text) ? undefined : text;
}

/** As `freeText`, for ids of products and orders, which are long numbers themselves; not `+48 600 …` either. */
export function idText(value: unknown, most = 64): string | undefined {
  const text = typeof value === "string" || typeof value === "number" ? `${value}`.trim() : "";
  return !text || ADDRESS.test(text) || /^\+[\d ().-]{8,}$/.test(text) ? undefined : text.slice(0, most);
}
