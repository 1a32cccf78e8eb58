/** One entry per kind of block: its data in, its element out; undefined where it has nothing sound to show. */
import type { Block, Content } from "../../model/campaign.ts";
import type { GoodsPart } from "../api.ts";
import { soundAddress } from "./address.ts";
import { type DeviceTexts, fillTokens, restOf } from "./device-texts.ts";
import { element } from "./element.ts";

export interface Drawing {
  content: Content;
  texts: DeviceTexts;
  goods: GoodsPart | undefined;
}

type Draw<Kind> = (block: Extract<Block, { kind: Kind }>, drawing: Drawing) => HTMLElement | undefined;

const blocks: { [Kind in Block["kind"]]: Draw<Kind> } = {
  head(block, { content, texts }) {
    const fill = (text: string) => fillTokens(text, content, texts);
    const isReached = restOf(content, texts.cart)! <= 0 && content.reached;
    return element(
      "div",
      { className: "h" },
      !!block.over && element("small", {}, fill(block.over)),
      element("h2", { id: "t" }, isReached || fill(block.title)),
      !isReached && !!block.text && element("p", {}, fill(block.text)),
    );
  },
  text: ({ text }, { content, texts }) => element("p", {}, fillTokens(text, content, texts)),
  progress: ({ thresholdMinor, label }, { content, texts }) =>
    element("progress", {
      max: thresholdMinor,
      value: Math.min(texts.cart?.valueMinor ?? 0, thresholdMinor),
      ariaLabel: fillTokens(label, content, texts),
    }),
  actions({ items }, { content, texts }) {
    const row = element("div", { className: "a" });
    for (const { label, href, primary } of items) {
      const text = fillTokens(label, content, texts);
      const className = primary ? "go" : "";
      const address = soundAddress(href);
      if (address) row.append(element("a", { href: address, className }, text));
      else if (!href) row.append(element("button", { type: "button", className, name: "close" }, text));
    }
    return row.firstChild ? row : undefined;
  },
  coupon: () => undefined,
  products: ({ source, limit }, { texts, goods }) => {
    const { recent, cart } = texts;
    const items =
      source === "viewed"
        ? recent
        : (cart?.lines ?? []).map((line) => ({ ...line, currency: cart!.currency }));
    return goods?.products(items.slice(0, limit));
  },
};

export const drawBlock = (block: Block, drawing: Drawing): HTMLElement | undefined =>
  (blocks[block.kind] as Draw<Block["kind"]> | undefined)?.(block as never, drawing);
