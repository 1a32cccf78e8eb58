/** Personas of any shop: the four that the requirements tell (P7–P10), and four that follow from an order or its absence. */
import type { Play } from "../play.ts";
import { FIRST_ORDER_POOL } from "../templates.ts";
import { asking, oneOf } from "./asking.ts";
import type { Persona } from "./persona.ts";

/** Where a city decides: names as Cloudflare tells them, and as they are written at home. The builder takes any other. */
const BIG_CITIES = [
  "London",
  "Manchester",
  "Birmingham",
  "Dublin",
  "Paris",
  "Lyon",
  "Berlin",
  "Hamburg",
  "Munich",
  "Vienna",
  "Prague",
  "Praha",
  "Budapest",
  "Warsaw",
  "Warszawa",
  "Krakow",
  "Kraków",
  "Wrocław",
  "Poznań",
  "Łódź",
  "Madrid",
  "Barcelona",
  "Milan",
  "Rome",
  "Amsterdam",
  "Brussels",
  "Copenhagen",
  "Stockholm",
];

const askPreferences: Play = {
  what: "Ask for preferences",
  when: "on the first visit after the order",
  why: ["P7", "P8", "P11"],
  campaign: {
    placement: "overlay",
    position: "side",
    role: "help",
    trigger: { kind: "engaged", seconds: 20 },
    pageKinds: ["home", "listing"],
    cap: { times: 1, days: 30 },
    blocks: [
      {
        kind: "head",
        title: "What you like to see",
        text: "Used at once, on this site only. Nothing here is required.",
      },
      {
        kind: "preferences",
        questions: [
          oneOf("shops_for", "I shop for", { me: "Myself", home: "The home", gift: "Gifts", work: "Work" }),
          oneOf("news", "News from you", { weekly: "Weekly", monthly: "Monthly", never: "Never" }),
        ],
        send: "Save",
        thanks: "Saved. It is used from now on.",
      },
    ],
    why: "You have ordered here, and can tell us what you like to see.",
  },
};
const winBack: Play = {
  what: "Say that they were missed",
  when: "at the next visit",
  why: ["E20", "E22"],
  campaign: {
    placement: "bar",
    role: "help",
    trigger: { kind: "engaged", seconds: 5 },
    cap: { times: 1, days: 30 },
    blocks: [
      { kind: "head", title: "Good to see you again" },
      { kind: "actions", items: [{ label: "What is new", href: "#", primary: true }] },
    ],
    why: "You have bought here before, and not for some time.",
  },
};
const inactivityAlert: Play = {
  what: "Remind them before they are gone",
  when: "when they are overdue and do not come back",
  why: ["P9", "E6"],
  journey: "inactive",
};

export const newBuyer: Persona = {
  id: "new-buyer",
  name: "New buyer",
  sentence: "Opened an account, bought one small thing as a trial, and does not read the newsletter.",
  source: ["P7", "M15"],
  needs: ["orders", "account", "newsletter"],
  thresholds: ["middle_order", "gone_days"],
  condition: ({ middle_order, gone_days }) => ({
    all: [
      { field: "orders", op: "eq", value: 1 },
      { field: "days_since_order", op: "lt", value: gone_days },
      { field: "average_order", op: "lte", value: middle_order },
      {
        any: [
          { field: "moment", of: "account", op: "gte", value: 1 },
          { field: "trait_yes", of: "account", op: "is", value: true },
        ],
      },
      { none: [{ field: "trait_yes", of: "newsletter", op: "is", value: true }] },
    ],
  }),
  plays: [
    {
      what: "Show that buying again is easy",
      when: "at the next visit, before any offer",
      why: ["E12", "M15"],
      campaign: {
        placement: "home",
        role: "help",
        blocks: [
          {
            kind: "head",
            title: "Welcome back",
            text: "Your address is kept, returns are free, and this is what you looked at last.",
          },
          { kind: "products", source: "viewed", limit: 4 },
        ],
        why: "You have ordered once, and looked at these since.",
      },
    },
    {
      what: "Invite to the newsletter",
      when: "after half a minute of attention, not in the checkout",
      why: ["P7", "E13"],
      campaign: {
        placement: "bar",
        role: "help",
        trigger: { kind: "engaged", seconds: 30 },
        pageKinds: ["home", "listing", "product", "article", "thanks"],
        cap: { times: 1, days: 14 },
        blocks: [
          { kind: "head", title: "What goes with it, once a month by e-mail" },
          { kind: "actions", items: [{ label: "Read the newsletter", href: "#", primary: true }] },
        ],
        why: "You have ordered once and do not get the newsletter.",
      },
    },
    askPreferences,
    {
      what: "Recommend what goes with the first order",
      when: "in its season",
      why: ["P7", "E15"],
      waitsFor: "recommendations",
    },
  ],
};

