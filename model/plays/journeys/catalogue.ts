/** When a product that was looked at can be had again, or costs less. */
import { say } from "../../templates/wording.ts";
import { type JourneyPlay, push, withHoldout } from "./journey-play.ts";

export const backInStock: JourneyPlay = {
  id: "back-in-stock",
  name: "There again",
  does: "Who looked at something that was sold out hears when it can be had again.",
  answers: ["P9", "M8"],
  asks: [],
  journey: (shop) => {
    const t = say(shop);
    return {
      name: t("Back in stock", "Znów dostępne"),
      trigger: { kind: "back_in_stock", withinDays: 30 },
      exits: { order: true, emptiedCart: false, segmentsLeft: [] },
      reentryDays: 2,
      steps: withHoldout([
        push("there-again", {
          title: t("There again", "Znów jest"),
          body: t(
            "{{product.name|What you looked at}} can be had again.",
            "{{product.name|Oglądana rzecz}}: znów do kupienia.",
          ),
          href: "/",
          about: "product",
        }),
      ]),
    };
  },
};

export const priceDrop: JourneyPlay = {
  id: "price-drop",
  name: "Costs less now",
  does: "Who looked at something in the last two weeks hears when it costs at least a tenth less.",
  answers: ["E8", "E16"],
  asks: [],
  journey: (shop) => {
    const t = say(shop);
    return {
      name: t("Price drop", "Niższa cena"),
      trigger: { kind: "price_drop", withinDays: 14, leastPercent: 10 },
      exits: { order: true, emptiedCart: false, segmentsLeft: [] },
      reentryDays: 3,
      steps: withHoldout([
        push("costs-less", {
          title: t("Costs less now", "Teraz taniej"),
          body: t(
            "{{product.name|What you looked at}} has a lower price.",
            "{{product.name|Oglądana rzecz}} ma niższą cenę.",
          ),
          href: "/",
          about: "product",
        }),
      ]),
    };
  },
};
