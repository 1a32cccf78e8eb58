/** Lazy part: products, loaded beside the content part. Exports what `GoodsPart` in api.ts describes. */
export { default as css } from "./render/content-goods.css" with { type: "text" };
export { draw } from "./render/products.ts";
