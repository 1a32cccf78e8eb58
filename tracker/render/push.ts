/** The question for notifications: the very one that would come, a yes that lets the browser ask, and a no of the same size. */
import type { DrawBlock } from "../api.ts";
import { soundAddress } from "./address.ts";
import { element } from "./element.ts";

/** Our own words on the shop's page: before the browser's question, after the yes, where it failed, and on an iPhone or iPad. */
const WORDS: Record<string, [once: string, thanks: string, failed: string, home: string]> = {
  en: [
    "Your browser will ask once more.",
    "Thank you. You can stop them at any time.",
    "This browser cannot receive notifications.",
    "First add this shop to your Home Screen: Share, then “Add to Home Screen”. There you can say yes.",
  ],
  pl: [
    "Przeglądarka zapyta jeszcze raz.",
    "Dziękujemy. Wyłączysz je w każdej chwili.",
    "Ta przeglądarka nie odbiera powiadomień.",
    "Najpierw dodaj ten sklep do ekranu początkowego: „Udostępnij”, potem „Do ekranu początkowego”. Tam można się zgodzić.",
  ],
};

export interface Asking {
  /** Address of the picture of what was looked at last. */
  picture: string | undefined;
  /** It said yes to the shop before: nothing more is asked. */
  isAllowed?: boolean | undefined;
  /**
   * In the click itself. True: yes; false: no, or no answer; fails where the browser can receive none after all. Absent on iOS
   * outside the Home Screen: there it can only be told how to get there.
   */
  ask?: () => Promise<boolean>;
  refuse: () => void;
}

export const pushWith =
  ({ picture, isAllowed, ask, refuse }: Asking): DrawBlock<"push"> =>
  ({ sample: { title, body }, yes, no }, { language }) => {
    const [once, thanks, failed, home] = WORDS[language.slice(0, 2)] ?? WORDS.en!;
    const src = soundAddress(picture);
    const box = element("div", { className: "g", tabIndex: -1 });
    const say = (words: string) => {
      box.replaceChildren(element("p", { role: "status" }, words));
      box.focus();
    };
    const later = element("button", { type: "button", name: "close", onclick: refuse }, no);
    const now = element("button", { type: "button", className: "go" }, yes);
    now.onclick = async () => {
      now.disabled = true;
      try {
        if (await ask!()) say(thanks);
        else {
          // The browser has heard the no already: what closes the content is all that is left of ours.
          later.onclick = null;
          later.click();
        }
      } catch {
        say(failed);
      }
    };
    const words = ask ? !isAllowed && once : home;
    box.append(
      element(
        "div",
        { className: "s" },
        !!src && element("img", { src, alt: "", decoding: "async" }),
        element("div", {}, element("b", {}, title), element("small", {}, body)),
      ),
      element("div", { className: "a" }, !!ask && now, later),
      words ? element("small", {}, words) : "",
    );
    return box;
  };
