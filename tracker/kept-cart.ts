/** The cart on the device, told as a `cart` event after each change. */
import type { Cart, CartLine, Core, RecentItem } from "./api.ts";
import { type CartChange, cartAfter, merge } from "./cart.ts";
import { hasOwn } from "./echo.ts";

/** As last kept by this page: the store's mirror lags a moment behind, and a shop pushes twice in one task. */
let cart: Cart | undefined;
/** The shop software has told its cart. */
let isShops = false;

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

/**
 * The cart as the shop software has it. From then on it stands above what a layer tells of it. A shop that rewrites its
 * addresses names lines by them: the product's own page has told its id.
 */
export function takeCart(core: Core, { lines, valueMinor, currency }: Cart): void {
  const recent = core.stored<RecentItem[]>("recent");
  const named = (id: string) =>
    recent?.find(({ url }) => url?.replace(/\/?([?#].*)?$/, "").endsWith(`/${id}`));
  cart ??= core.stored("cart");
  isShops = true;
  change(core, {
    lines: lines.map((line) => ({ ...line, id: named(line.id)?.id ?? line.id })),
    isWhole: true,
    valueMinor,
    currency,
  });
}

/**
 * The shop's own word on its cart. True where it has been told already, as by the layer just now: then it is kept for the
 * texts it has, and is no event.
 */
export function isCartTold(core: Core, whole: Cart): boolean {
  const isSame = !!cart && JSON.stringify(wireCart(whole)) === JSON.stringify(wireCart(cart));
  cart = merge(undefined, whole);
  if (isSame) {
    // What the layer has told comes first, or its cart would lie over this one.
    core.save();
    core.transact([], () => [["cart", cart]]);
  }
  return isSame;
}

/** What a layer tells; not heard where the shop's own cart is. That all has been bought is heard all the same. */
export function changeCart(core: Core, changed: CartChange): void {
  if (!isShops || !changed.lines.length) change(core, changed);
}

/** Left alone where the page tells its whole cart itself. Recorded at once: a form and a reload often follow. */
function change(core: Core, changed: CartChange): void {
  if (hasOwn("cart")) return;
  const recent = core.stored<RecentItem[]>("recent");
  const lines = changed.lines.map((line): CartLine => {
    const { image, url } = recent?.find(({ id }) => id === line.id) ?? {};
    return merge({ image, url }, line);
  });
  const next = cartAfter(cart, { ...changed, lines });
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
