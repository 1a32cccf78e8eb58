/**
 * What the demo shop's marketer has set up: the site's settings, segments and campaigns, published before the first
 * visitor comes. Pure data; the dashboard can change all of it afterwards.
 */
import type { Campaign } from "../model/campaign.ts";
import type { Content } from "../model/content.ts";
import type { PersonaSettings } from "../model/personas.ts";
import type { Segment } from "../model/segment.ts";
import type { SiteSettings } from "../model/snapshot.ts";
import { TEMPLATES } from "../model/templates.ts";
import { FREE_DELIVERY_FROM_MINOR } from "./prices.ts";
import { CURRENCY } from "./products.ts";

export const demoSite: SiteSettings = {
  id: "polana-8n",
  name: "Polana",
  origins: [],
  timeZone: "Europe/Warsaw",
  currency: CURRENCY,
  holdoutShare: 0.05,
  attentionMinutes: 30,
  isLive: true,
  isDemo: true,
};

/** What the shop has chosen for its personas: lamps, kitchen and garden are its trade. */
export const demoPersonas: PersonaSettings = { trade: "home_and_garden", thresholds: {} };

export const demoSegments: Segment[] = [
  { id: "returning", name: "Returning", condition: { field: "visits", op: "gte", value: 2 } },
  {
    id: "has-looked",
    name: "Has looked at something",
    condition: { field: "products", days: 30, op: "gte", value: 1 },
  },
  {
    id: "comparing-lamps",
    name: "Comparing lamps",
    condition: {
      all: [
        { field: "moment", of: "compare", op: "gte", value: 1 },
        // Half of all interest goes to the one brand of this shop: 0.25 is half of what is left.
        { field: "interest", of: "Light", op: "gte", value: 0.25 },
      ],
    },
  },
  {
    id: "looking-hard",
    name: "Looking hard, not buying",
    condition: {
      all: [
        { field: "products", days: 30, op: "gte", value: 3 },
        { field: "orders", op: "eq", value: 0 },
      ],
    },
  },
  {
    id: "below-free-delivery",
    name: "Cart below free delivery",
    condition: {
      all: [
        { field: "cart_value", op: "gt", value: 0 },
        { field: "cart_value", op: "lt", value: FREE_DELIVERY_FROM_MINOR / 100 },
      ],
    },
  },
  { id: "cart-over-100", name: "Cart over €100", condition: { field: "cart_value", op: "gt", value: 100 } },
  {
    id: "cart-left-behind",
    name: "Cart left behind",
    condition: {
      all: [
        { field: "cart_items", op: "gte", value: 1 },
        { field: "cart_age_minutes", op: "gte", value: 60 },
      ],
    },
  },
  {
    id: "has-account",
    name: "Has an account",
    condition: { field: "trait_yes", of: "account", op: "is", value: true },
  },
  { id: "buyers", name: "Buyers", condition: { field: "orders", op: "gte", value: 1 } },
  { id: "from-ads", name: "From ads", condition: { field: "channel", op: "is", value: "paid" } },
  {
    id: "hesitating",
    name: "Hesitating",
    condition: { field: "moment", of: "hesitate", op: "gte", value: 1 },
  },
];

/** A campaign of one variant; what is not said is not limited. */
const campaign = (
  own: Pick<Campaign, "id" | "name" | "placement" | "role" | "segmentsIn" | "why"> & {
    content: Content;
  } & Partial<Omit<Campaign, "variants">>,
): Campaign => {
  const { content, ...rest } = own;
  return {
    status: "published",
    segmentsOut: [],
    pages: { in: [], out: [] },
    pageKinds: [],
    devices: [],
    schedule: {},
    trigger: { kind: "at_once" },
    priority: 50,
    valueMinor: 0,
    cap: null,
    holdoutShare: 0.1,
    variants: [{ id: "a", share: 1, content }],
    ...rest,
  };
};

