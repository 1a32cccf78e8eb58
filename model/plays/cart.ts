import { toMajor } from "../money.ts";
import { say } from "../templates/wording.ts";
import { TEMPLATES } from "../templates.ts";
import { hasCart, type OnSitePlay } from "./on-site-play.ts";

export const cart: OnSitePlay[] = [
  {
    id: "free-delivery",
    name: "Progress towards free delivery",
    does: "A bar with what is missing, for carts below the threshold.",
    answers: ["S9", "C2"],
    asks: ["freeFromMinor", "cartHref"],
    parts: (shop) => {
      const t = say(shop);
      return [
        {
          name: t("Free delivery progress", "Postęp do darmowej dostawy"),
          placement: "bar",
          role: "help",
          segment: {
            id: "cart-below-free-delivery",
            name: t("Cart below free delivery", "Koszyk poniżej darmowej dostawy"),
            condition: {
              all: [
                { field: "cart_value", op: "gt", value: 0 },
                { field: "cart_value", op: "lt", value: toMajor(shop.freeFromMinor, shop.currency) },
              ],
            },
          },
          cap: { times: 3, days: 7 },
          content: TEMPLATES.delivery(shop),
          why: t(
            "Your cart is a little below the value from which delivery is free.",
            "Koszykowi brakuje niewiele do darmowej dostawy.",
          ),
        },
      ];
    },
  },
  {
    id: "cart-help",
    name: "Help with the cart on leaving",
    does: "Answers about delivery, returns and a person to ask, for who is about to leave a cart. No discount.",
    answers: ["S9", "S12", "M9", "E13"],
    asks: ["cartHref", "deliveryHref", "returnsHref", "contactHref"],
    parts: (shop) => {
      const t = say(shop);
      return [
        {
          name: t("Cart help on exit", "Pomoc przy koszyku na wyjściu"),
          placement: "overlay",
          role: "help",
          segment: hasCart(shop),
          trigger: { kind: "exit" },
          priority: 60,
          content: TEMPLATES.cart_help(shop),
          why: t(
            "You have something in the cart and moved to leave the page. We ask twice a week at most.",
            "Masz coś w koszyku i zmierzasz do wyjścia. Pytamy najwyżej dwa razy w tygodniu.",
          ),
        },
      ];
    },
  },
];
