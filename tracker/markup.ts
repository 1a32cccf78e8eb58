/** Lazy part, loaded where a page carries product markup. Exports what `MarkupPart` in api.ts describes. */
export { pageProduct } from "./observe/markup/product.ts";
