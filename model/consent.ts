/**
 * What a visitor has allowed, as bits, on the device and on the wire. Imports nothing: the tracker uses it.
 * Consent belongs to the request: it always beats what a passport remembers (design.md §2).
 */

/** Record what happens, for the shop's figures. Without it nothing reaches queue or D1. */
export const MEASURE = 1;
/** Choose content by the profile. Without it no campaign is decided. */
export const PERSONALISE = 2;
/** Send web push. */
export const PUSH = 4;
/** The visitor said so here, rather than the site's policy assuming it; only this outweighs Sec-GPC. */
export const EXPLICIT = 8;

/** On the device alone: said by a source the shop already asks (`tracker/consent-sources.ts`), so to be asked again. */
export const SOURCED = 16;

/** A purpose as the shop's page names it in `impuls('consent', { measure: true, … })`. */
export type Purpose = "measure" | "personalise" | "push";

/** `required` (default): nothing is stored or sent before a yes. `assumed`: measured and personalised until a no. */
export type ConsentPolicy = "required" | "assumed";

/**
 * The consent that counts for one request. Global Privacy Control (Sec-GPC: 1) withdraws whatever was
 * only assumed, and leaves what the visitor said on this very site.
 */
export function effectiveConsent(consent: number, hasGlobalPrivacyControl: boolean): number {
  return hasGlobalPrivacyControl && !(consent & EXPLICIT) ? 0 : consent;
}
