/** What kind of page this is where neither the shop nor the guard says: by its markup, else by the words of its address. */
import { kindOfTypes, noticedKind } from "../../model/page-kind.ts";
import type { Core } from "../api.ts";

const kindOfWords = () => noticedKind(location.pathname + location.search);

/** A page view has begun: what its address says. */
export function noticeKind({ sending }: Core): void {
  sending.pageKind ??= kindOfWords();
}

/** `types`: schema.org types of the page's markup. They say more than words, and less than the tag and the guard. */
export function refineKind({ sending }: Core, types: ReadonlySet<string>): void {
  if (sending.pageKind === kindOfWords()) sending.pageKind = kindOfTypes(types) ?? sending.pageKind;
}
