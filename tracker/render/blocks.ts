/** One entry per kind of block: its data in, its element out; undefined where it has nothing sound to show. */
import type { Block } from "../../model/content.ts";
import type { DrawBlock, Drawing } from "../api.ts";
import { soundAddress } from "./address.ts";
import { restOf } from "./device-texts.ts";
import { element } from "./element.ts";

const blocks: { [Kind in Block["kind"]]?: DrawBlock<Kind> } = {
  head(block, { content, texts, fill }) {
    const isReached = restOf(content, texts.cart)! <= 0 && content.reached;
    return element(
      "div",
      { className: "h" },
      !!block.over && element("small", {}, fill(block.over)),
      element("h2", { id: "t" }, isReached || fill(block.title)),
      !isReached && !!block.text && element("p", {}, fill(block.text)),
    );
  },
  text: ({ text }, { fill }) => element("p", {}, fill(text)),
  actions({ items }, { fill }) {
    const row = element("div", { className: "a" });
    for (const { label, href, primary } of items) {
      const text = fill(label);
      const className = primary ? "go" : "";
      const address = soundAddress(href);
      if (address) row.append(element("a", { href: address, className }, text));
      else if (!href) row.append(element("button", { type: "button", className, name: "close" }, text));
    }
    return row.firstChild ? row : undefined;
  },
};

/** Kinds that are not here have a part of their own. */
export function drawBlock(block: Block, drawing: Drawing): HTMLElement | undefined {
  const draw = blocks[block.kind] ?? drawing.kinds[block.kind as "products"]?.draw;
  return (draw as DrawBlock<Block["kind"]> | undefined)?.(block, drawing);
}
