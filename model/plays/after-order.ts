import { say } from "../templates/wording.ts";
import { TEMPLATES } from "../templates.ts";
import type { OnSitePlay } from "./on-site-play.ts";

export const afterOrder: OnSitePlay[] = [
  {
    id: "thank-you",
    name: "Thank you, with what is popular",
    does: "Thanks on the page after the order, with what many order now, in the slot “thanks”.",
    answers: ["C4", "C5", "M10", "S4"],
    asks: [],
    parts: (shop) => {
      const t = say(shop);
      return [
        {
          name: t("Thank you, with what is popular", "Podziękowanie z tym, co popularne"),
          placement: "thanks",
          role: "help",
          pageKinds: ["thanks"],
          cap: null,
          content: TEMPLATES.thanks(shop),
          why: t("You have just ordered.", "Zamówienie właśnie do nas trafiło."),
        },
      ];
    },
  },
  {
    id: "second-order",
    name: "The second order, without a discount",
    does: "For who has ordered once, a week ago or more: buying again is easy and without risk.",
    answers: ["E12", "C4", "C6"],
    asks: ["returnsHref"],
    parts: (shop) => {
      const t = say(shop);
      const links = [
        {
          href: shop.returnsHref,
          label: t("Changed your mind?", "Jednak nie to?"),
          note: t("How to send it back", "Jak zwrócić"),
        },
      ].filter(({ href }) => href);
      return [
        {
          name: t("Second order", "Drugie zamówienie"),
          placement: "overlay",
          role: "help",
          segment: {
            id: "ordered-once",
            name: t("Ordered once, a week ago or more", "Jedno zamówienie, co najmniej tydzień temu"),
            condition: {
              all: [
                { field: "orders", op: "eq", value: 1 },
                { field: "days_since_order", op: "gte", value: 7 },
              ],
            },
          },
          trigger: { kind: "engaged", seconds: 15 },
          pageKinds: ["home", "listing", "product"],
          cap: { times: 1, days: 14 },
          content: {
            form: "overlay",
            position: "corner",
            blocks: [
              {
                kind: "head",
                title: t("Good to see you again", "Dobrze znów Cię widzieć"),
                text: t(
                  "How is the {{last_purchased.name|last thing you chose}}? The next one comes as safely, and goes back as easily.",
                  "Jak się sprawdza: {{last_purchased.name|ostatni zakup}}? Kolejna paczka dotrze równie pewnie, a zwrot jest równie prosty.",
                ),
              },
              { kind: "products", source: "viewed", limit: 2 },
              ...(links.length > 0 ? [{ kind: "help" as const, links }] : []),
              { kind: "actions", items: [{ label: t("Close", "Zamknij") }] },
            ],
          },
          why: t("You have ordered here once and are back.", "Jedno zamówienie za Tobą i znów tu jesteś."),
        },
      ];
    },
  },
];
