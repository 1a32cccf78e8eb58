/**
 * Lazy part, loaded when something is bought or wished for: the goods, with the texts content needs, kept on the device.
 * Exports what `ListsPart` in api.ts describes.
 */
import type { EventProps, Item } from "../model/event.ts";
import type { Cart, ListsPart, RecentItem } from "./api.ts";
import { merge } from "./cart.ts";

/** Most products kept of each; of more the newest. */
const MOST_BOUGHT = 12;
const MOST_WISHED = 24;

export const keep: ListsPart["keep"] = (core, { name, props }, cart) => {
  const isBought = name === "purchase";
  const key = isBought ? "bought" : "wishlist";
  core.transact([key, "recent"], ([list, recent]) => {
    const kept = (list ?? []) as RecentItem[];
    const known = [
      ...kept,
      ...((recent ?? []) as RecentItem[]),
      ...[core.stored<Cart>("bill"), cart].flatMap((told) =>
        (told?.lines ?? []).map((line) => merge(line, { currency: told!.currency })),
      ),
    ];
    const fresh = isBought ? boughtOf(props as EventProps["purchase"], known) : [props.item as Item];
    const ids = new Set(fresh.map(({ id }) => id));
    const all = [...fresh, ...kept.filter(({ id }) => !ids.has(id))];
    return [[key, all.slice(0, isBought ? MOST_BOUGHT : MOST_WISHED)]];
  });
};

/** The order's goods with the texts by which the page named them; what it never named is left out. */
const boughtOf = ({ lines, currency }: EventProps["purchase"], known: Item[]): RecentItem[] =>
  [...new Map(lines.map((line) => [line.id, line])).values()]
    .map(({ id, priceMinor }) => {
      const texts = known.filter((one) => one.id === id).reduce(merge, {} as Item);
      return merge(texts, priceMinor === undefined ? { id } : { id, priceMinor, currency });
    })
    .filter((item) => item.name);
