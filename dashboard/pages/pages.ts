/** Which module draws which page: each is loaded on its first visit. */
import { effect, signal } from "@preact/signals";
import type { ComponentType } from "preact";
import { say } from "../components/toast/toast.ts";
import { type Route, route } from "../route.ts";

/** A page is given its own part of the URL, not the URL of a page that is still being loaded. */
export interface PageProps {
  id: string;
  query: Record<string, string>;
}
type Page = ComponentType<PageProps>;
type Load = () => Promise<{ Page: Page }>;

const LISTS: Partial<Record<NonNullable<Route["page"]>, Load>> = {
  overview: () => import("./overview/Page.tsx"),
  live: () => import("./live/Page.tsx"),
  visitors: () => import("./visitors/Page.tsx"),
  customers: () => import("./customers/Page.tsx"),
  segments: () => import("./segments/Page.tsx"),
  personas: () => import("./personas/Page.tsx"),
  buyers: () => import("./buyers/Page.tsx"),
  value: () => import("./value/Page.tsx"),
  campaigns: () => import("./campaigns/Page.tsx"),
  orders: () => import("./orders/Page.tsx"),
  sources: () => import("./sources/Page.tsx"),
  health: () => import("./health/Page.tsx"),
};
const OBJECTS: typeof LISTS = {
  visitors: () => import("./visitor/Page.tsx"),
  customers: () => import("./customer/Page.tsx"),
  orders: () => import("./order/Page.tsx"),
  segments: () => import("./segment/Page.tsx"),
  campaigns: () => import("./campaign/Page.tsx"),
};

export const shown = signal<{ Page: Page | null; props: PageProps }>();

/** Shows the page of the URL from now on; the one before stays until its module is there. */
export function startPages(): void {
  effect(() => {
    const asked = route.value;
    const load = asked.page && (asked.id ? OBJECTS : LISTS)[asked.page];
    const props = { id: asked.id, query: asked.query };
    if (!load) {
      shown.value = { Page: null, props };
      return;
    }
    void load().then(
      ({ Page }) => {
        if (route.peek() === asked) shown.value = { Page, props };
      },
      // Its files are gone: a newer dashboard has been put in their place.
      () => say("This page could not be loaded.", { label: "Reload", run: () => location.reload() }),
    );
  });
}
