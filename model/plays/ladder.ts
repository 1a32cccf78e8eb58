import type { Block } from "../content.ts";
import { say } from "../templates/wording.ts";
import { TEMPLATES } from "../templates.ts";
import { hasCart, type OnSitePlay, type Part } from "./on-site-play.ts";

const SMALL = "ladder-small";
const LARGER = "ladder-larger";

/**
 * Help, a picture, a perk, a small code, a larger code (E10, E11): each once in 30 days, the gentlest first. The next has its
 * turn only when those before it have been seen, since the first with room under its cap wins the place; the site's attention
 * budget keeps them apart.
 */
export const ladder: OnSitePlay = {
  id: "ladder",
  name: "The ladder for a left cart",
  does: "Help first, then the picture of what was chosen, a favour, a small code, a larger one: one step at a time.",
  answers: ["E10", "E11", "C11", "M8"],
  asks: ["cartHref", "deliveryHref", "returnsHref", "contactHref"],
  pools: { [SMALL]: { name: "Ladder, 5 %" }, [LARGER]: { name: "Ladder, 10 %" } },
  parts: (shop) => {
    const t = say(shop);
    const toCart: Block = {
      kind: "actions",
      items: [
        { label: t("Open the cart", "Otwórz koszyk"), href: shop.cartHref, primary: true },
        { label: t("Not now", "Nie teraz") },
      ],
    };
    const notNow: Block = { kind: "actions", items: [{ label: t("Not now", "Nie teraz") }] };
    const code = (pool: string, percent: number): Block[] => [
      {
        kind: "offer",
        offer: { kind: "percent", percent },
        conditions: t("On what is in your cart now, once.", "Na to, co teraz w koszyku, jeden raz."),
      },
      { kind: "coupon", pool, label: t("Show my code", "Pokaż mój kod") },
    ];
    const steps: [name: string, role: Part["role"], blocks: Block[]][] = [
      [t("help", "pomoc"), "help", TEMPLATES.cart_help(shop).blocks],
      [
        t("picture", "zdjęcie"),
        "help",
        [
          { kind: "head", title: t("Still here for you", "Nadal czeka") },
          { kind: "products", source: "cart", limit: 2 },
          toCart,
        ],
      ],
      [
        t("a favour", "przysługa"),
        "offer",
        [
          {
            kind: "offer",
            offer: { kind: "perk", title: t("Gift-wrapped", "Na prezent") },
            conditions: t("With this order, at no cost.", "Przy tym zamówieniu, bez dopłaty."),
          },
          { kind: "head", title: t("We wrap it for you", "Zapakujemy na prezent") },
          toCart,
        ],
      ],
      [
        t("small code", "mały kod"),
        "offer",
        [{ kind: "head", title: t("A little off your cart", "Trochę taniej") }, ...code(SMALL, 5), notNow],
      ],
      [
        t("larger code", "większy kod"),
        "offer",
        [
          {
            kind: "head",
            title: t("The best we can do", "Lepszej oferty nie będzie"),
            text: t("There is no other message after this one.", "To ostatnia wiadomość w tej sprawie."),
          },
          ...code(LARGER, 10),
          notNow,
        ],
      ],
    ];
    return steps.map(([step, role, blocks], i) => ({
      name: `${t("Ladder", "Drabina")} ${i + 1}: ${step}`,
      placement: "overlay",
      role,
      segment: hasCart(shop),
      trigger: { kind: "exit" },
      priority: 40 - i,
      cap: { times: 1, days: 30 },
      exclusionGroup: "ladder",
      content: { form: "overlay", position: "corner", blocks },
      why: t(
        "You have something in the cart and moved to leave the page.",
        "Masz coś w koszyku i zmierzasz do wyjścia.",
      ),
    }));
  },
};