export const highValue: Persona = {
  id: "high-value",
  name: "High value",
  sentence: "A woman in a big city who orders regularly, each time for much.",
  source: ["P8", "E11"],
  needs: ["orders", "gender"],
  thresholds: ["high_order", "overdue_gaps"],
  condition: ({ high_order, overdue_gaps }) => ({
    all: [
      { field: "orders", op: "gte", value: 3 },
      { field: "average_order", op: "gte", value: high_order },
      { none: [{ field: "orders_overdue", op: "gte", value: overdue_gaps }] },
      { field: "city", op: "one_of", value: BIG_CITIES },
      { field: "trait", of: "gender", op: "one_of", value: ["female", "woman", "f"] },
    ],
  }),
  plays: [
    {
      what: "Offer a service, not money off",
      when: "on product pages",
      why: ["E11", "P8"],
      campaign: {
        placement: "bar",
        role: "help",
        pageKinds: ["product"],
        cap: { times: 2, days: 14 },
        blocks: [
          { kind: "head", title: "Your orders are packed first" },
          { kind: "actions", items: [{ label: "What else is yours", href: "#", primary: true }] },
        ],
        why: "You order often and for much.",
      },
    },
    {
      what: "Bring back what they saved and looked at",
      when: "on the home page",
      why: ["P8"],
      campaign: {
        placement: "home",
        role: "help",
        blocks: [
          { kind: "head", title: "Kept for you" },
          { kind: "products", source: "viewed", limit: 5 },
        ],
        why: "You looked at these before.",
      },
    },
    askPreferences,
    {
      what: "Show the dearer complement",
      when: "beside what is in the cart",
      why: ["P8", "M14"],
      waitsFor: "recommendations",
    },
  ],
};

export const slippingAway: Persona = {
  id: "slipping-away",
  name: "Slipping away",
  sentence:
    "Bought now and then for middling sums, comes less often, and searches for what is no longer there.",
  source: ["P9"],
  needs: ["orders", "searches"],
  thresholds: ["overdue_gaps"],
  condition: ({ overdue_gaps }) => ({
    all: [
      { field: "orders_overdue", op: "gte", value: overdue_gaps },
      { field: "monetary", op: "between", value: [2, 3] },
      { field: "moment", of: "search_fail", days: 30, op: "gte", value: 1 },
      { field: "products", days: 30, op: "lte", value: 3 },
    ],
  }),
  plays: [
    {
      what: "Show what is close to what they did not find",
      when: "where a search finds nothing",
      why: ["P9"],
      campaign: {
        placement: "search-none",
        role: "help",
        cap: null,
        blocks: [
          {
            kind: "head",
            title: "We do not have that any more",
            text: "These you have looked at before, and all are in stock.",
          },
          { kind: "products", source: "viewed", limit: 4 },
        ],
        why: "Your search found nothing, and you looked at these before.",
      },
    },
    winBack,
    inactivityAlert,
    asking(
      { what: "Ask what they keep coming for", when: "after a search without a result", why: ["P9", "P12"] },
      "Your search found nothing, and you have bought here before.",
      [
        oneOf("comes_for", "What do you keep coming for?", {
          choice: "The choice",
          price: "The prices",
          advice: "The advice",
          near: "It is near",
          habit: "Habit",
        }),
      ],
      { placement: "search-none", pageKinds: ["search"] },
    ),
    {
      what: "Name a substitute for what is gone",
      when: "where a search finds nothing",
      why: ["P9"],
      waitsFor: "recommendations",
    },
  ],
};

export const suddenlyGone: Persona = {
  id: "suddenly-gone",
  name: "Suddenly gone",
  sentence:
    "Reads the newsletter and was here all the time, bought well in the store and never here, and stopped.",
  source: ["P10"],
  needs: ["orders", "store_orders", "account", "newsletter"],
  thresholds: ["gone_days", "many_visits"],
  condition: ({ gone_days, many_visits }) => ({
    all: [
      { field: "store_share", op: "gte", value: 1 },
      { field: "monetary", op: "gte", value: 2 },
      { field: "days_since_order", op: "gte", value: gone_days },
      { field: "visits", op: "gte", value: many_visits },
      { field: "active_days", days: 30, op: "lte", value: 2 },
      { field: "trait_yes", of: "account", op: "is", value: true },
      { field: "trait_yes", of: "newsletter", op: "is", value: true },
    ],
  }),
  plays: [
    {
      what: "Take the worry out of buying here",
      when: "on product pages",
      why: ["P10"],
      campaign: {
        placement: "product",
        role: "help",
        pageKinds: ["product"],
        blocks: [
          {
            kind: "head",
            title: "As in the store, at your door",
            text: "Pay when it comes, try it at home, and bring it back to any store.",
          },
        ],
        why: "You have bought in our stores and not here yet.",
      },
    },
    winBack,
    asking(
      { what: "Ask what keeps them from buying here", when: "at the next visit", why: ["P10", "P12"] },
      "You have bought in our stores and not here.",
      [
        oneOf("worry", "What keeps you from ordering here?", {
          see: "I want to see it first",
          pay: "Paying online",
          delivery: "Delivery",
          returns: "Sending it back",
          none: "Nothing in particular",
        }),
      ],
    ),
    inactivityAlert,
  ],
};

