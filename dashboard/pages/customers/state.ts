import { signal } from "@preact/signals";
import { getCustomers } from "../../api.ts";
import { reading } from "../../reading.ts";
import { refine } from "../../route.ts";

export const PAGE_SIZE = 50;

const filter = signal<{ search: string | undefined; before: string | undefined }>({
  search: undefined,
  before: undefined,
});
export const customers = reading(() => getCustomers(filter.value));
/** As it is typed: the URL follows a breath behind. */
export const sought = signal("");

export function show({ search, before }: Record<string, string>): void {
  filter.value = { search, before };
  if (search !== asked) sought.value = search ?? "";
  void customers.load();
}

const PAUSE_MS = 200;
let asked: string | undefined;
let timer = 0;
/** Another search begins on its first page. */
export function seek(text: string): void {
  sought.value = text;
  clearTimeout(timer);
  timer = setTimeout(() => {
    asked = text.trim() || undefined;
    refine({ search: asked, before: undefined, trail: undefined }, { replace: true });
  }, PAUSE_MS);
}
