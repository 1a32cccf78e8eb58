import { productOf } from "../products.ts";
import { all } from "./dom.ts";
import { reportList } from "./report.ts";

/** Lists the page came with; those the browser fills report themselves. */
export function reportLists(): void {
  for (const list of all("[data-list]")) {
    const products = all<HTMLAnchorElement>("a[href^='/demo/p/']", list).flatMap(
      ({ pathname }) => productOf(pathname.split("/")[3] ?? "") ?? [],
    );
    reportList(list.dataset.list ?? "", products, list.dataset.category);
  }
}
