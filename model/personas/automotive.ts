/** Automotive: without the car nothing fits; with it, the season says what is needed (P7). */
import { asking, oneOf } from "./asking.ts";
import type { Persona } from "./persona.ts";

const carUnknown: Persona = {
  id: "car-unknown",
  name: "Car unknown",
  sentence: "Has bought for a car whose make nobody knows.",
  source: ["P7"],
  needs: ["orders", "car_make"],
  thresholds: [],
  condition: () => ({
    all: [
      { field: "orders", op: "gte", value: 1 },
      { field: "trait", of: "car_make", op: "unknown" },
    ],
  }),
  plays: [
    {
      what: "Ask for make and model",
      when: "on product pages, where it saves a wrong order",
      why: ["P7"],
      campaign: {
        placement: "product",
        role: "help",
        pageKinds: ["product"],
        blocks: [
          {
            kind: "head",
            title: "Does it fit your car?",
            text: "Tell us make and model once, and we show what does.",
          },
          { kind: "actions", items: [{ label: "Tell us the car", href: "#", primary: true }] },
        ],
        why: "You have ordered before, and we do not know your car.",
      },
    },
    asking(
      {
        what: "Ask for equipment, use and weather too",
        when: "a question at a time",
        why: ["P7", "P12"],
      },
      "You have ordered before, and we do not know how you use your car.",
      [
        oneOf("car_use", "How is the car used most?", {
          town: "In town",
          motorway: "On the motorway",
          work: "For work",
          rarely: "Now and then",
        }),
        oneOf("car_lamps", "Which lamps does it have?", {
          halogen: "Halogen",
          xenon: "Xenon",
          led: "LED",
          unknown: "I do not know",
        }),
        oneOf("car_weather", "What is it up against?", {
          salt: "Salt and slush",
          dust: "Dust and sun",
          rain: "Rain",
          little: "It stands inside",
        }),
      ],
    ),
  ],
};

const seasonAhead: Persona = {
  id: "season-ahead",
  name: "Season ahead",
  sentence: "The car is known, the last order is a season old.",
  source: ["P7", "E18"],
  needs: ["orders", "car_make"],
  thresholds: ["replenish_days"],
  condition: ({ replenish_days }) => ({
    all: [
      { field: "trait", of: "car_make", op: "known" },
      { field: "days_since_order", op: "gte", value: replenish_days },
    ],
  }),
  plays: [
    {
      what: "Recommend the season’s set",
      when: "at the next visit",
      why: ["P7"],
      campaign: {
        placement: "home",
        role: "help",
        blocks: [
          {
            kind: "head",
            title: "Ready for the season?",
            text: "Glass, light, battery: one set, made for your car.",
          },
          { kind: "actions", items: [{ label: "See the set", href: "#", primary: true }] },
        ],
        why: "You told us your car, and last ordered in another season.",
      },
    },
    { what: "Write when the weather turns", when: "on the first frost", why: ["P7"], waitsFor: "weather" },
  ],
};

export const automotive: readonly Persona[] = [carUnknown, seasonAhead];
