/** A line of the cart, from what the shop software calls its fields. */
import type { CartLine } from "../api.ts";

/** In the order in which content reads them; `image` and `url` as addresses, `listPriceMinor` where it is told. */
export const lineOf = (
  id: number | string,
  quantity: number,
  priceMinor: number,
  name: string,
  image: string | undefined,
  url: string,
  listPriceMinor = 0,
): CartLine => ({
  ...{ id: `${id}`, quantity, priceMinor, name, image, url },
  listPriceMinor: listPriceMinor > priceMinor ? listPriceMinor : undefined,
});
