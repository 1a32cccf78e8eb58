/** Which category a product is in, by its own word or by the way that leads to it. */
import { nearness, webAddress } from "./address.ts";
import { all, type Thing, textOf, typesOf } from "./thing.ts";

/** The last part of `A > B > C`, else the last crumb that is neither the product itself nor the shop's first page. */
export function categoryOf(product: Thing, name: string | undefined, things: Thing[], here: URL[]) {
  const own = textOf(product.category);
  if (own) return textOf(own.split(/\s*[>›»]\s*/).at(-1), 80);
  const trail = things.find((thing) => /^breadcrumblist$/i.test(typesOf(thing)[0]!));
  const crumbs = all(trail?.itemListElement)
    .sort((a, b) => +all(a.position)[0]! - +all(b.position)[0]!)
    .filter((crumb, i, { length }) => {
      const address = webAddress(all(crumb.item)[0] ?? crumb.url);
      return address ? address.pathname[1] && !here.some((own) => nearness(address, own)) : i < length - 1;
    })
    .map((crumb) => textOf(crumb.name ?? crumb.item, 80));
  return crumbs.filter((crumb) => crumb !== name).at(-1);
}
