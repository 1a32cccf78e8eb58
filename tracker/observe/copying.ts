/** A product's name or price being copied. What is copied is compared here and now, and neither kept nor sent. */
import type { Item } from "../../model/event.ts";

/** True where the text is the product's price, its name, or a telling part of it. */
export function isNameOrPrice({ name = "", priceMinor }: Item, text: string): boolean {
  const part = text.trim().toLowerCase();
  const digits = part.replace(/\D/g, "");
  return (
    (part.length > 3 && name.toLowerCase().includes(part)) ||
    (part.length < 20 && [digits, `${digits}00`].includes(`${priceMinor}`))
  );
}

/** `productOf` is asked for the page's product. */
export function onCopy(productOf: () => Item | undefined, copied: () => void): void {
  addEventListener("copy", () => {
    const product = productOf();
    if (product && isNameOrPrice(product, `${getSelection()}`)) copied();
  });
}
