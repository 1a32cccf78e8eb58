/** Lazy part, loaded where a page carries markup. Exports what `MarkupPart` in api.ts describes. */
import type { MarkupPart } from "./api.ts";
import { pageTypes, readThings } from "./observe/markup/json-ld.ts";
import { pageProduct } from "./observe/markup/product.ts";

export const readPage: MarkupPart["readPage"] = () => {
  const things = readThings();
  return { product: pageProduct(things), types: pageTypes(things) };
};
