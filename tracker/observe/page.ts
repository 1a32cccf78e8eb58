/** The page being looked at, as the edge hears of it: path without query, kind, names of its slots. */
import type { PageKind } from "../../model/event.ts";
import type { SyncRequest } from "../../model/sync.ts";

/** `PAGE_KINDS`, spelled out because that list comes with its schemas; page.test.ts holds the two together. */
export const KINDS = /^(home|listing|product|search|cart|checkout|thanks|article|stores|other)$/;

/** `<html data-impuls-page>`, where it is a kind we know. */
export function pageKind(): PageKind | undefined {
  const kind = document.documentElement.dataset.impulsPage;
  return KINDS.test(kind!) ? (kind as PageKind) : undefined;
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