export const demoCampaigns: Campaign[] = [
  campaign({
    id: "where-you-left-off",
    name: "Where you left off",
    placement: "home",
    role: "help",
    segmentsIn: ["has-looked"],
    holdoutShare: 0.05,
    content: {
      form: "inline",
      blocks: [
        { kind: "head", title: "Where you left off" },
        { kind: "products", source: "viewed", limit: 5 },
      ],
    },
    why: "You looked at these before. The list is kept on this device.",
  }),
  campaign({
    id: "free-delivery",
    name: "Free delivery progress",
    placement: "bar",
    role: "help",
    segmentsIn: ["below-free-delivery"],
    // Those with an account have their parcels free.
    segmentsOut: ["has-account"],
    priority: 60,
    valueMinor: 300,
    cap: { times: 3, days: 7 },
    // Large, so that the effect, which the simulated visitors really have, is told from nothing as early as so few allow.
    holdoutShare: 0.4,
    content: {
      form: "bar",
      blocks: [
        { kind: "head", title: "{{cart.rest|A little more}} to free delivery" },
        {
          kind: "progress",
          thresholdMinor: FREE_DELIVERY_FROM_MINOR,
          currency: CURRENCY,
          label: "Cart value towards free delivery",
        },
        { kind: "actions", items: [{ label: "See the cart", href: "/demo/cart/", primary: true }] },
      ],
      reached: "Delivery is free for this cart",
    },
    why: "There is something in your cart; the bar shows what is missing to free delivery.",
  }),
  campaign({
    id: "second-look",
    name: "Second look",
    placement: "product",
    role: "help",
    segmentsIn: ["looking-hard"],
    cap: { times: 6, days: 7 },
    content: {
      form: "inline",
      blocks: [
        {
          kind: "head",
          title: "Worth a second look",
          text: "What you have looked at so far, side by side.",
        },
        { kind: "products", source: "viewed", limit: 4 },
      ],
    },
    why: "You have looked at three things or more and are still choosing.",
  }),
  campaign({
    id: "nothing-found",
    name: "Nothing found",
    placement: "search-none",
    role: "help",
    segmentsIn: ["has-looked"],
    content: {
      form: "inline",
      blocks: [
        {
          kind: "head",
          title: "Nothing by that name, but this was close",
          text: "You stopped at these before; all of them are in stock.",
        },
        { kind: "products", source: "viewed", limit: 4 },
        { kind: "actions", items: [{ label: "All that is new", href: "/demo/new/" }] },
      ],
    },
    why: "Your search found nothing, and you looked at these before.",
  }),
  campaign({
    id: "thank-you",
    name: "Thank you",
    placement: "thanks",
    role: "help",
    segmentsIn: ["buyers"],
    content: {
      form: "inline",
      blocks: [
        {
          kind: "head",
          title: "What happens now",
          text: "Orders before 14:00 leave the same working day.",
        },
        { kind: "actions", items: [{ label: "How it comes to you", href: "/demo/delivery/" }] },
      ],
    },
    why: "You have just placed an order.",
  }),
  campaign({
    id: "cart-help",
    name: "Help before leaving the cart",
    placement: "overlay",
    role: "help",
    segmentsIn: [],
    pageKinds: ["cart"],
    trigger: { kind: "exit" },
    priority: 70,
    cap: { times: 1, days: 1 },
    // Small: nearly everybody who is about to go is helped, at the price that it takes long to tell what that adds.
    holdoutShare: 0.02,
    content: {
      form: "overlay",
      position: "centre",
      teaser: "Help with the cart",
      blocks: [
        {
          kind: "head",
          title: "Anything unclear before you go?",
          text: "Nothing is charged until you confirm, and there are 30 days to return.",
        },
        { kind: "products", source: "cart", limit: 3 },
        {
          kind: "actions",
          items: [
            { label: "Back to the cart", primary: true },
            { label: "Delivery and paying", href: "/demo/delivery/" },
          ],
        },
      ],
    },
    why: "You have something in the cart and moved to leave the page. We ask once a day at most.",
  }),
  campaign({
    id: "why-leaving",
    name: "Why they leave",
    placement: "overlay",
    role: "help",
    segmentsIn: [],
    segmentsOut: ["buyers"],
    pageKinds: ["home", "listing", "product", "search"],
    trigger: { kind: "exit" },
    priority: 40,
    cap: { times: 1, days: 30 },
    goal: { kind: "answer" },
    content: TEMPLATES.leaving({ language: "en" }),
    why: "You are about to leave without an order. No name is kept with the answer.",
  }),
  campaign({
    id: "ten-off",
    name: "€10 off for carts over €100",
    placement: "bar",
    role: "offer",
    segmentsIn: ["cart-over-100"],
    segmentsOut: ["buyers"],
    trigger: { kind: "engaged", seconds: 5 },
    priority: 30,
    cap: { times: 1, days: 7 },
    content: {
      form: "bar",
      blocks: [
        { kind: "head", title: "€10 off when you pick this cart up in a store" },
        { kind: "actions", items: [{ label: "Find a store", href: "/demo/stores/", primary: true }] },
      ],
    },
    why: "Your cart is over €100 and this would be your first order.",
  }),
  campaign({
    id: "notifications",
    name: "Asking for notifications",
    placement: "overlay",
    role: "help",
    segmentsIn: [],
    pageKinds: ["product"],
    trigger: { kind: "event", event: "add_to_wishlist" },
    priority: 35,
    cap: { times: 2, days: 30 },
    goal: { kind: "click" },
    content: {
      form: "overlay",
      position: "corner",
      blocks: [
        {
          kind: "head",
          title: "Shall we tell you when the price drops?",
          text: "One message, none at night. You can stop them under Your data.",
        },
        {
          kind: "push",
          sample: {
            title: "{{last_viewed.name|It}} costs less",
            body: "Less than when you put it on your list.",
          },
          yes: "Yes, notify me",
          no: "Not now",
        },
      ],
    },
    why: "You have just put something on your list. We ask twice at most.",
  }),
];
