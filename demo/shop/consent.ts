/** The visitor's answer to the consent question, kept on the device and told to the tag. */
import type { Purpose } from "../../model/consent.ts";
import { keep, readKept } from "./kept.ts";

export type Consent = Record<Purpose, boolean>;

export const NOTHING: Consent = { measure: false, personalise: false, push: false };
export const EVERYTHING: Consent = { measure: true, personalise: true, push: true };

/** The answer given on an earlier page or visit; null: not answered yet. */
export function consentGiven(): Consent | null {
  const kept = readKept("polana_consent") as Partial<Consent> | null;
  if (!kept || typeof kept !== "object") return null;
  return { measure: kept.measure === true, personalise: kept.personalise === true, push: kept.push === true };
}

export function giveConsent(consent: Consent): void {
  keepConsent(consent);
  window.impuls("consent", consent);
}

/** The shop's own note of what the tag has been told. */
export function keepConsent(consent: Consent): void {
  keep("polana_consent", consent);
  document.dispatchEvent(new Event("polana:consent"));
}

/** A yes to notifications, or its end, is said to the tag alone: the shop's own note follows. */
export function followNotifications(): void {
  window.impuls("watch", (report) => {
    if (!("event" in report) || report.event.name !== "push_permission") return;
    const { state } = report.event.props;
    const given = consentGiven() ?? NOTHING;
    if (state !== "granted" && state !== "withdrawn") return;
    keepConsent({ ...given, push: state === "granted" });
  });
}
