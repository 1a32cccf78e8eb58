/** The shop's own commands, once the commerce part is there. */
import type { Core } from "./api.ts";
import { hasOwn, isEcho, keepOwn } from "./echo.ts";
import { isCartTold } from "./kept-cart.ts";
import { isSearched } from "./moments.ts";
import { isViewTold } from "./product-view.ts";

/**
 * Hears which events the shop tells, and lets no echo of the layer through: of what this page view has told already, its
 * product, these words of a search, the cart as it is.
 */
export function hearOwn(core: Core): void {
  const { commands } = core;
  const { track, cart } = commands;
  commands.track = (name, props) => {
    const { term } = (props ?? {}) as { term?: string };
    // Of views the first is an echo, whatever it names: later ones are of products the visitor opens on the page.
    const isAgain =
      name === "view_item"
        ? !hasOwn(name) && isViewTold()
        : isEcho(name, props ?? {}) || (name === "search" && isSearched(term));
    keepOwn(name);
    if (!isAgain) track(name, props);
  };
  commands.cart = (whole) => {
    keepOwn("cart");
    if (!isCartTold(core, whole)) cart(whole);
  };
}
