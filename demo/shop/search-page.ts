import { searchCatalogue } from "./catalogue-search.ts";
import { maybe, one } from "./dom.ts";
import { reportList, reportSearch } from "./report.ts";
import { showCards } from "./shown-cards.ts";

export function runSearchPage(): void {
  const page = maybe("[data-search]");
  const term = (new URLSearchParams(location.search).get("q") ?? "").trim().slice(0, 100);
  if (!page || !term) return;
  const found = searchCatalogue(term);
  reportSearch(term, found.length);
  reportList("Search", found);

  one<HTMLInputElement>("header [name=q]").value = term;
  document.title = `“${term}”, Polana`;
  one("[data-search-title]").textContent = found.length
    ? `Results for “${term}”`
    : `No “${term}” on the glade`;
  one("[data-search-count]").textContent =
    found.length === 1
      ? "1 thing."
      : found.length
        ? `${found.length} things.`
        : "We looked in all 24 things.";
  if (found.length) showCards(page, found);
  else page.replaceWith((one("[data-nothing-found]") as HTMLTemplateElement).content.cloneNode(true));
}
