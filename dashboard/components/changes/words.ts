/** Changes in words: of what, and what differs. */
import type { Change, ChangeKind } from "../../../model/change.ts";
import { hrefOf, type PageName } from "../../route.ts";

interface KindWords {
  word: string;
  /** The page of the thing, or of all of them. */
  page: PageName;
  /** Each has a page of its own. */
  hasOwn?: true;
}

export const KIND_WORDS: Record<ChangeKind, KindWords> = {
  segment: { word: "Segment", page: "segments", hasOwn: true },
  campaign: { word: "Campaign", page: "campaigns", hasOwn: true },
  journey: { word: "Journey", page: "journeys", hasOwn: true },
  broadcast: { word: "Broadcast", page: "push", hasOwn: true },
  pool: { word: "Coupon pool", page: "coupons", hasOwn: true },
  publication: { word: "Publication", page: "campaigns" },
  personas: { word: "Personas", page: "personas" },
  scoring: { word: "Scoring", page: "buyers" },
  value: { word: "Customer value", page: "value" },
  revenue: { word: "Revenue", page: "orders" },
  rates: { word: "Exchange rates", page: "orders" },
  feed: { word: "Product feed", page: "sources" },
  push: { word: "Notifications", page: "push" },
  site: { word: "Shop", page: "overview" },
  webhook: { word: "Webhook", page: "webhooks", hasOwn: true },
  door: { word: "Secret of a door of orders", page: "orders" },
  push_key: { word: "Key for notifications", page: "push" },
  key: { word: "Key", page: "sources" },
  member: { word: "Member", page: "members" },
};

export const WHAT_WORDS: Record<Change["what"], string> = {
  made: "made",
  changed: "changed",
  removed: "deleted",
};

/** Undefined where it has no page any more. */
export function hrefOfChange({ kind, id, what }: Change): string | undefined {
  const { page, hasOwn } = KIND_WORDS[kind];
  if (!hasOwn) return hrefOf(page);
  return what === "removed" ? undefined : hrefOf(page, id);
}

/** Names of fields that do not say enough by themselves. */
const FIELD_WORDS: Record<string, string> = {
  segmentsIn: "segments",
  segmentsOut: "segments kept out",
  role: "role",
  pages: "paths",
  pageKinds: "kinds of page",
  valueMinor: "expected value",
  exclusionGroup: "group",
  cap: "how often",
  holdoutShare: "share held out",
  attribution: "what counts as its orders",
  variants: "variant",
  why: "reason for the visitor",
  linkUntil: "sign-in link good until",
  oldSecretUntil: "former secret good until",
  secretAt: "secret made",
  isOn: "sends",
};

/** `variants.0.content.title` as "variant › 1 › content › title". */
export const sayPath = (path: string): string => path.split(".").map(sayPart).join(" › ");

function sayPart(part: string): string {
  if (/^\d+$/.test(part)) return String(Number(part) + 1);
  return FIELD_WORDS[part] ?? part.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** A value as kept of a change: JSON, perhaps cut. `sayInstant`: of a time. */
export function sayValue(path: string, text: string | null, sayInstant: (at: number) => string): string {
  if (text === null || text === '""' || text === "[]") return "nothing";
  if (text === "true") return "yes";
  if (text === "false") return "no";
  if (/(At|Until|[.]at|from|until)$/.test(path) && /^\d{12,15}$/.test(text)) return sayInstant(Number(text));
  if (text.startsWith('"')) return `“${text.replace(/^"|"$/g, "").replaceAll('\\"', '"')}”`;
  return text;
}
