import { consentGiven, EVERYTHING, giveConsent, NOTHING } from "./consent.ts";
import { all, one } from "./dom.ts";

/** Ticks of the boxes `measure`, `personalise`, `push` inside a form. */
export function purposesIn(form: HTMLFormElement) {
  const chosen = new FormData(form);
  return { measure: chosen.has("measure"), personalise: chosen.has("personalise"), push: chosen.has("push") };
}

export function showConsentCard(): void {
  one("[data-consent-card]").hidden = false;
}

/** Asks once; the answer is remembered, and changed on the page "Your data". */
export function askConsent(): void {
  const card = one("[data-consent-card]");
  const form = one<HTMLFormElement>("form", card);
  if (!consentGiven()) showConsentCard();

  const answer = (consent: typeof NOTHING) => {
    giveConsent(consent);
    card.hidden = true;
  };
  one("[data-answer=all]", card).addEventListener("click", () => answer(EVERYTHING));
  one("[data-answer=none]", card).addEventListener("click", () => answer(NOTHING));
  one("[data-answer=choose]", card).addEventListener("click", () => {
    for (const element of all("fieldset, [type=submit], [data-answer=choose]", card))
      element.hidden = !element.hidden;
    one("input", card).focus();
  });
  form.addEventListener("submit", (submitted) => {
    submitted.preventDefault();
    answer(purposesIn(form));
  });
}
