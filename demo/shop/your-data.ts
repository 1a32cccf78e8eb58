/** What the visitor does in the panel "Your data", the shop follows: its own note of their answer, its cart and list. */

import type { Consent } from "./consent.ts";
import { keepConsent } from "./consent.ts";
import { showConsentCard } from "./consent-card.ts";
import { one } from "./dom.ts";
import { forgetAll } from "./kept.ts";

export function followYourData(): void {
  document.addEventListener("impuls-consent", (event) => {
    keepConsent((event as CustomEvent<Consent>).detail);
    one("[data-consent-card]").hidden = true;
  });
  // As on a first visit: nothing is kept, and it is asked again.
  document.addEventListener("impuls-erased", () => {
    forgetAll();
    document.dispatchEvent(new Event("polana:cart"));
    document.dispatchEvent(new Event("polana:consent"));
    showConsentCard();
  });
}
