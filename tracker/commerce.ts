/**
 * Lazy part, loaded by the page part at its start: what the shop's data layer and markup tell of products, cart and
 * orders becomes the same events as `impuls("track", …)`, each told once; recent products and micro-moments.
 * Exports what `CommercePart` in api.ts describes.
 */
import type { Cart, CommercePart, Core } from "./api.ts";
import { type Checkout, checkoutAfter, isInCheckout } from "./checkout.ts";
import { isEcho, keepOwn } from "./echo.ts";
import { waitForProduct } from "./first-request.ts";
import { heedLayer, heedShop, tell } from "./heed.ts";
import { changeCart, openCart, readCart, takeCart } from "./kept-cart.ts";
import * as moments from "./moments.ts";
import { freeText } from "./observe/free-text.ts";
import { hasLayer } from "./observe/hints.ts";
import { onRefusedForm } from "./observe/refused-form.ts";
import { ordersWith } from "./orders.ts";
import { hearOwn } from "./own-word.ts";
import { loadLayer, loadLists, loadPlatform } from "./parts.ts";
import { platformOf, type ShopSoftware } from "./platform/detect.ts";
import { beginView, nameById } from "./product-view.ts";

let core: Core;
/** Looks at the data layer; before its part is there, for a layer. */
let look: () => unknown = findLayer;
/** Once something was bought or wished for; what comes meanwhile is kept in its turn. */
let lists: ReturnType<typeof loadLists> | undefined;
/** Looks after which a layer is not searched for any more. */
let searches = 10;
/** Until then nothing has been told from here: what is heard is the shop's own. */
let hasBegun = false;

export const start: CommercePart["start"] = (lent, early) => {
  core = lent;
  for (const name in early) keepOwn(name);
  waitForProduct(core);
  hearOwn(core);
  const software = platformOf();
  if (software) followShop(core, software);
  addEventListener("focus", () => readCart(core));
  // Elsewhere a refused form keeps nobody from buying.
  onRefusedForm((field) => {
    if (isInCheckout(core.stored("checkout"))) tell(core, "form_error", { field: freeText(field, 60) });
  });
};

export const hear: CommercePart["hear"] = (event) => {
  const { name, props } = event;
  moments.hear(core, event);
  if (name === "page_view")
    // One task later, when all that was told with the page has been heard.
    setTimeout(() => {
      hasBegun = true;
      openCart(core);
      beginView(core, () => look());
    });
  else if (!hasBegun) keepOwn(name);
  const isBought = name === "purchase";
  if (isBought || name === "add_to_wishlist") {
    const cart = core.stored<Cart>("cart");
    lists ??= loadLists();
    lists.then((part) => part?.keep(core, event, cart));
  }
  if (isBought || name === "refund")
    core.transact(["orders"], ([kept]) => {
      const orders = ordersWith(kept as string[] | undefined, name, props.orderId);
      if (orders) return [["orders", orders]];
      // A thank-you page that is loaded again tells no other order: taken back, where the layer has not just told it.
      return isEcho(name, props) ? [] : [[[event.writer, event.n], undefined]];
    });
  if (isBought) changeCart(core, { lines: [], isWhole: true });
  advance(event);
};

export const tick: CommercePart["tick"] = (state) => {
  moments.tick(core, state);
  if (hasBegun) look();
};

async function followShop(core: Core, software: ShopSoftware): Promise<void> {
  const platform = loadPlatform();
  nameById(platform.then((part) => part?.productId(software)));
  (await platform)?.start(
    software,
    (cart) => takeCart(core, cart),
    (telling) => heedShop(core, telling),
    core.stored,
    core.transact,
  );
}

async function findLayer(): Promise<void> {
  const named = core.setting("layer");
  if (!searches || !(named || hasLayer())) {
    searches &&= searches - 1;
    return;
  }
  searches = 0;
  const part = await loadLayer();
  if (!part) return;
  look = part.listen(
    named,
    () => core.stored<Cart>("cart")?.currency,
    (telling) => heedLayer(core, telling),
  );
  look();
}

/** Keeps how far the checkout has come. */
async function advance(event: Parameters<typeof hear>[0]): Promise<void> {
  const now = core.stored<Checkout>("checkout");
  // Most events change nothing and are not worth a transaction.
  if (JSON.stringify(checkoutAfter(now, event, core.stored("cart"))) === JSON.stringify(now)) return;
  let shock = 0;
  await core.transact(["checkout", "cart"], ([before, cart]) => {
    const kept = before as Checkout | undefined;
    const next = checkoutAfter(kept, event, cart as Cart | undefined);
    const isShock = next?.trouble === "delivery" && kept?.trouble !== "delivery";
    shock = isShock ? next.deliveryShare! : 0;
    return [["checkout", next]];
  });
  if (shock) core.record("micro_moment", { moment: "delivery_cost", strength: Math.min(1, shock) });
}
