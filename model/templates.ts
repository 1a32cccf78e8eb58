/**
 * Eight contents to begin with, English and Polish. Each is a complete content: words, blocks and form; who sees it, where
 * and when is said by a play (plays.ts) or by the marketer.
 */
import type { Block, Content } from "./content.ts";
import { type ShopValues, say } from "./templates/wording.ts";

export { LANGUAGES, type Language, type ShopValues } from "./templates/wording.ts";

/** Pools that templates take their codes from; the shop fills them (model/coupon.ts). */
export const FIRST_ORDER_POOL = "first-order";

const closing = (label: string): Block => ({ kind: "actions", items: [{ label }] });

export const TEMPLATES = {
  welcome: (shop: ShopValues): Content => {
    const t = say(shop);
    const { percent } = shop;
    return {
      form: "overlay",
      position: "centre",
      teaser: t(`${percent}% off your first order`, `${percent}% na pierwsze zakupy`),
      blocks: [
        {
          kind: "offer",
          offer: { kind: "percent", percent },
          conditions: t("Once per customer, not on gift cards.", "Raz na osobę, bez kart podarunkowych."),
        },
        {
          kind: "head",
          title: t("A hello for your first order", "Na dobry początek"),
          text: t(
            `Pick anything you like; the code takes ${percent}% off when you pay.`,
            `Wybierz, co chcesz; z kodem przy płatności odejmiemy ${percent}%.`,
          ),
        },
        { kind: "coupon", pool: FIRST_ORDER_POOL, label: t("Use it on this order", "Użyj przy zamówieniu") },
        closing(t("No, thank you", "Nie, dziękuję")),
      ],
    };
  },
  delivery: (shop: ShopValues): Content => {
    const t = say(shop);
    return {
      form: "bar",
      blocks: [
        {
          kind: "head",
          title: t(
            "{{cart.rest|A little more}} to free delivery",
            "Jeszcze {{cart.rest|trochę}} do darmowej dostawy",
          ),
        },
        {
          kind: "progress",
          thresholdMinor: shop.freeFromMinor,
          currency: shop.currency,
          label: t("Cart value towards free delivery", "Wartość koszyka do darmowej dostawy"),
        },
        {
          kind: "actions",
          items: [{ label: t("See the cart", "Zobacz koszyk"), href: shop.cartHref, primary: true }],
        },
      ],
      reached: t("Delivery is free", "Dostawa gratis"),
    };
  },
  cart_help: (shop: ShopValues): Content => {
    const t = say(shop);
    const links = [
      { href: shop.deliveryHref, label: t("Delivery: price and day", "Dostawa: cena i dzień") },
      {
        href: shop.returnsHref,
        label: t("Returns", "Zwroty"),
        note: t("How long, and who pays", "Ile dni i kto płaci"),
      },
      { href: shop.contactHref, label: t("Ask a person", "Zapytaj człowieka") },
    ].filter(({ href }) => href);
    const help: Block[] = links.length > 0 ? [{ kind: "help", links }] : [];
    return {
      form: "overlay",
      position: "centre",
      blocks: [
        {
          kind: "head",
          title: t("Anything unclear before you go?", "Coś jest niejasne?"),
          text: t(
            "Your cart stays here for 14 days. Nothing is charged until you confirm.",
            "Koszyk poczeka 14 dni. Nic nie płacisz, dopóki nie potwierdzisz.",
          ),
        },
        ...help,
        {
          kind: "actions",
          items: [
            { label: t("Back to the cart", "Wróć do koszyka"), href: shop.cartHref, primary: true },
            { label: t("Leave it for later", "Zostaw na później") },
          ],
        },
      ],
    };
  },
  recent: (shop: ShopValues): Content => ({
    form: "inline",
    blocks: [
      { kind: "head", title: say(shop)("Where you left off", "Ostatnio oglądane") },
      { kind: "products", source: "viewed", limit: 5 },
    ],
  }),
  nothing_found: (shop: ShopValues): Content => {
    const t = say(shop);
    return {
      form: "inline",
      blocks: [
        {
          kind: "head",
          title: t("Not here, but many take these", "Tego nie mamy, ale to się podoba"),
          text: t(
            "What others have chosen lately. Or try one word fewer.",
            "Ostatnio wybierane przez innych. Albo spróbuj o jedno słowo mniej.",
          ),
        },
        { kind: "products", source: "popular", limit: 4 },
      ],
    };
  },
  thanks: (shop: ShopValues): Content => {
    const t = say(shop);
    return {
      form: "inline",
      blocks: [
        {
          kind: "head",
          over: t("Your order is with us", "Mamy zamówienie"),
          title: t("Thank you. This is what others order now", "Dziękujemy. To zamawiają teraz inni"),
        },
        { kind: "products", source: "popular", limit: 3 },
      ],
    };
  },
  leaving: (shop: Pick<ShopValues, "language">): Content => {
    const t = say(shop);
    const option = (value: string, english: string, polish: string) => ({ value, label: t(english, polish) });
    return {
      form: "overlay",
      position: "corner",
      blocks: [
        {
          kind: "survey",
          questions: [
            {
              name: "left_because",
              ask: t("What is missing today?", "Czego dziś zabrakło?"),
              answer: "one",
              options: [
                option("looking", "Just looking around", "Tylko się rozglądam"),
                option("delivery", "Delivery costs too much", "Dostawa jest za droga"),
                option("not_there", "My size or model is missing", "Nie ma mojego rozmiaru lub modelu"),
                option("comparing", "I want to compare first", "Chcę jeszcze porównać"),
                option("else", "Something else", "Coś innego"),
              ],
            },
          ],
          atMost: 1,
          send: t("Send", "Wyślij"),
          thanks: t("Thank you. It helps us.", "Dziękujemy. To nam pomaga."),
        },
        closing(t("Skip", "Pomiń")),
      ],
    };
  },
  newsletter: (shop: ShopValues): Content => {
    const t = say(shop);
    return {
      form: "overlay",
      position: "corner",
      blocks: [
        {
          kind: "head",
          title: t("One letter a month", "Jeden list w miesiącu"),
          text: t(
            "New things first, and how to care for old ones.",
            "Nowości najpierw i jak dbać o to, co już masz.",
          ),
        },
        {
          kind: "form",
          fields: [{ name: "email", label: "E-mail", type: "email", isRequired: true }],
          consent: {
            text: t(
              "Yes, send it to me. I can stop it any time.",
              "Tak, przysyłajcie. Mogę zrezygnować w każdej chwili.",
            ),
            controller: shop.controller,
            privacyHref: shop.privacyHref,
          },
          send: t("Subscribe", "Zapisz mnie"),
          thanks: t(
            "Thank you. The next letter comes to you.",
            "Dziękujemy. Następny list przyjdzie do Ciebie.",
          ),
        },
        closing(t("Not now", "Nie teraz")),
      ],
    };
  },
} as const satisfies Record<string, (shop: ShopValues) => Content>;
export type TemplateName = keyof typeof TEMPLATES;
