/**
 * A click on what looks like a button, that nothing comes of: no change of the page, no scrolling, no focus, no leaving.
 * Told rather too seldom: forms, links that lead somewhere and whatever plays or draws by itself are left alone.
 */
import type { Tell } from "../api.ts";

const ANSWERED_WITHIN_MS = 2500;
const OWN_ANSWER = 'a[href]:not([href="#"]),form,input,select,textarea,label,summary,video,audio,canvas';
const ANSWERS = ["scroll", "focusin", "blur", "pagehide"];

export function onDeadClick(tell: Tell): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const answered = () => {
    clearTimeout(timer);
    observer.disconnect();
  };
  const observer = new MutationObserver(answered);
  for (const kind of ANSWERS) addEventListener(kind, answered, true);
  addEventListener(
    "click",
    ({ target }) => {
      answered();
      const clicked = target as Element;
      if (
        !clicked.closest ||
        clicked.closest(OWN_ANSWER) ||
        // What a component does inside of itself cannot be seen.
        clicked.localName.includes("-") ||
        !(clicked.closest("button,[role=button],a") || getComputedStyle(clicked).cursor === "pointer")
      )
        return;
      observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
      timer = setTimeout(() => {
        observer.disconnect();
        tell("dead");
      }, ANSWERED_WITHIN_MS);
    },
    true,
  );
}
