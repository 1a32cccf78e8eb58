/** Where one can go. Only what exists is listed. */
import type { IconName } from "../components/icon/shapes.ts";
import type { PageName } from "../route.ts";

export interface Place {
  page: PageName;
  name: string;
  icon: IconName;
}
export const GROUPS: { name: string; places: Place[] }[] = [
  {
    name: "",
    places: [
      { page: "overview", name: "Overview", icon: "chart" },
      { page: "live", name: "Live", icon: "live" },
    ],
  },
  {
    name: "People",
    places: [
      { page: "visitors", name: "Visitors", icon: "people" },
      { page: "customers", name: "Customers", icon: "card" },
      { page: "segments", name: "Segments", icon: "segments" },
      { page: "personas", name: "Personas", icon: "spark" },
      { page: "buyers", name: "RFM and lifecycle", icon: "grid" },
      { page: "value", name: "Customer value", icon: "scale" },
    ],
  },
  {
    name: "Reach",
    places: [
      { page: "campaigns", name: "Campaigns", icon: "campaign" },
      { page: "plays", name: "Plays", icon: "list" },
      { page: "push", name: "Notifications", icon: "bell" },
      { page: "journeys", name: "Journeys", icon: "path" },
      { page: "coupons", name: "Coupons", icon: "coupon" },
      { page: "leads", name: "Leads", icon: "card" },
    ],
  },
  { name: "Learn", places: [{ page: "orders", name: "Orders", icon: "box" }] },
  {
    name: "Settings",
    places: [
      { page: "start", name: "Start", icon: "path" },
      { page: "sources", name: "Sources", icon: "door" },
      { page: "webhooks", name: "Webhooks", icon: "chat" },
      { page: "members", name: "Members", icon: "people" },
      { page: "history", name: "History", icon: "clock" },
      { page: "health", name: "Health", icon: "gear" },
    ],
  },
];

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
