/**
 * What the layer and the shop's own `impuls(…)` both tell counts once. Where the shop has told an event itself, the
 * layer is not heeded for events of that name any more, for as long as the page is there.
 */
import type { Cart, Commands } from "./api.ts";

/** Told twice within so long, it is one thing. */
const ECHO_MS = 2000;

const own = new Set<string>();
const told = new Map<string, number>();

/** True where the shop tells events of this name itself. */
export const hasOwn = (name: string): boolean => own.has(name);

/** The shop has told an event of this name itself. */
export const keepOwn = (name: string): unknown => own.add(name);

/** The layer has told this. */
export const keepTold = (name: string, props: object): unknown =>
  told.set(keyOf(name, props), performance.now());

/** True where the layer has told the same just now. */
export const isEcho = (name: string, props: object): boolean =>
  performance.now() - told.get(keyOf(name, props))! < ECHO_MS;

/**
 * Stands before the shop's own commands: hears which events it tells, and lets no echo of the layer through.
 * Of what this page view has told already: its product, these words of a search, the cart as it is.
 */
export function hearOwn(
  commands: Commands,
  isViewTold: () => boolean,
  isSearched: (term: unknown) => boolean,
  isCartTold: (whole: Cart) => boolean,
): void {
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
    if (!isCartTold(whole)) cart(whole);
  };
}

/** The event with its product, order or search. */
function keyOf(name: string, props: { item?: { id: string }; orderId?: string; term?: string }): string {
  return [name, props.item?.id, props.orderId, props.term].join();
}
