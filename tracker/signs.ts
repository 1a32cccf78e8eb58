/**
 * Lazy part, loaded with the first engaged second: what clicks, forms, copying and other tabs say outright.
 * Exports what `SignsPart` in api.ts describes.
 */
import type { SignsPart } from "./api.ts";
import { onAccount } from "./observe/account.ts";
import { onReturn } from "./observe/away.ts";
import { onClicks } from "./observe/clicks.ts";
import { onCopy } from "./observe/copying.ts";
import { onDeadClick } from "./observe/dead-click.ts";

export { isInReviews } from "./observe/reviews.ts";

export const observe: SignsPart["observe"] = (tell, productOf, wished, returned) => {
  onClicks(tell, wished);
  onDeadClick(tell);
  onAccount(tell);
  onCopy(productOf, () => tell("price_check", 2));
  onReturn(returned);
};
