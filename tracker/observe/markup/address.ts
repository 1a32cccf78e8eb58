/** Addresses in the markup, and how near they are to the page's own. */
import { all, textOf } from "./thing.ts";

/** A value's address made absolute; undefined where it has none of the web's. */
export function webAddress(value: unknown): URL | undefined {
  const [first] = all(value);
  const text = textOf(first?.url ?? first?.contentUrl ?? first?.["@id"] ?? first, 501);
  try {
    const url = new URL(text!, document.baseURI);
    if (text && /^http/.test(url.protocol)) return url;
  } catch {
    // Not an address, whatever the shop meant by it.
  }
}

/** An address as the wire takes it. */
export function shortAddress(value: unknown): string | undefined {
  const href = webAddress(value)?.href;
  return href && href.length <= 500 ? href : undefined;
}

const pathOf = ({ pathname }: URL) => pathname.replace(/\/$/, "");

/**
 * 0 elsewhere, 1 the same path where a parameter is missing here, 2 here, and 1 more for each parameter that is the same: of
 * variants at one path the one chosen is nearest. The path here may have a language or a collection in front.
 */
export function nearness(address: URL, here: URL): number {
  const path = pathOf(address);
  if (path ? !pathOf(here).endsWith(path) : pathOf(here)) return 0;
  const given = [...address.searchParams].map(([name, value]) => [here.searchParams.get(name), value]);
  if (given.some(([own, value]) => own !== null && own !== value)) return 0;
  return given.some(([own]) => own === null) ? 1 : 2 + given.length;
}
