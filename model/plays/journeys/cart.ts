import { say } from "../../templates/wording.ts";
import { aboutCart, days, hours, type JourneyPlay, wait, withHoldout } from "./journey-play.ts";

const POOL = "cart-code";

/** The cadence that the requirements settle on: help, reminder, picture, an expiring code; all counted from abandonment. */
export const leftCart: JourneyPlay = {
  id: "left-cart",
  name: "Cart rescue",
  does: "Help after 3 hours, a reminder after 24, with a picture after 48, a code after 72 that holds for three more days. Ends at an order or an emptied cart.",
  answers: ["S12", "M8", "C9", "C10", "C11", "C12"],
  asks: ["cartHref"],
  pools: { [POOL]: { name: "Code for a left cart", validDays: 3 } },
  journey: (shop) => {
    const t = say(shop);
    return {
      name: t("Cart rescue", "Ratowanie koszyka"),
      trigger: { kind: "cart_left" },
      exits: { order: true, emptiedCart: true, segmentsLeft: [] },
      reentryDays: 7,
      steps: withHoldout([
        wait("after-3-hours", hours(3)),
        aboutCart(shop, "help", {
          title: t("Did something go wrong?", "Coś poszło nie tak?"),
          body: t(
            "{{cart.first.name|Your choice}} is still in the cart. We are glad to help.",
            "W koszyku nadal: {{cart.first.name|Twój wybór}}. Chętnie pomożemy.",
          ),
        }),
        wait("after-24-hours", days(1)),
        aboutCart(shop, "reminder", {
          title: t("Your cart is waiting", "Koszyk czeka"),
          body: t(
            "{{cart.first.name|What you chose}} and the rest, {{cart.value|as you left it}}.",
            "{{cart.first.name|Twój wybór}} i reszta: {{cart.value|tak jak zostało}}.",
          ),
        }),
        wait("after-48-hours", days(2)),
        aboutCart(shop, "picture", {
          title: t("Still thinking it over?", "Jeszcze się zastanawiasz?"),
          body: t(
            "Here is {{cart.first.name|what you chose}} once more.",
            "Oto {{cart.first.name|Twój wybór}} raz jeszcze.",
          ),
          picture: "cart",
        }),
        wait("after-72-hours", days(3)),
        { kind: "coupon", id: "code", pool: POOL },
        aboutCart(shop, "last", {
          title: t("A code for your cart", "Kod na Twój koszyk"),
          body: t(
            "{{coupon.code|Ask us for it}}, good until {{coupon.until|further notice}}. Our last word about it.",
            "{{coupon.code|Zapytaj nas o niego}}, ważny do {{coupon.until|odwołania}}. Więcej nie napiszemy.",
          ),
          picture: "cart",
        }),
      ]),
    };
  },
};
