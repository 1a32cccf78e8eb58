/** Clicks that say what they are for: reviews opened, a store asked for, a product kept; and many on one spot. */
import type { Tell } from "../api.ts";
import { namesOf } from "./names.ts";

/** Not a preview. */
const REVIEWS = /[^p]review|opini/i;
/** The stock of a store, or the way to it. */
const STORE =
  /(avail|stock|pick.?up|dost.p|odbi).{1,20}(store|salon|sklep)|(store|pick.?up).(avail|stock)|google\S+maps|directions|dojazd/i;
const WISHLIST = /add.{0,15}(wish|fav)|wish.{0,12}add|do.{0,4}(ulubion|schowk|list\S+ .ycze)/i;
/** A list of wishes is no wish, and a product in a list is not the page's own. */
const NOT_OWN =
  "nav,header,footer,li,article,[class*=card],[class*=miniature],[class*=related],[class*=sell]";
/** Made for clicking fast: quantities, arrows of a gallery. */
const STEPPER = /qty|quant|ilo|plus|minus|next|prev|arrow|slid|[+−-]$/i;

const SPOT_PIXELS = 30;
const SOON_MS = 1000;

/** `wished` hears that the page's own product was put on a wishlist. */
export function onClicks(tell: Tell, wished: () => void): void {
  let last: MouseEvent | undefined;
  let clicks: number;
  addEventListener(
    "click",
    (event) => {
      const clicked = (event.target as Element).closest?.("a,button,[role],[onclick],label,summary");
      const words = clicked ? `${namesOf(clicked)} ${clicked.textContent.trim().slice(0, 60)}` : "";
      if (REVIEWS.test(words)) tell("reviews", 5);
      if (STORE.test(words)) tell("go", 2);
      if (WISHLIST.test(words) && !clicked!.closest(NOT_OWN)) wished();
      const isSame =
        last &&
        event.timeStamp - last.timeStamp <= SOON_MS &&
        Math.hypot(event.x - last.x, event.y - last.y) <= SPOT_PIXELS;
      clicks = isSame ? clicks + 1 : 1;
      last = event;
      if (!STEPPER.test(words)) tell("rage", clicks);
    },
    true,
  );
}
