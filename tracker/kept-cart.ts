/** The cart on the device, told as a `cart` event after each change. */
import type { Cart, CartLine, Core, RecentItem } from "./api.ts";
import { type CartChange, cartAfter, merge } from "./cart.ts";
import { hasOwn } from "./echo.ts";

/** As last kept by this page: the store's mirror lags a moment behind, and a shop pushes twice in one task. */
let cart: Cart | undefined;

/** Takes up the cart as it was left. */
export function openCart(core: Core): void {
  cart = core.stored("cart");
}

/** Another tab may have changed it meanwhile. */
export function readCart(core: Core): void {
  const before = cart;
  core.transact(["cart"], ([kept]) => {
    if (cart === before) cart = kept as Cart | undefined;
    return [];
  });
}

/** Left alone where the page tells its whole cart itself. Recorded at once: a form and a reload often follow. */
export function changeCart(core: Core, change: CartChange): void {
  if (hasOwn("cart")) return;
  const recent = core.stored<RecentItem[]>("recent");
  const lines = change.lines.map((line): CartLine => {
    const { image, url } = recent?.find(({ id }) => id === line.id) ?? {};
    return merge({ image, url }, line);
  });
  const next = cartAfter(cart, { ...change, lines });
  const props = wireCart(next);
  const isSame = JSON.stringify(props) === JSON.stringify(wireCart(cart ?? { lines: [], valueMinor: 0 }));
  cart = next;
  if (!isSame) core.record("cart", props, { beside: [["cart", next]] });
}

/** What of a cart travels; names, pictures and addresses stay on the device, for content. */
const wireCart = ({ lines, valueMinor, currency }: Cart) => ({
  lines: lines.map(({ id, quantity, priceMinor }) => ({ id, quantity, priceMinor })),
  valueMinor,
  currency,
});
