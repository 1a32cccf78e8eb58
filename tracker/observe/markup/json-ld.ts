/** Things in the page's scripts: JSON-LD, read as shops write it rather than as the standard would have it. */
import { microdata } from "./microdata.ts";
import { all, type Thing, typesOf } from "./thing.ts";

/**
 * Text in quotes, and what scripts have beside JSON: wrappers, comments, commas before a bracket, semicolons. A comma before
 * a comment is one only when the comment has gone, so this is applied twice.
 */
const TOKEN =
  /"(?:\\[\s\S]|[^"\\])*"?|(?:\/\/\s*)?(?:<!--|-->|<!\[CDATA\[|\]\]>)|\/\*[\s\S]*?(?:\*\/|$)|\/\/.*|,(?=\s*[}\]])|;/g;
/** In quotes JSON allows neither control characters nor any other escape than these. */
const IN_TEXT = /(\\["\\/bfnrtu])|\\|[^ -\uffff]/g;

/**
 * What a page says of itself and what is on it: top-level things of its JSON-LD and microdata, and the main entities and
 * breadcrumbs of those. Each call reads the document anew.
 */
export function readThings(): Thing[] {
  const named = new Map<string, Thing>();
  const blocks = [...document.querySelectorAll<HTMLScriptElement>("script[type*='ld+json' i]")].map(
    ({ text }) => parse(text, named),
  );
  return [...all(blocks), ...microdata()].flatMap((thing) =>
    [thing, ...all(thing["@graph"])].flatMap((one) => [
      one,
      ...all(one.mainEntity).map((main) => ({ mainEntityOfPage: location.href, ...main })),
      ...all(one.breadcrumb),
    ]),
  );
}

/** The types the page declares at top level, without `schema:` or `https://schema.org/`: `Product`, `CollectionPage`, … */
export const pageTypes = (things = readThings()): Set<string> => new Set(things.flatMap(typesOf));

/**
 * A block's value, or undefined where it is beyond repair. What is said of one `@id` becomes one thing, across all blocks: a
 * mere mention, such as a breadcrumb's, adds to it but replaces nothing, and what has another type or name is another thing.
 */
function parse(block: string, named: Map<string, Thing>): unknown {
  let text = block;
  for (let tries = 3; tries; tries--)
    try {
      return JSON.parse(text, (_, value) => {
        const id = value?.["@id"];
        if (!id) return value === "" ? undefined : (value ?? undefined);
        const known = named.get(id) ?? {};
        named.set(id, known);
        const isOther = (property: string) =>
          value[property] && known[property] && `${value[property]}` !== `${known[property]}`;
        if (!value["@type"]) return Object.assign(known, { ...value, ...known });
        return known["@type"] && ["@type", "name"].some(isOther) ? value : Object.assign(known, value);
      });
    } catch {
      text = text.replace(TOKEN, (token) =>
        token[0] === '"' ? token.replace(IN_TEXT, (bad, sound) => sound ?? (bad === "\\" ? "" : " ")) : "",
      );
    }
}
