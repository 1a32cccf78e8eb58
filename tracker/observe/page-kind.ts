/** What kind of page this is where neither the shop nor the core says: by its markup, else by the words of its address. */
import type { PageKind } from "../../model/event.ts";
import { kindOfTypes, noticedKind } from "../../model/page-kind.ts";

/** `types`: schema.org types of the page's markup. */
export const kindOfPage = (types: ReadonlySet<string>): PageKind | undefined =>
  kindOfTypes(types) ?? noticedKind(location.pathname + location.search);
