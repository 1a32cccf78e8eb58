/** Changes in words: of what, and what differs. */
import type { Change, ChangeKind } from "../../../model/change.ts";
import { hrefOf, type PageName } from "../../address.ts";
import { sayQuoted } from "../../format.ts";
import { t } from "../../words.ts";

interface KindWords {
  word: string;
  /** The page of the thing, or of all of them. */
  page: PageName;
  /** Each has a page of its own. */
  hasOwn?: true;
}

export const KIND_WORDS: Record<ChangeKind, KindWords> = {
  segment: { word: t`Segment`, page: "segments", hasOwn: true },
  campaign: { word: t`Campaign`, page: "campaigns", hasOwn: true },
  journey: { word: t`Journey`, page: "journeys", hasOwn: true },
  broadcast: { word: t`Broadcast`, page: "push", hasOwn: true },
  pool: { word: t`Coupon pool`, page: "coupons", hasOwn: true },
  publication: { word: t`Publication`, page: "campaigns" },
  personas: { word: t`Personas`, page: "personas" },
  scoring: { word: t`Scoring`, page: "buyers" },
  value: { word: t`Customer value`, page: "value" },
  revenue: { word: t`Revenue`, page: "orders" },
  rates: { word: t`Exchange rates`, page: "orders" },
  feed: { word: t`Product feed`, page: "sources" },
  push: { word: t`Notifications`, page: "push" },
  site: { word: t`Shop`, page: "overview" },
  webhook: { word: t`Webhook`, page: "webhooks", hasOwn: true },
  door: { word: t`Secret of a door of orders`, page: "orders" },
  push_key: { word: t`Key for notifications`, page: "push" },
  key: { word: t`Key`, page: "sources" },
  member: { word: t`Member`, page: "members" },
};

export const WHAT_WORDS: Record<Change["what"], string> = {
  made: t`made`,
  changed: t`changed`,
  removed: t`deleted`,
};

/** Undefined where it has no page any more. */
export function hrefOfChange({ kind, id, what }: Change): string | undefined {
  const { page, hasOwn } = KIND_WORDS[kind];
  if (!hasOwn) return hrefOf(page);
  return what === "removed" ? undefined : hrefOf(page, id);
}

/** Names of fields that do not say enough by themselves. */
const FIELD_WORDS: Record<string, string> = {
  segmentsIn: t`segments`,
  segmentsOut: t`segments kept out`,
  role: t`role`,
  pages: t`paths`,
  pageKinds: t`kinds of page`,
  valueMinor: t`expected value`,
  exclusionGroup: t`group`,
  cap: t`how often`,
  holdoutShare: t`share held out`,
  attribution: t`what counts as its orders`,
  variants: t`variant`,
  why: t`reason for the visitor`,
  linkUntil: t`sign-in link good until`,
  oldSecretUntil: t`former secret good until`,
  secretAt: t`secret made`,
  isOn: t`sends`,
};

/** `variants.0.content.title` as "variant › 1 › content › title". */
export const sayPath = (path: string): string => path.split(".").map(sayPart).join(" › ");

function sayPart(part: string): string {
  if (/^\d+$/.test(part)) return String(Number(part) + 1);
  return FIELD_WORDS[part] ?? part.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** A value as kept of a change: JSON, perhaps cut. `sayInstant`: of a time. */
export function sayValue(path: string, text: string | null, sayInstant: (at: number) => string): string {
  if (text === null || text === '""' || text === "[]") return t`nothing`;
  if (text === "true") return t`yes`;
  if (text === "false") return t`no`;
  if (/(At|Until|[.]at|from|until)$/.test(path) && /^\d{12,15}$/.test(text)) return sayInstant(Number(text));
  if (text.startsWith('"')) return sayQuoted(text.replace(/^"|"$/g, "").replaceAll('\\"', '"'));
  return text;
}
