/** The page being looked at, as the edge hears of it: path without query, kind, names of its slots. */
import type { PageKind } from "../../model/event.ts";
import type { SyncRequest } from "../../model/sync.ts";
import { sending } from "../sending.ts";

/** `<html data-impuls-page>`, in the page's word, else what the page part has made of it: the edge knows which there are. */
export const pageKind = (): PageKind | undefined =>
  (document.documentElement.dataset.impulsPage as PageKind | undefined) ?? sending.pageKind;

export const pagePath = (): string => location.pathname.slice(0, 300);

export const allSlots = (): HTMLElement[] => [
  ...document.querySelectorAll<HTMLElement>("[data-impuls-slot]"),
];

/** Absent fields are undefined: they vanish on the wire. */
export const readPage = (): Record<keyof SyncRequest["page"], unknown> => ({
  path: pagePath(),
  kind: pageKind(),
  slots: allSlots().map((slot) => slot.dataset.impulsSlot),
});
