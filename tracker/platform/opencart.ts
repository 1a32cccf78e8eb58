/**
 * OpenCart 2 to 4: the small cart in the head of every page, `#cart`, which the shop draws anew after each change.
 * There is no cart but as HTML. A line's id is `product_id`, where its address names it.
 */
import type { Cart } from "../api.ts";
import { currencyOf, minorOf } from "../observe/price.ts";
import { lineOf } from "./line.ts";
import type { Shop } from "./shop.ts";

export const opencart: Shop = {
  watch(heard) {
    const small = document.querySelector("#cart")!;
    const look = () => heard(() => cartOf(small));
    look();
    new MutationObserver(look).observe(small, { childList: true, subtree: true });
  },
  checkout: "#checkout-checkout",
  product: () => document.querySelector<HTMLInputElement>("#product [name=product_id]")?.value,
};

/** Undefined while the small cart says another number than it shows: it is being drawn, or a theme draws it otherwise. */
function cartOf(small: Element): Cart | undefined {
  const currency = /\bcurrency=([A-Z]{3})/.exec(document.cookie)?.[1] ?? currencyChosen(small);
  const minor = (cell: Element | undefined) => minorOf(cell!.textContent, currency) ?? 0;
  const lines: Cart["lines"] = [];
  let pieces = 0;
  let sum = 0;
  let total = Infinity;
  for (const { cells } of small.querySelectorAll("tr")) {
    // A product: picture, name, "x 2", what its pieces cost, a button. Of what stands below, the last is the total.
    const [picture, named, count, cost] = cells;
    if (!cost) {
      total = minor(named);
      continue;
    }
    const quantity = +/\d+/.exec(count!.textContent)![0];
    const link = named!.querySelector("a")!;
    const costMinor = minor(cost);
    pieces += quantity;
    sum += costMinor;
    lines.push(
      lineOf(
        idOf(link.href),
        quantity,
        Math.round(costMinor / quantity),
        link.textContent,
        picture!.querySelector("img")?.src,
        link.href,
      ),
    );
  }
  const [said] = /\d+/.exec(small.textContent)!;
  // The total is what coupons leave, but also has what delivery adds: it counts where it is the lower one.
  return +said === pieces ? { lines, valueMinor: Math.min(sum, total), currency } : undefined;
}

/**
 * Version 4 keeps its cookie from scripts. The head of the page lists the currencies with their signs, and has the sign of
 * the one chosen in front: where several have it, or there is no list, a price may say it.
 */
function currencyChosen(small: Element): string | undefined {
  const sign = document.querySelector("#form-currency strong")?.textContent.trim();
  const codes = [...document.querySelectorAll("#form-currency li")]
    .filter(({ textContent }) => textContent.trim().startsWith(`${sign} `))
    .map(({ innerHTML }) => /"([A-Z]{3})"/.exec(innerHTML)?.[1]);
  return codes[1] ? undefined : (codes[0] ?? currencyOf("", small.querySelector("button")?.textContent));
}

/** `product_id` of an address; of one rewritten for search engines, which has none, the last word, as long as an id may be. */
const idOf = (href: string): string =>
  (/product_id=(\d+)/.exec(href) ?? /([^/?#]{1,64})\/?([?#]|$)/.exec(href))![1]!;
