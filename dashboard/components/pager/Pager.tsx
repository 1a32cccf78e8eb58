import type { ComponentChildren } from "preact";
import { hrefOf, type PageName } from "../../address.ts";
import { route } from "../../route.ts";
import { t } from "../../words.ts";

interface Props {
  page: PageName;
  /** Of the object whose page it is. */
  id?: string;
  /** Cursor of the next page; null at the end. */
  next: string | null;
  /** "1–50 of about 48 000". */
  children: ComponentChildren;
}

/**
 * Paging by the edge's cursor. The cursors of the pages before stand in the URL too, so that Previous works from a
 * pasted link.
 */
export function Pager({ page, id = "", next, children }: Props) {
  const { before, trail, ...query } = route.value.query;
  const passed = trail ? trail.split("\n") : [];
  const previous = hrefOf(page, id, {
    ...query,
    before: passed.at(-1),
    trail: passed.slice(0, -1).join("\n"),
  });
  const following = hrefOf(page, id, {
    ...query,
    before: next ?? undefined,
    trail: before ? [...passed, before].join("\n") : "",
  });
  return (
    <nav class="pager" aria-label={t`Pages`}>
      <span class="num">{children}</span>
      <span class="push">
        {before && <a class="btn small" href={previous}>{t`Previous`}</a>}
        {next && <a class="btn small" href={following}>{t`Next`}</a>}
      </span>
    </nav>
  );
}

/** Rows before this page. */
export function rowsBefore(pageSize: number): number {
  const { before, trail } = route.value.query;
  return before ? pageSize * ((trail ? trail.split("\n").length : 0) + 1) : 0;
}
