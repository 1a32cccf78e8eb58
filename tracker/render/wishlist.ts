/** The wishlist block: the visitor's own list, each line a link to its product and a way to take it off. */
import type { DrawBlock, RecentItem } from "../api.ts";
import { soundAddress } from "./address.ts";
import { price } from "./device-texts.ts";
import { element } from "./element.ts";

/** Our own words on the shop's page: take off, and what is left when all is. */
const WORDS: Record<string, [off: string, none: string]> = {
  en: ["Take off the list", "Your list is empty."],
  pl: ["Usuń z listy", "Lista jest pusta."],
};

/** `takeOff` hears the id of what the visitor has taken off. */
export const wishlistWith =
  (list: RecentItem[] | undefined, takeOff: (id: string) => unknown): DrawBlock<"wishlist"> =>
  ({ limit }, { language }) => {
    const [off, none] = WORDS[language.slice(0, 2)] ?? WORDS.en!;
    const rows = element("ul", { className: "r", tabIndex: -1 });
    for (const { id, name, image, url, priceMinor, currency } of list?.slice(0, limit) ?? []) {
      const href = soundAddress(url);
      if (!href || !name) continue;
      const src = soundAddress(image);
      const row = element(
        "li",
        {},
        !!src && element("img", { loading: "lazy", src, alt: "", width: 64, height: 64, decoding: "async" }),
        element(
          "a",
          { href },
          name,
          priceMinor !== undefined &&
            !!currency &&
            element("small", {}, price(priceMinor, currency, language)),
        ),
        element("button", {
          type: "button",
          className: "x",
          ariaLabel: `${off}: ${name}`,
          onclick: () => {
            takeOff(id);
            row.remove();
            rows.focus();
            if (!rows.firstChild) rows.append(element("li", {}, element("p", {}, none)));
          },
        }),
      );
      rows.append(row);
    }
    return rows.firstChild ? rows : undefined;
  };
