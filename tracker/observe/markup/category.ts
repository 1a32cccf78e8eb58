/** Which category a product is in, by its own word or by the way that leads to it. */
import { nearness, urlsOf } from "./address.ts";
import { all, type Thing, textOf, typesOf } from "./thing.ts";

/** The last part of `A > B > C`, else the last crumb that is neither the product itself nor the shop's first page. */
export function categoryOf(
  product: Thing,
  name: string | undefined,
  things: Thing[],
  here: URL[],
): string | undefined {
  const own = textOf(product.category, 300)?.split(/[>›»]/).at(-1);
  if (own) return textOf(own, 80);
  const trail = things.find((thing) => /^BreadcrumbList$/i.test(`${typesOf(thing)}`));
  return all(trail?.itemListElement)
    .sort((a, b) => +a.position! - +b.position!)
    .filter((crumb, i, { length }) => {
      const [address] = urlsOf(crumb.item ?? crumb.url);
      return address
        ? address.pathname !== "/" && !here.some((one) => nearness(address, one))
        : i < length - 1;
    })
    .map((crumb) => textOf(crumb.name ?? crumb.item, 80))
    .filter((crumb) => crumb !== name)
    .at(-1);
}
