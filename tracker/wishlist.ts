/** Lazy part: the visitor's own list, loaded beside the content part. Opened, it is what `WishlistPart` in api.ts describes. */
import type { Opening, RecentItem, WishlistPart } from "./api.ts";
import css from "./render/content-wishlist.css" with { type: "text" };
import { wishlistWith } from "./render/wishlist.ts";

export const open: Opening<WishlistPart>["open"] = (core) => ({
  css,
  wishlist: wishlistWith(core.stored<RecentItem[]>("wishlist"), (gone) =>
    core.transact(["wishlist"], ([kept]) => [
      ["wishlist", (kept as RecentItem[]).filter(({ id }) => id !== gone)],
    ]),
  ),
});
