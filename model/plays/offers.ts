import { say } from "../templates/wording.ts";
import { FIRST_ORDER_POOL, TEMPLATES } from "../templates.ts";
import { notBoughtYet, type OnSitePlay } from "./on-site-play.ts";

export const offers: OnSitePlay[] = [
  {
    id: "welcome-offer",
    name: "Welcome offer",
    does: "A code for the first order, once a newcomer has looked around for half a minute.",
    answers: ["C3", "E9", "M2"],
    asks: ["percent"],
    pools: { [FIRST_ORDER_POOL]: { name: "First order" } },
    parts: (shop) => {
      const t = say(shop);
      return [
        {
          name: t("Welcome offer", "Oferta powitalna"),
          placement: "overlay",
          role: "offer",
          segment: notBoughtYet(shop),
          trigger: { kind: "engaged", seconds: 30 },
          pageKinds: ["home", "listing", "product", "article"],
          cap: { times: 1, days: 30 },
          content: TEMPLATES.welcome(shop),
          why: t(
            "You have not ordered here yet and have looked around for half a minute. We show this once.",
            "To jeszcze przed pierwszym zamówieniem i po pół minuty oglądania. Pokazujemy to raz.",
          ),
        },
      ];
    },
  },
  {
    id: "striking-offer",
    name: "One striking offer for those who only look",
    does: "Three for the price of two, on leaving, for who has come back and not bought.",
    answers: ["E9", "E10", "E16"],
    asks: [],
    parts: (shop) => {
      const t = say(shop);
      return [
        {
          name: t("Three for two on leaving", "Trzy w cenie dwóch na wyjściu"),
          placement: "overlay",
          role: "offer",
          segment: {
            id: "back-and-not-bought",
            name: t("Came back, has not bought", "Wraca i nie kupuje"),
            condition: {
              all: [
                { field: "visits", op: "gte", value: 2 },
                { field: "orders", op: "eq", value: 0 },
              ],
            },
          },
          trigger: { kind: "exit" },
          cap: { times: 1, days: 14 },
          priority: 55,
          content: {
            form: "overlay",
            position: "centre",
            blocks: [
              {
                kind: "offer",
                offer: { kind: "bundle", get: 3, pay: 2 },
                conditions: t(
                  "The least dear of three is free. Taken off in the cart.",
                  "Najtańsza z trzech rzeczy gratis. Odliczamy w koszyku.",
                ),
              },
              { kind: "head", title: t("Take three, pay for two", "Weź trzy, zapłać za dwie") },
              { kind: "products", source: "viewed", limit: 3 },
              { kind: "actions", items: [{ label: t("Keep looking", "Oglądam dalej"), primary: true }] },
            ],
          },
          why: t(
            "You have been here before, have not ordered yet, and are about to leave.",
            "To nie pierwsza wizyta, jeszcze bez zamówienia, i zmierzasz do wyjścia.",
          ),
        },
      ];
    },
  },
];
