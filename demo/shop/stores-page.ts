import { all, maybe, one } from "./dom.ts";

/** Choosing a city leaves its store alone in the list. */
export function runStoresPage(): void {
  const page = maybe("[data-stores]");
  if (!page) return;
  const city = one<HTMLSelectElement>("select", page);
  city.addEventListener("change", () => {
    for (const store of all("[data-store]", page))
      store.hidden = city.value !== "" && store.dataset.store !== city.value;
  });
}
