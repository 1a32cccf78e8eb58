/** Cosmetics and perfume: what is used up is bought again (E14). */
import type { Persona } from "./persona.ts";

const runningOut: Persona = {
  id: "running-out",
  name: "Running out",
  sentence: "Bought something that should be used up about now, and has not ordered since.",
  source: ["E14"],
  needs: ["orders"],
  thresholds: ["replenish_days"],
  condition: ({ replenish_days }) => ({
    field: "days_since_order",
    op: "between",
    value: [Math.round(replenish_days * 0.8), Math.round(replenish_days * 1.4)],
  }),
  plays: [
    {
      what: "Bring back what they bought last",
      when: "at the next visit",
      why: ["E14"],
      campaign: {
        placement: "home",
        role: "help",
        blocks: [
          {
            kind: "head",
            title: "Running low?",
            text: "What you had your eye on last time, one step from the cart.",
          },
          { kind: "products", source: "viewed", limit: 3 },
        ],
        why: "You ordered some weeks ago, and it may be used up.",
      },
    },
    {
      what: "Remind them by the day it runs out",
      when: "a few days before",
      why: ["E14"],
      journey: "running-out",
    },
    {
      what: "Name the very product, by its own interval",
      when: "at the next visit",
      why: ["E14"],
      waitsFor: "recommendations",
    },
  ],
};

const readsReviews: Persona = {
  id: "reads-reviews",
  name: "Wants to be sure",
  sentence: "Reads reviews and articles, and has not dared to order.",
  source: ["E9"],
  needs: [],
  thresholds: [],
  condition: () => ({
    all: [
      { field: "orders", op: "eq", value: 0 },
      { field: "moment", of: "reviews", days: 14, op: "gte", value: 1 },
      {
        any: [
          { field: "moment", of: "know", days: 14, op: "gte", value: 1 },
          { field: "moment", of: "read", days: 14, op: "gte", value: 1 },
        ],
      },
    ],
  }),
  plays: [
    {
      what: "Promise to take it back",
      when: "on product pages",
      why: ["E9", "E12"],
      campaign: {
        placement: "product",
        role: "help",
        pageKinds: ["product"],
        blocks: [
          {
            kind: "head",
            title: "Not for your skin? We take it back",
            text: "Opened or not, within 30 days.",
          },
        ],
        why: "You have read reviews and have not ordered yet.",
      },
    },
  ],
};

export const cosmetics: readonly Persona[] = [runningOut, readsReviews];
