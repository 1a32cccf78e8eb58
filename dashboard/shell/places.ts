/** Where one can go. Only what exists is listed. */

import type { PageName } from "../address.ts";
import type { IconName } from "../components/icon/shapes.ts";
import { t } from "../words.ts";

export interface Place {
  page: PageName;
  name: string;
  icon: IconName;
  /** Typed after `g` it goes there. */
  letter?: string;
}
export const GROUPS: { name: string; places: Place[] }[] = [
  {
    name: "",
    places: [
      { page: "overview", name: t`Overview`, icon: "chart", letter: "o" },
      { page: "live", name: t`Live`, icon: "live", letter: "l" },
    ],
  },
  {
    name: t`People`,
    places: [
      { page: "visitors", name: t`Visitors`, icon: "people", letter: "v" },
      { page: "customers", name: t`Customers`, icon: "card", letter: "u" },
      { page: "segments", name: t`Segments`, icon: "segments", letter: "s" },
      { page: "personas", name: t`Personas`, icon: "spark", letter: "e" },
      { page: "buyers", name: t`RFM and lifecycle`, icon: "grid", letter: "b" },
      { page: "value", name: t`Customer value`, icon: "scale", letter: "a" },
    ],
  },
  {
    name: t`Reach`,
    places: [
      { page: "campaigns", name: t`Campaigns`, icon: "campaign", letter: "c" },
      { page: "plays", name: t`Plays`, icon: "list", letter: "p" },
      { page: "push", name: t`Notifications`, icon: "bell", letter: "n" },
      { page: "journeys", name: t`Journeys`, icon: "path", letter: "j" },
      { page: "coupons", name: t`Coupons`, icon: "coupon", letter: "k" },
      { page: "leads", name: t`Leads`, icon: "card", letter: "d" },
    ],
  },
  { name: t`Learn`, places: [{ page: "orders", name: t`Orders`, icon: "box", letter: "r" }] },
  {
    name: t`Settings`,
    places: [
      { page: "start", name: t`Start`, icon: "path", letter: "t" },
      { page: "sources", name: t`Sources`, icon: "door", letter: "i" },
      { page: "webhooks", name: t`Webhooks`, icon: "chat", letter: "w" },
      { page: "members", name: t`Members`, icon: "people", letter: "m" },
      { page: "history", name: t`History`, icon: "clock", letter: "y" },
      { page: "health", name: t`Health`, icon: "gear", letter: "h" },
    ],
  },
];

export const PLACES = GROUPS.flatMap(({ places }) => places);

/** The four of the bottom bar; the fifth is More. `group`: pages for which it stands as well. */
export const TABS: (Place & { group: PageName[] })[] = [
  { page: "overview", name: t`Overview`, icon: "chart", group: [] },
  { page: "live", name: t`Live`, icon: "live", group: [] },
  {
    page: "visitors",
    name: t`People`,
    icon: "people",
    group: ["customers", "segments", "personas", "buyers", "value"],
  },
  {
    page: "campaigns",
    name: t`Reach`,
    icon: "campaign",
    group: ["plays", "push", "journeys", "coupons", "leads"],
  },
];
