/** Which shop software made the page, by marks that its themes and plug-ins leave alone. */

export type ShopSoftware = "woocommerce" | "prestashop" | "shopify" | "opencart";

/** Undefined where none of the four shows itself: then nothing more is loaded. */
export function platformOf(): ShopSoftware | undefined {
  if ("Shopify" in window) return "shopify";
  if ("prestashop" in window) return "prestashop";
  // WooCommerce marks the body of every page, OpenCart serves every script from one folder.
  if (/woocommerce/.test(document.body.className)) return "woocommerce";
  if (document.querySelector("[src*='catalog/view/']")) return "opencart";
  return;
}
