/** Whether reviews are what is being looked at: they hold the middle of the screen. */

/** Sections of reviews in the usual shop software and review services; WooCommerce calls its checkout `order_review`. */
const SECTION =
  "[id*=review i]:not([id*=preview i],[id*=order i]),[id*=opini i],[id*=comments-list],[itemprop=review]";

export const isInReviews = (): boolean =>
  !!document.elementFromPoint(innerWidth / 2, innerHeight / 2)?.closest(SECTION);
