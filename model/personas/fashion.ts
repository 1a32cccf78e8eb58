/** Fashion: three who buy in three ways (P2), and the complement to what was bought (E15). */
import type { Persona } from "./persona.ts";

const stylishSally: Persona = {
  id: "stylish-sally",
  name: "Stylish Sally",
  sentence: "Looks at much, keeps to her brands, and buys at full price.",
  source: ["P2", "E15"],
  needs: ["orders"],
  thresholds: ["middle_order"],
  condition: ({ middle_order }) => ({
    all: [
      { field: "orders", op: "gte", value: 2 },
      { field: "discount_share", op: "lte", value: 0.2 },
      { field: "average_order", op: "gte", value: middle_order },
      { field: "products", days: 30, op: "gte", value: 8 },
    ],
  }),
  plays: [
    {
      what: "Show what is new first",
      when: "on the home page",
      why: ["P2", "E15"],
      campaign: {
        placement: "home",
        role: "help",
        blocks: [
          { kind: "head", over: "New this week", title: "Seen before everybody else" },
          { kind: "actions", items: [{ label: "See what is new", href: "#", primary: true }] },
        ],
        why: "You look at what is new and buy it at its price.",
      },
    },
    {
      what: "Offer the complement at a better price",
      when: "after an order",
      why: ["E15"],
      waitsFor: "recommendations",
    },
  ],
};

const practicalPolly: Persona = {
  id: "practical-polly",
  name: "Practical Polly",
  sentence: "Knows what she wants: compares, reads the reviews, and is quickly gone.",
  source: ["P2"],
  needs: [],
  thresholds: [],
  condition: () => ({
    all: [
      { field: "moment", of: "compare", days: 30, op: "gte", value: 1 },
      {
        any: [
          { field: "moment", of: "reviews", days: 30, op: "gte", value: 1 },
          { field: "moment", of: "price_check", days: 30, op: "gte", value: 1 },
        ],
      },
      { field: "products", days: 30, op: "lte", value: 12 },
    ],
  }),
  plays: [
    {
      what: "Put what they compared side by side",
      when: "on product pages",
      why: ["P2"],
      campaign: {
        placement: "product",
        role: "help",
        pageKinds: ["product"],
        blocks: [
          { kind: "head", title: "What you have compared" },
          { kind: "products", source: "viewed", limit: 3 },
        ],
        why: "You have compared these.",
      },
    },
  ],
};

const discountDaphne: Persona = {
  id: "discount-daphne",
  name: "Discount Daphne",
  sentence: "Buys on sale or with a code, and hardly ever without.",
  source: ["P2", "E24"],
  needs: ["orders", "discounts"],
  thresholds: [],
  condition: () => ({
    all: [
      { field: "orders", op: "gte", value: 2 },
      { field: "discount_share", op: "gte", value: 0.6 },
    ],
  }),
  plays: [
    {
      what: "Lead to the sale",
      when: "on the home page; nobody else need see it",
      why: ["E10", "E24"],
      campaign: {
        placement: "home",
        role: "offer",
        blocks: [
          { kind: "head", title: "Last sizes, lower prices" },
          { kind: "actions", items: [{ label: "To the sale", href: "#", primary: true }] },
        ],
        why: "You like to buy on sale.",
      },
    },
    {
      what: "Two and one for free, with a code",
      when: "in a quiet week",
      why: ["E10"],
      campaign: {
        placement: "overlay",
        position: "corner",
        role: "offer",
        trigger: { kind: "engaged", seconds: 20 },
        pageKinds: ["home", "listing", "product"],
        cap: { times: 1, days: 14 },
        blocks: [
          {
            kind: "offer",
            offer: { kind: "bundle", get: 3, pay: 2 },
            conditions: "The least dear of three is free. With the code, once.",
          },
          { kind: "coupon", pool: "three-for-two", label: "Show my code" },
          { kind: "actions", items: [{ label: "Not now" }] },
        ],
        why: "You like to buy on sale.",
      },
    },
  ],
};

const complement: Persona = {
  id: "outfit-unfinished",
  name: "Outfit unfinished",
  sentence: "Bought one piece in the last three weeks and keeps looking.",
  source: ["E15"],
  needs: ["orders"],
  thresholds: [],
  condition: () => ({
    all: [
      { field: "days_since_order", op: "lte", value: 21 },
      { field: "products", days: 14, op: "gte", value: 2 },
    ],
  }),
  plays: [
    {
      what: "Show what goes with it",
      when: "on product pages",
      why: ["E15"],
      campaign: {
        placement: "product",
        role: "help",
        pageKinds: ["product"],
        blocks: [
          { kind: "head", title: "To go with what you bought" },
          { kind: "products", source: "viewed", limit: 4 },
        ],
        why: "You ordered lately, and looked at these.",
      },
    },
    {
      what: "Lower the complement’s price for them alone",
      when: "for two weeks",
      why: ["E15", "E10"],
      waitsFor: "recommendations",
    },
  ],
};

export const fashion: readonly Persona[] = [stylishSally, practicalPolly, discountDaphne, complement];
