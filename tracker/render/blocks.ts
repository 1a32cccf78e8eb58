/** One entry per kind of block: its data in, its element out; undefined where it has nothing sound to show. */
import type { Block } from "../../model/content.ts";
import { restOf } from "../../model/tokens.ts";
import type { DrawBlock, Drawing } from "../api.ts";
import { soundAddress } from "./address.ts";
import { element } from "./element.ts";

const blocks: { [Kind in Block["kind"]]?: DrawBlock<Kind> } = {
  head({ over, title, text }, { content, texts }) {
    const isReached = restOf(content, texts.cart)! <= 0 && content.reached;
    return element(
      "div",
      { className: "h" },
      !!over && element("small", {}, over),
      element("h2", {}, isReached || title),
      !isReached && !!text && element("p", {}, text),
    );
  },
  text: ({ text }) => element("p", {}, text),
  actions({ items }) {
    const row = element("div", { className: "a" });
    for (const { label, href, primary } of items) {
      const className = primary ? "go" : "";
      const address = soundAddress(href);
      if (address) row.append(element("a", { href: address, className }, label));
      else if (!href) row.append(element("button", { type: "button", className, name: "close" }, label));
    }
    return row.firstChild ? row : undefined;
  },
};

/** Kinds that are not here have a part of their own. */
export function drawBlock(block: Block, drawing: Drawing): HTMLElement | undefined {
  const { kind } = block;
  const draw = blocks[kind] ?? drawing.kinds[kind as "products"]?.[kind as "products"];
  return (draw as DrawBlock<Block["kind"]> | undefined)?.(block, drawing);
}
