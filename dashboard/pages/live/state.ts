/** The last events of all visitors; the overview shows the first few of the same. */
import { batch, computed, signal } from "@preact/signals";
import type { LiveEvent } from "../../../model/report.ts";
import { getCampaigns, getLive, getSegments } from "../../api.ts";
import { MOMENTS } from "../../components/feed/moments.ts";
import type { Names } from "../../components/feed/sentences.ts";
import { newestFirst, tidy } from "../../components/feed/tidy.ts";
import { reading } from "../../reading.ts";
import { now, site } from "../../site.ts";

/** So many rows are kept; what is older is on the visitors' cards. */
const KEPT = 100;
/** A visitor is on the site so long after the last event. */
const ON_SITE_MS = 5 * 60_000;

/** Newest first. */
export const events = signal<LiveEvent[]>([]);
/** Came while the feed was held still. */
export const waiting = signal<LiveEvent[]>([]);
export const isPaused = signal(false);
export const names = signal<Names>({ moments: MOMENTS });

let cursor: number | undefined;
export const feed = reading(() => getLive(cursor));
let isAsking = false;

export async function pollLive(): Promise<void> {
  if (isAsking) return;
  isAsking = true;
  await feed.load();
  isAsking = false;
  const answer = feed.value.value;
  if (!answer || feed.failure.value || answer.cursor === cursor) return;
  const came = newestFirst(answer.events);
  cursor = answer.cursor;
  batch(() => {
    const target = isPaused.value ? waiting : events;
    target.value = tidy([...came, ...target.value], (a, b) => a.visitor === b.visitor).slice(0, KEPT);
    learnProducts(came);
  });
  if (came.some(({ name, props }) => isUnnamed(name, props))) void loadNames();
}

export function pause(): void {
  isPaused.value = true;
}
export function resume(): void {
  batch(() => {
    isPaused.value = false;
    events.value = [...waiting.value, ...events.value].slice(0, KEPT);
    waiting.value = [];
  });
}

export const onSite = computed(() => {
  const since = now.value - ON_SITE_MS;
  const recent = [...waiting.value, ...events.value].filter(({ at }) => at > since);
  return new Set(recent.map(({ visitor }) => visitor)).size;
});

/** A moment names its product by id only; the views before it have told the name. */
function learnProducts(came: LiveEvent[]): void {
  const products = { ...names.value.products };
  for (const { props } of came) {
    const item = props.item as { id?: string; name?: string } | undefined;
    if (item?.id && item.name) products[item.id] = { name: item.name, image: null };
  }
  names.value = { ...names.value, products, ...(site.value && { site: site.value.name }) };
}

/** Ids once asked for: what is still unnamed then has been deleted. */
const asked = new Set<string>();
function isUnnamed(name: string, props: Record<string, unknown>): boolean {
  const id = String(props.segment ?? props.campaign ?? "");
  const known = name.startsWith("segment_") ? names.value.segments : names.value.campaigns;
  if (!id || known?.[id] || asked.has(id)) return false;
  asked.add(id);
  return true;
}

async function loadNames(): Promise<void> {
  const [segments, campaigns] = await Promise.all([getSegments(), getCampaigns()]);
  const named = (list: { id: string; name: string }[]) =>
    Object.fromEntries(list.map(({ id, name }) => [id, name]));
  names.value = {
    ...names.value,
    segments: "value" in segments ? named(segments.value.segments) : {},
    campaigns: "value" in campaigns ? named(campaigns.value.campaigns) : {},
  };
}
