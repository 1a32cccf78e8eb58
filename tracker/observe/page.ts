/** The page being looked at, as the edge hears of it: path without query, kind, names of its slots. */
import type { PageKind } from "../../model/event.ts";
import { guardedRoute, KINDS } from "../../model/page-kind.ts";
import type { SyncRequest } from "../../model/sync.ts";
import { sending } from "../sync.ts";
import { setting } from "../tag.ts";

/**
 * What the page says of itself (`<html data-impuls-page>`), else the tag of its address (`data-pages`), else a query
 * that names a cart or checkout; else what the lazy parts have made of it, and the edge of the path.
 */
export function pageKind(): PageKind | undefined {
  const told =
    document.documentElement.dataset.impulsPage ??
    setting("pages")
      ?.split(";")
      .find((page) => pagePath().startsWith(page.split(":")[1]!)) ??
    guardedRoute(location.search);
  return (told?.match(KINDS)?.[0] as PageKind) ?? sending.pageKind;
}

export const pagePath = (): string => location.pathname.slice(0, 300);

export const allSlots = (): HTMLElement[] => [
  ...document.querySelectorAll<HTMLElement>("[data-impuls-slot]"),
];

/** Absent fields are undefined: they vanish on the wire. */
export const readPage = (): Record<keyof SyncRequest["page"], unknown> => ({
  path: pagePath(),
  kind: pageKind(),
  slots: allSlots()
    .map((slot) => slot.dataset.impulsSlot!.slice(0, 40))
    .slice(0, 20),
});