export const notYetBuyer: Persona = {
  id: "not-yet-buyer",
  name: "Not yet a buyer",
  sentence: "Has looked at several things, comes back, and has never ordered.",
  source: ["E9"],
  needs: [],
  thresholds: [],
  condition: () => ({
    all: [
      { field: "orders", op: "eq", value: 0 },
      { field: "products", days: 30, op: "gte", value: 3 },
      { field: "visits", op: "gte", value: 2 },
    ],
  }),
  plays: [
    {
      what: "Lead with one striking offer",
      when: "after 20 seconds of attention, never in the checkout",
      why: ["E9", "E10", "E13"],
      campaign: {
        placement: "bar",
        role: "offer",
        trigger: { kind: "engaged", seconds: 20 },
        pageKinds: ["home", "listing", "product"],
        cap: { times: 1, days: 7 },
        blocks: [
          { kind: "head", title: "20 % off your first order" },
          { kind: "actions", items: [{ label: "How to get it", href: "#", primary: true }] },
        ],
        why: "You have looked around more than once and have not ordered yet.",
      },
    },
    {
      what: "Give the offer a code of its own",
      when: "in an overlay, on leaving",
      why: ["E9", "E10"],
      campaign: {
        placement: "overlay",
        role: "offer",
        trigger: { kind: "exit" },
        pageKinds: ["home", "listing", "product"],
        cap: { times: 1, days: 14 },
        blocks: [
          {
            kind: "offer",
            offer: { kind: "percent", percent: 20 },
            conditions: "Once per customer, on the first order.",
          },
          { kind: "head", title: "A hello for your first order" },
          { kind: "coupon", pool: FIRST_ORDER_POOL, label: "Show my code" },
          { kind: "actions", items: [{ label: "No, thank you" }] },
        ],
        why: "You have looked around more than once and have not ordered yet.",
      },
    },
  ],
};

export const justBought: Persona = {
  id: "just-bought",
  name: "Just bought",
  sentence: "Ordered two to seven days ago, while the pleasure is fresh.",
  source: ["E25", "E12"],
  needs: ["orders"],
  thresholds: [],
  condition: () => ({ field: "days_since_order", op: "between", value: [2, 7] }),
  plays: [
    {
      what: "Ask to tell a friend",
      when: "two or three days after the order",
      why: ["E25"],
      campaign: {
        placement: "bar",
        role: "help",
        cap: { times: 1, days: 30 },
        blocks: [
          { kind: "head", title: "Pleased with it? Tell a friend" },
          { kind: "actions", items: [{ label: "Send a link", href: "#", primary: true }] },
        ],
        why: "You ordered this week.",
      },
    },
    {
      what: "Offer the second thing",
      when: "in the same week",
      why: ["E25", "E12"],
      campaign: {
        placement: "home",
        role: "help",
        blocks: [
          { kind: "head", title: "What you also looked at" },
          { kind: "products", source: "viewed", limit: 4 },
        ],
        why: "You ordered this week, and looked at these before.",
      },
    },
    {
      what: "Do the same where they do not come back",
      when: "two or three days after the order",
      why: ["E25"],
      journey: "after-purchase",
    },
  ],
};

export const premium: Persona = {
  id: "premium-complement",
  name: "Premium, now and then",
  sentence: "Spends much, not often, and has lately bought something dear.",
  source: ["M14"],
  needs: ["orders"],
  thresholds: ["high_order"],
  condition: ({ high_order }) => ({
    all: [
      { field: "monetary", op: "eq", value: 4 },
      { field: "frequency", op: "between", value: [2, 3] },
      { field: "average_order", op: "gte", value: high_order },
      { field: "recency", op: "gte", value: 3 },
    ],
  }),
  plays: [
    {
      what: "Show the finest that goes with it",
      when: "on product pages",
      why: ["M14"],
      campaign: {
        placement: "product",
        role: "help",
        pageKinds: ["product"],
        blocks: [
          { kind: "head", title: "For the same room", text: "Made as well as what you bought." },
          { kind: "products", source: "viewed", limit: 4 },
        ],
        why: "You have bought something of this kind lately.",
      },
    },
    {
      what: "Choose the complement by what was bought",
      when: "on product pages",
      why: ["M14"],
      waitsFor: "recommendations",
    },
  ],
};

export const lostBuyer: Persona = {
  id: "lost-buyer",
  name: "Lost, and worth a try",
  sentence: "Has not bought for over a month; still looks in now and then.",
  source: ["E20", "E22"],
  needs: ["orders"],
  thresholds: [],
  condition: () => ({
    all: [
      { field: "rfm", op: "one_of", value: ["lost", "cant_lose_them"] },
      { field: "active_days", days: 30, op: "gte", value: 1 },
    ],
  }),
  plays: [
    winBack,
    {
      what: "Write where they do not come",
      when: "once a month at most",
      why: ["E20", "E22"],
      journey: "win-back",
    },
  ],
};

export const EVERY_TRADE: readonly Persona[] = [
  newBuyer,
  highValue,
  slippingAway,
  suddenlyGone,
  notYetBuyer,
  justBought,
  premium,
  lostBuyer,
];
