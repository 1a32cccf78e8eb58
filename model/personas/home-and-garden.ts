/** Home and garden: who has a garden, who has just moved, and who looks for what is gone (P9, P10). */
import { asking, oneOf } from "./asking.ts";
import type { Persona } from "./persona.ts";

const gardener: Persona = {
  id: "gardener",
  name: "Has a garden",
  sentence: "Has told us of a garden, and has not ordered for a while.",
  source: ["P9"],
  needs: ["garden"],
  thresholds: ["replenish_days"],
  condition: ({ replenish_days }) => ({
    all: [
      { field: "trait_yes", of: "garden", op: "is", value: true },
      { none: [{ field: "days_since_order", op: "lt", value: replenish_days }] },
    ],
  }),
  plays: [
    {
      what: "Show the month’s work in the garden",
      when: "on the home page",
      why: ["P9"],
      campaign: {
        placement: "home",
        role: "help",
        blocks: [
          { kind: "head", title: "In the garden this month" },
          { kind: "actions", items: [{ label: "What to do now", href: "#", primary: true }] },
        ],
        why: "You told us of your garden.",
      },
    },
    asking(
      { what: "Ask how large it is and what grows there", when: "a question at a time", why: ["P9", "P12"] },
      "You told us of your garden.",
      [
        oneOf("garden_size", "How large is your garden?", {
          balcony: "A balcony",
          small: "Under 200 m²",
          large: "Over 200 m²",
        }),
        {
          ...oneOf("garden_grows", "What grows there?", {
            flowers: "Flowers",
            vegetables: "Vegetables",
            trees: "Trees",
            lawn: "Lawn",
          }),
          answer: "several",
        },
      ],
    ),
  ],
};

const justMoved: Persona = {
  id: "just-moved",
  name: "Just moved",
  sentence: "Moved house in the last four months and looks across several rooms.",
  source: ["P10", "E18"],
  needs: ["moved_on"],
  thresholds: [],
  condition: () => ({
    all: [
      { field: "trait_days_since", of: "moved_on", op: "between", value: [0, 120] },
      { field: "products", days: 30, op: "gte", value: 3 },
    ],
  }),
  plays: [
    {
      what: "Offer help with the whole room",
      when: "after a minute of attention",
      why: ["P10"],
      campaign: {
        placement: "bar",
        role: "help",
        trigger: { kind: "engaged", seconds: 60 },
        blocks: [
          { kind: "head", title: "Furnishing a whole room?" },
          { kind: "actions", items: [{ label: "Plan it with us", href: "#", primary: true }] },
        ],
        why: "You told us that you have moved.",
      },
    },
    {
      what: "Accompany the first months room by room",
      when: "over eight weeks",
      why: ["P10"],
      journey: "nurture",
    },
  ],
};

const looksInVain: Persona = {
  id: "looks-in-vain",
  name: "Looks in vain",
  sentence: "Searches, finds nothing, and is no buyer yet.",
  source: ["P9"],
  needs: ["searches"],
  thresholds: [],
  condition: () => ({
    all: [
      { field: "orders", op: "eq", value: 0 },
      { field: "moment", of: "search_fail", days: 30, op: "gte", value: 1 },
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
            title: "Not by that name",
            text: "Tell us what it is for, and we name what does it.",
          },
          { kind: "products", source: "viewed", limit: 4 },
        ],
        why: "Your search found nothing.",
      },
    },
  ],
};

export const homeAndGarden: readonly Persona[] = [gardener, justMoved, looksInVain];
