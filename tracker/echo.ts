/**
 * What the layer and the shop's own `impuls(…)` both tell counts once. Where the shop has told an event itself, the
 * layer is not heeded for events of that name any more, for as long as the page is there.
 */

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

/** The event with its product, order or search. */
function keyOf(name: string, props: { item?: { id: string }; orderId?: string; term?: string }): string {
  return [name, props.item?.id, props.orderId, props.term].join();
}
