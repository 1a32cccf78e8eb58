/** The products block: a shelf of cards, each a link to a product. */
import type { DrawBlock, RecentItem } from "../api.ts";
import { soundAddress } from "./address.ts";
import { price } from "./device-texts.ts";
import { element } from "./element.ts";

/** `popular`: what the shop's visitors buy most, which no device knows by itself. */
export const productsWith =
  (popular: RecentItem[]): DrawBlock<"products"> =>
  ({ source, limit }, { texts: { recent, cart, bought }, language }) => {
    const lists = {
      viewed: recent,
      cart: cart?.lines.map((line) => ({ ...line, currency: cart.currency })),
      bought,
      popular,
    };
    const shelf = element("ul", { className: "p" });
    for (const { name, image, url, priceMinor, currency } of lists[source]?.slice(0, limit) ?? []) {
      const href = soundAddress(url);
      if (!href || !name) continue;
      const src = soundAddress(image);
      const card = element(
        "a",
        { href },
        !!src &&
          element("img", { loading: "lazy", src, alt: "", width: 400, height: 400, decoding: "async" }),
        element("span", {}, name),
        priceMinor !== undefined && !!currency && element("b", {}, price(priceMinor, currency, language)),
      );
      shelf.append(element("li", {}, card));
    }
    return shelf.firstChild ? shelf : undefined;
  };
