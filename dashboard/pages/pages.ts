/** Which module draws which page: each is loaded on its first visit. */
import { effect, signal } from "@preact/signals";
import type { ComponentType } from "preact";
import { type ModuleName, moduleOf } from "../address.ts";
import { say } from "../components/toast/toast.ts";
import { arrive, route } from "../route.ts";
import { isKnown } from "../site.ts";
import { type Dictionary, language, learn, t } from "../words.ts";

/** A page is given its own part of the URL, not the URL of a page that is still being loaded. */
export interface PageProps {
  id: string;
  query: Record<string, string>;
}

const MODULES: Record<ModuleName, () => Promise<{ Page: ComponentType<PageProps> }>> = {
  overview: () => import("./overview/Page.tsx"),
  live: () => import("./live/Page.tsx"),
  visitors: () => import("./visitors/Page.tsx"),
  visitor: () => import("./visitor/Page.tsx"),
  customers: () => import("./customers/Page.tsx"),
  customer: () => import("./customer/Page.tsx"),
  segments: () => import("./segments/Page.tsx"),
  segment: () => import("./segment/Page.tsx"),
  personas: () => import("./personas/Page.tsx"),
  buyers: () => import("./buyers/Page.tsx"),
  value: () => import("./value/Page.tsx"),
  campaigns: () => import("./campaigns/Page.tsx"),
  campaign: () => import("./campaign/Page.tsx"),
  plays: () => import("./plays/Page.tsx"),
  play: () => import("./play/Page.tsx"),
  results: () => import("./results/Page.tsx"),
  answers: () => import("./answers/Page.tsx"),
  leads: () => import("./leads/Page.tsx"),
  coupons: () => import("./coupons/Page.tsx"),
  pool: () => import("./pool/Page.tsx"),
  push: () => import("./push/Page.tsx"),
  broadcast: () => import("./broadcast/Page.tsx"),
  deliveries: () => import("./deliveries/Page.tsx"),
  journeys: () => import("./journeys/Page.tsx"),
  journey: () => import("./journey/Page.tsx"),
  orders: () => import("./orders/Page.tsx"),
  order: () => import("./order/Page.tsx"),
  sources: () => import("./sources/Page.tsx"),
  webhooks: () => import("./webhooks/Page.tsx"),
  webhook: () => import("./webhook/Page.tsx"),
  start: () => import("./start/Page.tsx"),
  members: () => import("./members/Page.tsx"),
  history: () => import("./history/Page.tsx"),
  health: () => import("./health/Page.tsx"),
};
/** `name`: whose styles hold; null where there is no such page. */
export const shown = signal<{
  name: ModuleName | null;
  Page: ComponentType<PageProps> | null;
  props: PageProps;
}>();

/** Shows the page of the URL from now on; the one before stays until its module is there. */
export function startPages(): void {
  effect(() => {
    // Its files are asked for before it is known whose page it is: both take their time.
    const isEarly = !isKnown.value;
    const asked = route.value;
    const name = moduleOf(asked);
    const props = { id: asked.id, query: asked.query };
    if (!name) {
      shown.value = { name, Page: null, props };
      arrive();
      return;
    }
    void learnFor(name)
      .then(MODULES[name])
      .then(
        ({ Page }) => {
          if (isEarly || route.peek() !== asked) return;
          shown.value = { name, Page, props };
          arrive();
        },
        // Its files are gone: a newer dashboard has been put in their place.
        () =>
          isEarly ||
          say(t`This page could not be loaded.`, { label: t`Reload`, run: () => location.reload() }),
      );
  });
}

/** The page's own words first, where they are not English; one that has none speaks English. */
async function learnFor(name: ModuleName): Promise<void> {
  if (language === "en") return;
  const words = import(`./${name}/pl.ts`) as Promise<{ default: Dictionary }>;
  await words.then((found) => learn(found.default)).catch(() => {});
}
