/** The coupon block: a button that asks for the visitor's own code, then the code and a way to copy it. */
import type { GivenCoupon } from "../../model/coupon.ts";
import type { DrawBlock } from "../api.ts";
import { element } from "./element.ts";

/** Our own words on the shop's page: copy, copied, until, none left. */
const WORDS: Record<string, [copy: string, copied: string, until: string, none: string]> = {
  en: ["Copy", "Copied", "Valid before", "There is no code for you any more."],
  pl: ["Kopiuj", "Skopiowano", "Ważny przed", "Nie ma już dla ciebie kodu."],
};

/** `ask`: undefined where there is no code for this visitor; fails where it could not be asked. */
export const couponWith =
  (ask: (pool: string) => Promise<GivenCoupon | undefined>): DrawBlock<"coupon"> =>
  ({ pool, label }, { language }) => {
    const [copy, copied, until, none] = WORDS[language.slice(0, 2)] ?? WORDS.en!;
    const box = element("div", { className: "a q", role: "status" });
    const ready = element("button", { type: "button", className: "go" }, label);
    ready.onclick = async () => {
      ready.disabled = true;
      try {
        show(await ask(pool));
      } catch {
        // It may go through later.
        ready.disabled = false;
      }
    };
    const show = (given: GivenCoupon | undefined) => {
      if (!given) {
        box.replaceChildren(element("p", {}, none));
        return;
      }
      const { code, expiresAt } = given;
      const text = element("code", {}, code);
      const button = element("button", { type: "button" }, copy);
      button.onclick = async () => {
        try {
          await navigator.clipboard.writeText(code);
          button.textContent = copied;
        } catch {
          // Where the page may not write to the clipboard the code is there to be copied by hand.
          getSelection()!.selectAllChildren(text);
        }
      };
      // The code itself before anything that may fail: it is given once.
      box.replaceChildren(text, button);
      button.focus();
      if (!expiresAt) return;
      const day = new Date(expiresAt - 1).toLocaleDateString(language, { dateStyle: "long" });
      box.append(element("small", {}, `${until} ${day}`));
    };
    box.append(ready);
    return box;
  };
