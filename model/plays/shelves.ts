import { say } from "../templates/wording.ts";
import { TEMPLATES } from "../templates.ts";
import type { OnSitePlay } from "./on-site-play.ts";

export const shelves: OnSitePlay[] = [
  {
    id: "where-you-left-off",
    name: "Where you left off",
    does: "What a visitor looked at lately, in the slot “home”.",
    answers: ["E8", "S12"],
    asks: [],
    parts: (shop) => {
      const t = say(shop);
      return [
        {
          name: t("Where you left off", "Ostatnio oglądane"),
          placement: "home",
          role: "help",
          segment: {
            id: "has-looked-at-something",
            name: t("Has looked at something", "Coś już ogląda"),
            condition: { field: "products", days: 30, op: "gte", value: 1 },
          },
          cap: null,
          content: TEMPLATES.recent(shop),
          why: t(
            "You looked at these before. The list is kept on this device.",
            "Oglądane wcześniej. Lista jest na tym urządzeniu.",
          ),
        },
      ];
    },
  },
  {
    id: "nothing-found",
    name: "Search found nothing",
    does: "What many choose, in the slot “search-none”, in place of an empty page.",
    answers: ["P9", "S14"],
    asks: [],
    parts: (shop) => {
      const t = say(shop);
      return [
        {
          name: t("Search found nothing", "Brak wyników"),
          placement: "search-none",
          role: "help",
          pageKinds: ["search"],
          cap: null,
          content: TEMPLATES.nothing_found(shop),
          why: t("Your search found nothing.", "Wyszukiwanie nic nie znalazło."),
        },
      ];
    },
  },
];
