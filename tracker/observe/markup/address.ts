/** Addresses in the markup, and how near they are to the page's own. */
import { all, textOf } from "./thing.ts";

/** The web addresses among values and things, in their order, made absolute. */
export const urlsOf = (...values: unknown[]): URL[] =>
  all(values).flatMap((one) => {
    const text = textOf(one.url ?? one.contentUrl ?? one["@id"] ?? one, 501);
    try {
      const url = new URL(text!, document.baseURI);
      return text && /^http/.test(url.protocol) ? url : [];
    } catch {
      // Not an address, whatever the shop meant by it.
      return [];
    }
  });

/** The first of them that the wire takes. */
export const shortAddress = (...values: unknown[]): string | undefined =>
  urlsOf(values)
    .map(({ href }) => href)
    .find((href) => href.length <= 500);

const pathOf = ({ pathname }: URL) => pathname.toLowerCase().replace(/\/$/, "");

/**
 * 0 elsewhere, 1 the same path where a parameter is missing here, 2 here, and 1 more for each parameter that is the same: of
 * variants at one path the one chosen is nearest. The path here may have a language or a collection in front.
 */
export function nearness(address: URL, here: URL): number {
  const path = pathOf(address);
  const own = pathOf(here);
  let near = own.endsWith(path) && (path || !own) ? 2 : 0;
  let isPart = false;
  for (const [name, value] of address.searchParams) {
    const chosen = here.searchParams.get(name);
    if (chosen === null) isPart = true;
    else near = near && chosen === value ? near + 1 : 0;
  }
  return isPart && near ? 1 : near;
}
