import { say } from "../templates/wording.ts";
import { TEMPLATES } from "../templates.ts";
import { notBoughtYet, type OnSitePlay } from "./on-site-play.ts";

export const asking: OnSitePlay[] = [
  {
    id: "why-leaving",
    name: "What made you leave?",
    does: "One question with five answers, on leaving without an order; set against conversion.",
    answers: ["E23", "S9", "C7"],
    asks: [],
    parts: (shop) => {
      const t = say(shop);
      return [
        {
          name: t("What is missing today?", "Czego dziś zabrakło?"),
          placement: "overlay",
          role: "help",
          segment: notBoughtYet(shop),
          trigger: { kind: "exit" },
          pageKinds: ["home", "listing", "product", "search"],
          priority: 45,
          cap: { times: 1, days: 30 },
          goal: { kind: "answer" },
          content: TEMPLATES.leaving(shop),
          why: t(
            "You are about to leave without an order. No name is kept with the answer.",
            "Zmierzasz do wyjścia bez zamówienia. Odpowiedź jest bez nazwiska.",
          ),
        },
      ];
    },
  },
  {
    id: "newsletter",
    name: "Newsletter invitation",
    does: "A field for the e-mail address with the controller's name, once three pages have been read.",
    answers: ["M3", "P7", "E28"],
    asks: ["controller", "privacyHref"],
    parts: (shop) => {
      const t = say(shop);
      return [
        {
          name: t("Newsletter invitation", "Zaproszenie do newslettera"),
          placement: "overlay",
          role: "help",
          trigger: { kind: "scroll", share: 0.6 },
          segment: {
            id: "has-read-three-pages",
            name: t("Has read three pages", "Trzy strony za sobą"),
            condition: { field: "pages", op: "gte", value: 3 },
          },
          pageKinds: ["home", "listing", "article", "product"],
          priority: 30,
          cap: { times: 1, days: 30 },
          goal: { kind: "sign_up" },
          content: TEMPLATES.newsletter(shop),
          why: t("You have read three pages and most of this one.", "Trzy strony za Tobą, ta prawie też."),
        },
      ];
    },
  },
  {
    id: "app-invite",
    name: "App invitation",
    does: "A bar on phones with a link to the shop's app, from the second visit on.",
    answers: ["P21", "P10", "M18"],
    asks: ["appHref"],
    parts: (shop) => {
      const t = say(shop);
      return [
        {
          name: t("App invitation", "Zaproszenie do aplikacji"),
          placement: "bar",
          role: "help",
          segment: {
            id: "comes-again",
            name: t("Comes again", "Wraca"),
            condition: { field: "visits", op: "gte", value: 2 },
          },
          devices: ["phone"],
          priority: 30,
          cap: { times: 1, days: 30 },
          goal: { kind: "click" },
          content: {
            form: "bar",
            blocks: [
              {
                kind: "head",
                title: t("The whole shop, in one touch", "Cały sklep pod palcem"),
              },
              {
                kind: "actions",
                items: [{ label: t("Get the app", "Pobierz"), href: shop.appHref, primary: true }],
              },
            ],
          },
          why: t(
            "You come here by phone, and not for the first time.",
            "To nie pierwsza wizyta na telefonie.",
          ),
        },
      ];
    },
  },
  {
    id: "notifications",
    name: "Asking for notifications",
    does: "Our own question, with the notification that would come, right after something was put on the wish list.",
    answers: ["M8", "C9", "C10"],
    asks: [],
    parts: (shop) => {
      const t = say(shop);
      return [
        {
          name: t("Asking for notifications", "Pytanie o powiadomienia"),
          placement: "overlay",
          role: "help",
          trigger: { kind: "event", event: "add_to_wishlist" },
          pageKinds: ["home", "listing", "product", "search"],
          priority: 35,
          cap: { times: 2, days: 30 },
          goal: { kind: "click" },
          content: {
            form: "overlay",
            position: "corner",
            blocks: [
              {
                kind: "head",
                title: t("Shall we tell you when the price drops?", "Dać znać, gdy cena spadnie?"),
                text: t(
                  "One message, none at night. You can stop them here at any time.",
                  "Jedna wiadomość, żadnej w nocy. Wyłączysz je tu w każdej chwili.",
                ),
              },
              {
                kind: "push",
                sample: {
                  title: t("{{last_viewed.name|It}} costs less", "Taniej: {{last_viewed.name|z listy}}"),
                  body: t(
                    "Less than when you put it on your list.",
                    "Mniej niż w chwili zapisania na liście.",
                  ),
                },
                yes: t("Yes, notify me", "Tak, powiadom"),
                no: t("Not now", "Nie teraz"),
              },
            ],
          },
          why: t(
            "You have just put something on your list. We ask twice at most.",
            "Coś właśnie trafiło na listę. Pytamy najwyżej dwa razy.",
          ),
        },
      ];
    },
  },
];
