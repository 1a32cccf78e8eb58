/** What the shop tells of products and carts, as the device keeps it: recent products for content, signals for moments. */
import type { EventProps, Item } from "../../model/event.ts";
import type { Signal } from "../../model/micro-moment.ts";
import type { Core, Notice, RecentItem } from "../api.ts";
import type { Visit } from "../identity.ts";

/** Most products kept for the products block. */
const RECENT = 12;

type Told = Extract<Notice, { event: unknown }>["event"];

/** The products kept, with the one that was looked at first: newest first, with the texts content needs. */
export function recentWith(recent: RecentItem[] | undefined, seen: Item): RecentItem[] {
  const others = (recent ?? []).filter(({ id }) => id !== seen.id);
  return [seen, ...others].slice(0, RECENT);
}

interface Line {
  id: string;
  quantity: number;
}
/** The cart by the last `cart` event of this page: what differs in the next one was put in, taken out or changed. */
let inCart: Line[] | undefined;

export function signalsOf(core: Core, { name, props, at }: Told): Signal[] {
  const { id, category } = (props.item ?? {}) as Item;
  switch (name) {
    case "view_item":
      return [{ kind: "product", at, id, category, session: core.stored<Visit>("visit")?.number ?? 0 }];
    case "add_to_cart":
    case "remove_from_cart":
      return [{ kind: "cart", at, id, isIn: name === "add_to_cart" }];
    case "search":
      return [{ kind: "search", at, ...(props as EventProps["search"]) }];
    // Steps that need not be pages of their own.
    case "begin_checkout":
      return [{ kind: "page", at, page: "checkout", path: "" }];
    case "purchase":
      return [{ kind: "page", at, page: "thanks", path: "" }];
    case "cart": {
      const lines = props.lines as Line[];
      const before = inCart ?? lines;
      inCart = lines;
      const quantityIn = (cart: Line[], one: string) => cart.find((line) => line.id === one)?.quantity;
      return [...new Set([...lines, ...before].map((line) => line.id))].flatMap((one): Signal[] => {
        const [was, is] = [quantityIn(before, one), quantityIn(lines, one)];
        if (was === is) return [];
        return [was && is ? { kind: "quantity", at, id: one } : { kind: "cart", at, id: one, isIn: !!is }];
      });
    }
    default:
      return [];
  }
}
