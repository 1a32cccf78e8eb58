/** What names a product. */
import { type Thing, textOf } from "./thing.ts";

/** The shop's own names first, then those that makers and bodies give. */
const IDS = "sku productID productGroupID gtin13 gtin gtin14 gtin12 gtin8 mpn isbn".split(" ");

/** Every id the markup gives, the best first. */
export const idsOf = (thing: Thing | undefined): string[] =>
  IDS.flatMap(
    (property) => textOf(thing?.[property], 64)?.replace(/^(sku|mpn|isbn|gtin|ean|upc):/i, "") ?? [],
  );

/** What in an address names the product: the last part of its path, or of its query where the path is the shop's script. */
export const lastPart = ({ pathname, search }: URL): string | undefined =>
  (/\.php$/.test(pathname) ? search : pathname)
    .split(/[/?&=]/)
    .filter(Boolean)
    .at(-1)
    ?.slice(0, 64);
