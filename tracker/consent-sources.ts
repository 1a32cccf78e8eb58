/**
 * Lazy part: what the visitor has told a consent source the shop already has. Nothing is stored here, and a source that
 * says nothing allows nothing. Exports what `ConsentSourcesPart` in api.ts describes.
 */
import { EXPLICIT, MEASURE, PERSONALISE, SOURCED } from "../model/consent.ts";
import type { ConsentSourcesPart } from "./api.ts";
import { loadFirstParty } from "./parts.ts";

/** `isChosen`: the visitor has said it, rather than the source taking it as given. */
type Say = (canMeasure: unknown, canPersonalise: unknown, isChosen: unknown) => void;

interface Page {
  dataLayer?: ({ [n: number]: unknown } | undefined)[];
  wp_has_consent?: (category: string) => boolean;
  wp_consent_type?: string;
  wp_fallback_consent_type?: string;
  consent_api?: { cookie_prefix?: string };
  Shopify?: {
    customerPrivacy?: {
      analyticsProcessingAllowed(): boolean;
      preferencesProcessingAllowed(): boolean;
      currentVisitorConsent?(): Record<string, string>;
    };
    loadFeatures?(features: { name: string; version: string }[], then: (error?: unknown) => void): void;
  };
}
const page = window as Page;

export const start: ConsentSourcesPart["start"] = (core, policy) =>
  SOURCES[policy ?? nameHere()]?.((canMeasure, canPersonalise, isChosen) => {
    const allowed = (canMeasure ? MEASURE : 0) | (canPersonalise ? PERSONALISE : 0);
    if (!isChosen && !(policy && allowed)) return;
    core.allow(SOURCED | (isChosen ? EXPLICIT : 0) | allowed);
    // A page that was never allowed anything has nobody else to do it.
    const credentials = core.setting("credentials") as RequestCredentials | null;
    if (!allowed && credentials) loadFirstParty().then((part) => part?.forgetAtEdge(core.site, credentials));
  });

const SOURCES: Record<string, (say: Say) => void> = { google, wordpress, shopify };

/** A shop system knows more than what it passes on to Google. */
const nameHere = () => (page.wp_has_consent ? "wordpress" : page.Shopify ? "shopify" : "google");

/**
 * Google Consent Mode, by the commands in the data layer (developers.google.com/tag-platform/security/guides/consent):
 * `analytics_storage` is storage for analytics, `personalization_storage` for personalisation; `ad_personalization` is
 * about advertising, and not asked. Which region the visitor is in the page cannot know: a default for some regions
 * counts where it denies.
 */
function google(say: Say): void {
  const assumed: Record<string, boolean> = {};
  const chosen: Record<string, boolean> = {};
  const purposes = ["analytics_storage", "personalization_storage"];
  const read = (entry: { [n: number]: unknown } | undefined) => {
    if (entry?.[0] !== "consent") return false;
    const states = (entry[2] ?? {}) as Record<string, unknown>;
    for (const purpose of purposes) {
      if (!(purpose in states)) continue;
      const isGranted = states[purpose] === "granted";
      if (entry[1] === "update") chosen[purpose] = isGranted;
      else if (!isGranted || !states.region) assumed[purpose] = isGranted && assumed[purpose] !== false;
    }
    return true;
  };
  const tell = () => {
    const [measure, personalise] = purposes.map((purpose) => chosen[purpose] ?? assumed[purpose]);
    say(measure, personalise, Object.keys(chosen).length);
  };
  page.dataLayer ??= [];
  const layer = page.dataLayer;
  if (layer.filter(read).length) tell();
  const { push } = layer;
  layer.push = (...entries) => {
    const length = push.apply(layer, entries);
    if (entries.filter(read).length) tell();
    return length;
  };
}

/**
 * The WordPress Consent API (wordpress.org/plugins/wp-consent-api): `statistics`, and `marketing`, whose definition
 * there names profiles and following somebody on a website. Without a consent type nobody manages consent.
 */
function wordpress(say: Say): void {
  const tell = (isChosen?: unknown) => {
    if (!page.wp_has_consent || !(page.wp_consent_type ?? page.wp_fallback_consent_type)) return;
    const prefix = page.consent_api?.cookie_prefix ?? "wp_consent";
    const isKept = [STATISTICS, MARKETING].some((one) => document.cookie.includes(`${prefix}_${one}=`));
    say(page.wp_has_consent(STATISTICS), page.wp_has_consent(MARKETING), isKept || isChosen);
  };
  tell();
  document.addEventListener("wp_consent_type_defined", () => tell());
  document.addEventListener("wp_listen_for_consent_change", tell);
}
const STATISTICS = "statistics";
const MARKETING = "marketing";

/** Shopify's Customer Privacy API (shopify.dev/docs/api/customer-privacy): `analytics` and `preferences`. */
function shopify(say: Say): void {
  const tell = (isChosen?: unknown) => {
    const privacy = page.Shopify?.customerPrivacy;
    if (!privacy) return;
    const { analytics, preferences } = privacy.currentVisitorConsent?.() ?? {};
    say(
      privacy.analyticsProcessingAllowed(),
      privacy.preferencesProcessingAllowed(),
      isChosen || analytics || preferences,
    );
  };
  document.addEventListener("visitorConsentCollected", tell);
  tell();
  if (!page.Shopify?.customerPrivacy)
    page.Shopify?.loadFeatures?.([{ name: "consent-tracking-api", version: "0.1" }], () => tell());
}
