/** What the shop tells of products and carts, as the device keeps it: recent products for content, signals for moments. */
import type { Item } from "../../model/event.ts";
import type { Signal } from "../../model/micro-moment.ts";
import type { Core, Notice, RecentItem } from "../api.ts";
import type { Visit } from "../identity.ts";

/** Most products kept for the products block. */
const RECENT = 12;

type Told = Extract<Notice, { event: unknown }>["event"];

/** Keeps a product that was looked at, newest first, with the texts content needs. */
export function keepRecent(core: Core, { name, props }: Told): void {
  if (name !== "view_item") return;
  const seen = props.item as Item;
  core.transact(["recent"], ([recent]) => {
    const others = ((recent ?? []) as RecentItem[]).filter(({ id }) => id !== seen.id);
    return [["recent", [seen, ...others].slice(0, RECENT)]];
  });
}

/** Products in the cart by the last `cart` event of this page: what is new or gone in the next one was put in or taken out. */
let inCart: string[] | undefined;

export function signalsOf(core: Core, { name, props, at }: Told): Signal[] {
  const { id, category } = (props.item ?? {}) as Item;
  switch (name) {
    case "view_item":
      return [{ kind: "product", at, id, category, session: core.stored<Visit>("visit")?.number ?? 0 }];
    case "add_to_cart":
    case "remove_from_cart":
      return [{ kind: "cart", at, id, isIn: name === "add_to_cart" }];
    case "cart": {
      const ids = (props.lines as { id: string }[]).map((line) => line.id);
      const before = inCart ?? ids;
      inCart = ids;
      return [
        ...ids.filter((one) => !before.includes(one)).map((one) => ({ id: one, isIn: true })),
        ...before.filter((one) => !ids.includes(one)).map((one) => ({ id: one, isIn: false })),
      ].map((change) => ({ kind: "cart", at, ...change }));
    }
    default:
      return [];
  }
}
