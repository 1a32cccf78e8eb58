/**
 * Lazy part: products, loaded beside the content part. Opened, it is what `GoodsPart` in api.ts describes. What is
 * popular is asked for only where it is to be drawn.
 */
import type { Popular } from "../model/popular.ts";
import type { GoodsPart, Opening, RecentItem } from "./api.ts";
import { elsewhere } from "./render/address.ts";
import css from "./render/content-goods.css" with { type: "text" };
import { productsWith } from "./render/products.ts";

export const open: Opening<GoodsPart>["open"] = async (core, { content: { blocks } }) => {
  let popular: RecentItem[] = [];
  if (blocks.some((block) => block.kind === "products" && block.source === "popular")) {
    const url = new URL(`v1/popular?site=${core.site}`, import.meta.url);
    const response = await fetch(url, { signal: AbortSignal.timeout(5000) });
    popular = ((await response.json()) as Popular).products;
  }
  return { css, products: productsWith(elsewhere(popular)) };
};
