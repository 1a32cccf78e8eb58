/** What several blocks tell of one product, put together. */
import { all, fold, type Thing } from "./thing.ts";

/** One of each product, by `sku`, name or address, since blocks tell parts of it; variants in their group. */
export function joined(products: Thing[]): Thing[] {
  const known = new Map<string, Thing>();
  for (const told of products) {
    const [group] = all(told.isVariantOf);
    const one = group ? { name: told.name, ...group, hasVariant: [group.hasVariant, told] } : told;
    const keys = ["sku", "name", "url"].filter((key) => one[key]).map((key) => key + fold(one[key]));
    const before = keys.map((key) => known.get(key)).find(Boolean) ?? {};
    const hasVariant = [...new Set(all([before.hasVariant, one.hasVariant]))];
    Object.assign(before, { ...one, ...before, hasVariant });
    for (const key of keys) known.set(key, before);
  }
  return [...new Set(known.values())];
}
