/** Where one can go. Only what exists is listed. */
import type { IconName } from "../components/icon/shapes.ts";
import type { PageName } from "../route.ts";

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
      { page: "overview", name: "Overview", icon: "chart", letter: "o" },
      { page: "live", name: "Live", icon: "live", letter: "l" },
    ],
  },
  {
    name: "People",
    places: [
      { page: "visitors", name: "Visitors", icon: "people", letter: "v" },
      { page: "customers", name: "Customers", icon: "card", letter: "u" },
      { page: "segments", name: "Segments", icon: "segments", letter: "s" },
      { page: "personas", name: "Personas", icon: "spark", letter: "e" },
      { page: "buyers", name: "RFM and lifecycle", icon: "grid", letter: "b" },
      { page: "value", name: "Customer value", icon: "scale", letter: "a" },
    ],
  },
  {
    name: "Reach",
    places: [
      { page: "campaigns", name: "Campaigns", icon: "campaign", letter: "c" },
      { page: "plays", name: "Plays", icon: "list", letter: "p" },
      { page: "push", name: "Notifications", icon: "bell", letter: "n" },
      { page: "journeys", name: "Journeys", icon: "path", letter: "j" },
      { page: "coupons", name: "Coupons", icon: "coupon", letter: "k" },
      { page: "leads", name: "Leads", icon: "card", letter: "d" },
    ],
  },
  { name: "Learn", places: [{ page: "orders", name: "Orders", icon: "box", letter: "r" }] },
  {
    name: "Settings",
    places: [
      { page: "start", name: "Start", icon: "path", letter: "t" },
      { page: "sources", name: "Sources", icon: "door", letter: "i" },
      { page: "webhooks", name: "Webhooks", icon: "chat", letter: "w" },
      { page: "members", name: "Members", icon: "people", letter: "m" },
      { page: "history", name: "History", icon: "clock", letter: "y" },
      { page: "health", name: "Health", icon: "gear", letter: "h" },
    ],
  },
];

export const PLACES = GROUPS.flatMap(({ places }) => places);

/** The four of the bottom bar; the fifth is More. `group`: pages for which it stands as well. */
export const TABS: (Place & { group: PageName[] })[] = [
  { page: "overview", name: "Overview", icon: "chart", group: [] },
  { page: "live", name: "Live", icon: "live", group: [] },
  {
    page: "visitors",
    name: "People",
    icon: "people",
    group: ["customers", "segments", "personas", "buyers", "value"],
  },
  {
    page: "campaigns",
    name: "Reach",
    icon: "campaign",
    group: ["plays", "push", "journeys", "coupons", "leads"],
  },
];
