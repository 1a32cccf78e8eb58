/** The products block: a shelf of cards, each a link to a product the device remembers. */
import type { GoodsPart, RecentItem } from "../api.ts";
import { soundAddress } from "./address.ts";
import { price } from "./device-texts.ts";
import { element } from "./element.ts";

export const draw: GoodsPart["draw"] = ({ source, limit }, { texts: { recent, cart } }) => {
  const items: RecentItem[] =
    source === "viewed" ? recent : (cart?.lines ?? []).map((line) => ({ ...line, currency: cart!.currency }));
  const shelf = element("ul", { className: "p" });
  for (const { name, image, url, priceMinor, currency } of items.slice(0, limit)) {
    const href = soundAddress(url);
    if (!href || !name) continue;
    const src = soundAddress(image);
    const card = element(
      "a",
      { href },
      !!src && element("img", { src, alt: "", width: 400, height: 400, decoding: "async" }),
      element("span", {}, name),
      priceMinor !== undefined && !!currency && element("b", {}, price(priceMinor, currency)),
    );
    shelf.append(element("li", {}, card));
  }
  return shelf.firstChild ? shelf : undefined;
};
