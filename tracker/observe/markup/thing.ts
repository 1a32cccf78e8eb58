/** What the page's markup says of one thing, in whichever notation: schema.org's Thing, its properties by name. */
export interface Thing {
  [property: string]: unknown;
}

/** Every value of a property in one list. Values may be plain texts too; reading a property of those gives undefined. */
export const all = (value: unknown): Thing[] =>
  [value].flat(Infinity as 9).filter((one): one is Thing => one != null);

const ENTITIES = ["amp", "lt", "gt", "quot", "apos", "nbsp"];

/**
 * A value as one line of plain text. Shops put their names into scripts with tags and entities left in; these are taken out
 * by hand, since no page under Trusted Types lets its parser be used for it.
 */
export function textOf(value: unknown, most = 150): string | undefined {
  const [first] = all(value);
  const [text = ""] = all(first?.["@value"] ?? first?.name ?? first) as unknown[];
  if (typeof text === "object") return;
  // WooCommerce writes `&amp;amp;`: what is escaped is escaped once more where it becomes JSON.
  const plain = unescaped(unescaped(`${text}`.replace(/<[^<>]*>/g, "")));
  return plain.replace(/\s+/g, " ").trim().slice(0, most) || undefined;
}

const unescaped = (text: string) =>
  text.replace(/&(?:#(x[\da-f]{1,5}|\d{1,6})|(\w+));/gi, (whole, code, name) =>
    code ? String.fromCodePoint(+`0${code}`) : ("&<>\"' "[ENTITIES.indexOf(name)] ?? whole),
  );

/** A text as it is compared: letter case, tags and spaces do not count. */
export const fold = (text: unknown) => textOf(text)?.toLowerCase();

/** A schema.org type or member without the prefix or address in front; empty where there is none. */
export const bareName = (value: unknown): string => `${all(value)[0] ?? ""}`.replace(/^.*[/:#]/, "");

/** The types a thing has, as the page spells them. */
export const typesOf = (thing: Thing): string[] => all(thing["@type"]).map(bareName).filter(Boolean);
