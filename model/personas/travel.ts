/** Travel: a destination, dates, and what to propose where nothing fits (S14). */
import type { Persona } from "./persona.ts";

const datesInMind: Persona = {
  id: "dates-in-mind",
  name: "Dates in mind",
  sentence: "Has named a destination and a day of departure in the next three months, and has not booked.",
  source: ["E18", "S14"],
  needs: ["destination", "travel_date"],
  thresholds: [],
  condition: () => ({
    all: [
      { field: "trait", of: "destination", op: "known" },
      { field: "trait_days_until", of: "travel_date", op: "between", value: [3, 90] },
      { none: [{ field: "orders", days: 30, op: "gte", value: 1 }] },
    ],
  }),
  plays: [
    {
      what: "Bring back the offers they looked at",
      when: "on the home page",
      why: ["E18"],
      campaign: {
        placement: "home",
        role: "help",
        blocks: [
          { kind: "head", title: "Your dates, still open" },
          { kind: "products", source: "viewed", limit: 4 },
        ],
        why: "You looked at these for days that are still to come.",
      },
    },
    { what: "Say when the price has changed", when: "within the hour", why: ["S14"], journey: "price-drop" },
  ],
};

const nothingFits: Persona = {
  id: "nothing-fits",
  name: "Nothing fits",
  sentence: "Knows where and when, searches again and again, and nothing fits the dates or the purse.",
  source: ["S14"],
  needs: ["destination", "searches"],
  thresholds: [],
  condition: () => ({
    all: [
      { field: "trait", of: "destination", op: "known" },
      { field: "moment", of: "search_fail", days: 14, op: "gte", value: 1 },
      { none: [{ field: "orders", days: 30, op: "gte", value: 1 }] },
    ],
  }),
  plays: [
    {
      what: "Offer a person to ask",
      when: "where a search finds nothing",
      why: ["S14"],
      campaign: {
        placement: "search-none",
        role: "help",
        cap: null,
        blocks: [
          {
            kind: "head",
            title: "Nothing on these days",
            text: "The same airport and about the same price leads to other coasts too. We are glad to look with you.",
          },
          { kind: "actions", items: [{ label: "Ask us", href: "#", primary: true }] },
        ],
        why: "Your search found nothing.",
      },
    },
    {
      what: "Propose the nearest: same dates, same airport, near price",
      when: "where a search finds nothing",
      why: ["S14"],
      waitsFor: "recommendations",
    },
  ],
};

export const travel: readonly Persona[] = [datesInMind, nothingFits];
