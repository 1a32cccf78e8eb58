/** Every page of the dashboard, and a shop that has something to show on each. */
import { expect } from "vitest";
import { demoCampaigns, demoSegments } from "../../demo/rules.ts";
import type { Broadcast } from "../../model/broadcast.ts";
import type { CouponPool } from "../../model/coupon.ts";
import type { VisitorList } from "../../model/report.ts";
import { aJourney, aMessage, aWait } from "./journeys.ts";
import type { Story } from "./story.ts";

export interface DashboardPage {
  /** Path within `/dashboard/`. */
  path: string;
  /** It asks the edge for nothing that could fail, or be waited for. */
  isPlain?: boolean;
  /** A list that says what will be here, and the next step, where the shop has nothing yet. */
  isList?: boolean;
}

/** Those that a shop without anything has as well. */
export const PAGES: DashboardPage[] = [
  { path: "" },
  { path: "live", isList: true },
  { path: "visitors", isList: true },
  { path: "customers", isList: true },
  { path: "segments", isList: true },
  { path: "segments/new" },
  { path: "personas" },
  { path: "buyers" },
  { path: "value" },
  { path: "campaigns", isList: true },
  { path: "campaigns/new" },
  { path: "plays", isPlain: true },
  { path: "plays/welcome-offer" },
  { path: "push", isList: true },
  { path: "push/new" },
  { path: "push?view=deliveries", isList: true },
  { path: "journeys", isList: true },
  { path: "journeys/new" },
  { path: "coupons", isList: true },
  { path: "coupons/new" },
  { path: "leads", isList: true },
  { path: "orders", isList: true },
  { path: "orders?view=doors" },
  { path: "orders?view=import", isPlain: true },
  { path: "orders?view=revenue" },
  { path: "sources" },
  { path: "webhooks", isList: true },
  { path: "webhooks/new" },
  { path: "health" },
  { path: "nowhere", isPlain: true },
];

/** Those of single objects, by what `fillShop` answers. */
export const pagesOf = (visitor: string): DashboardPage[] => [
  { path: `visitors/${visitor}` },
  { path: "customers/kowalska-7" },
  { path: "segments/below-free-delivery" },
  { path: "campaigns/cart-help" },
  { path: "campaigns/cart-help?view=results" },
  { path: "campaigns/cart-help?view=answers" },
  { path: "push/evenings" },
  { path: "journeys/cart-rescue" },
  { path: "coupons/spring" },
  { path: "orders/PL-10042" },
];

/** Nothing that marketers make is left. */
export async function emptyShop(story: Story): Promise<void> {
  for (const { id } of demoCampaigns) await story.api("DELETE", `/campaigns/${id}`);
  for (const { id } of demoSegments) await story.api("DELETE", `/segments/${id}`);
}

/** One of each kind; answers the visitor's id. */
export async function fillShop(story: Story): Promise<string> {
  for (const segment of demoSegments) await story.api("PUT", `/segments/${segment.id}`, segment);
  for (const campaign of demoCampaigns) await story.api("PUT", `/campaigns/${campaign.id}`, campaign);
  const pool: CouponPool = {
    id: "spring",
    name: "Spring",
    expiresAt: null,
    validDays: null,
    budget: null,
    needsCustomer: false,
  };
  await story.api("PUT", "/coupons/spring", pool);
  const journey = aJourney("cart-rescue", [aWait("first", 60)], { name: "Cart rescue", status: "draft" });
  await story.api("PUT", "/journeys/cart-rescue", journey);
  const broadcast: Broadcast = {
    id: "evenings",
    name: "Long evenings",
    segmentsIn: [],
    segmentsOut: [],
    when: { kind: "now" },
    holdoutShare: 0.1,
    variants: [{ id: "a", share: 1, message: aMessage() }],
  };
  await story.api("PUT", "/broadcasts/evenings", broadcast);
  await story.api("POST", "/orders/import?dry=no", {
    orders: [
      {
        id: "PL-10042",
        placedAt: Date.now() - 86_400_000,
        valueMinor: 12_900,
        currency: "EUR",
        customer: "kowalska-7",
      },
    ],
  });
  const visit = await story.visitor();
  await visit.accept();
  await visit.lookAt("lamp-sowa");
  await visit.putInCart("lamp-sowa");
  const newest = async () => (await story.api<VisitorList>("GET", "/visitors")).visitors[0]?.id;
  await expect.poll(newest, { timeout: 10_000 }).toBeDefined();
  return (await newest())!;
}
