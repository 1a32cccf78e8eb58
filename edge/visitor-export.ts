/** What is kept of a visitor, in words they can read: times as ISO 8601, names for hashes where the shop still has them. Pure. */
import { hash32 } from "../model/bucketing.ts";
import { EXPLICIT, MEASURE, PERSONALISE, PUSH } from "../model/consent.ts";
import type { Passport } from "../model/passport.ts";
import { brandHash, categoryHash, emptyProfile, type Profile } from "../model/profile.ts";
import type { Exposed } from "../model/results/exposed.ts";
import { dateOf } from "../model/shop-day.ts";
import { DAY_MS } from "../model/time.ts";
import type { Moment } from "../model/timeline.ts";
import type { ExportedRow, VisitorExport } from "../model/your-data.ts";
import type { StoredRow, VisitorRecords } from "./store/visitor-records.ts";
import type { VisitorState } from "./store/visitor-state.ts";

/** Names by the hash under which a profile has them. */
export interface ExportNames {
  /** Of categories and brands. */
  kinds: ReadonlyMap<number, string>;
  /** Of campaigns, by `hash32` of the id and by the id. */
  campaigns: ReadonlyMap<number | string, string>;
  /** Of segments, by their ids. */
  segments: ReadonlyMap<string, string>;
}

export function namesFor(
  kinds: readonly { category: string | null; brand: string | null }[],
  { campaigns, segments }: Record<"campaigns" | "segments", readonly { id: string; name: string }[]>,
): ExportNames {
  return {
    kinds: new Map(
      kinds.flatMap(({ category, brand }) => [
        ...(category === null ? [] : [[categoryHash(category), category] as const]),
        ...(brand === null ? [] : [[brandHash(brand), brand] as const]),
      ]),
    ),
    campaigns: new Map(
      campaigns.flatMap(({ id, name }): [number | string, string][] => [
        [id, name],
        [hash32(id), name],
      ]),
    ),
    segments: new Map(segments.map(({ id, name }) => [id, name])),
  };
}

/** What the store and the request know of one visitor. */
export interface ExportSources {
  visitor: string;
  /** Epoch ms; null: not erased. */
  erasedAt: number | null;
  state: VisitorState | null;
  records: VisitorRecords;
  log: { moments: Moment[]; before: number | null };
  /** The one that was brought, opened. */
  passport: Passport | null;
  names: ExportNames;
}

export function exportOf({
  visitor,
  erasedAt,
  state,
  records,
  log,
  passport,
  names,
}: ExportSources): VisitorExport {
  const { value, periods, subscription } = records;
  const own = state && {
    ...legibleProfile(state.profile, names),
    // Names of events that were counted already, so that none counts twice.
    pagesCounted: Object.entries(state.seen).map(([page, seen]) => ({ page, ...seen })),
    ...(state.server && { fromOrders: legible({ ...state.server, ...value[0] }) }),
    ...(periods.length > 0 && { broughtInMonths: periods }),
  };
  return {
    visitor,
    ...(erasedAt !== null && { erasedAt: iso(erasedAt)! }),
    profile: own,
    segments: state?.segments.map((id) => names.segments.get(id) ?? id) ?? [],
    events: state?.timeline.map(legibleMoment) ?? [],
    log: { events: log.moments.map(legibleMoment), before: log.before },
    orders: records.orders.map(legible),
    links: records.links.map(legible),
    answers: records.answers.map(legible),
    answerTexts: records.answerTexts.map(legible),
    contacts: records.contacts.map(legible),
    subscription: subscription[0] ? legible(subscription[0]) : null,
    deliveries: records.deliveries.map(legible),
    journeys: records.journeys.map(legible),
    coupons: records.coupons.map(legible),
    assignments: assignmentsOf(state?.exposed ?? null, records.assignments, names),
    webhookMessages: records.webhookMessages.map(legible),
    deadLetters: records.deadLetters.map(legible),
    passport: passport && {
      sealedAt: iso(passport.sealedAt),
      ...legibleProfile({ ...emptyProfile(), ...passport.profile }, names),
      fromOrders: legible({ ...passport.server }),
      issued: passport.issued.map(({ campaign, at, ...one }) => ({
        campaign: names.campaigns.get(campaign) ?? campaign,
        at: iso(at),
        ...one,
      })),
      pagesCounted: passport.marks,
    },
  };
}

/** Null for 0: it has not happened. */
const iso = (at: number | null) => (at ? new Date(at).toISOString() : null);

const IS_TIME = /^(at|since)$|At$/;
const IS_JSON = /^(lines|coupons|chosen|message|vars|body)$/;

/** A row with its times as ISO 8601 and its JSON read. */
const legible = (row: StoredRow | Record<string, unknown>): ExportedRow =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => {
      if (IS_TIME.test(name) && typeof value === "number") return [name, iso(value)];
      if (IS_JSON.test(name) && typeof value === "string") return [name, JSON.parse(value)];
      return [name, value];
    }),
  );

const legibleMoment = ({ at, session, name, props, source }: Moment): ExportedRow => ({
  at: iso(at),
  visit: session,
  name: name.replace("custom:", ""),
  properties: props,
  ...(source && { source }),
});

/** `first` of the visitor's row and the rows of those who ordered say the same; touches are what may have earned an order. */
function assignmentsOf(exposed: Exposed | null, rows: StoredRow[], names: ExportNames): ExportedRow[] {
  const nameOf = (campaign: unknown) =>
    campaign === "*" ? "any campaign" : (names.campaigns.get(String(campaign)) ?? campaign);
  const first = Object.entries(exposed?.first ?? {}).map(([campaign, { at, ...one }]) => ({
    campaign: nameOf(campaign),
    at: iso(at),
    ...one,
  }));
  const touches = (exposed?.touches ?? []).map(([at, until, isClick, campaign]) => ({
    campaign: nameOf(campaign),
    at: iso(at),
    until: iso(until),
    what: isClick ? "clicked" : "shown",
  }));
  const apart = rows.filter(({ campaign }) => !exposed?.first[String(campaign)]);
  return [...first, ...apart.map((row) => ({ ...legible(row), campaign: nameOf(row.campaign) })), ...touches];
}

function legibleProfile(profile: Profile, names: ExportNames): ExportedRow {
  const said = <Value>(register: { at: number; value: Value } | null) =>
    register && { value: register.value, at: iso(register.at) };
  const kind = (hash: number) => (hash === 0 ? null : (names.kinds.get(hash) ?? hash));
  const consent = profile.consent?.value ?? 0;
  const byDay = <Value>(sums: Record<string, Value>, of: (name: string, value: Value) => ExportedRow) =>
    Object.entries(sums).map(([key, value]) => {
      const [day, name] = key.split(":") as [string, string];
      return { day: dateOf(Number(day)), ...of(name, value) };
    });
  const { screen, cart } = profile;
  return {
    firstSeenAt: iso(profile.firstSeenAt),
    lastSeenAt: iso(profile.lastSeenAt),
    visits: profile.visits,
    pages: profile.pages,
    attentiveSeconds: Math.round(profile.engagedMs / 1000),
    cameFrom: { first: said(profile.firstSource), last: said(profile.lastSource) },
    place: said(profile.place),
    device: said(profile.device),
    language: said(profile.language),
    minutesEastOfUtc: said(profile.offsetMinutes),
    consent: profile.consent && {
      measure: Boolean(consent & MEASURE),
      personalise: Boolean(consent & PERSONALISE),
      notify: Boolean(consent & PUSH),
      saidHere: Boolean(consent & EXPLICIT),
      at: iso(profile.consent.at),
    },
    pagesByHourOfDay: profile.hours,
    days: Object.entries(profile.days).map(([day, counts]) => ({ day: dateOf(Number(day)), ...counts })),
    interests: byDay(profile.interests, (hash, weight) => ({ interest: kind(Number(hash)), weight })),
    productsSeen: Object.entries(profile.viewed).map(([product, { at, category }]) => ({
      product,
      category: kind(category),
      at: iso(at),
    })),
    cart: said(cart),
    furthestStep: said(profile.step),
    purchases: Object.values(profile.purchases).map((purchase) => legible({ ...purchase })),
    campaigns: byDay(profile.exposures, (hash, { lastAt, ...counts }) => ({
      campaign: names.campaigns.get(Number(hash)) ?? hash,
      ...counts,
      lastAt: iso(lastAt),
    })),
    moments: byDay(profile.moments, (name, times) => ({ moment: name, times })),
    traits: Object.fromEntries(Object.entries(profile.traits).map(([name, trait]) => [name, said(trait)])),
    // Of a question only a hash of its name is kept here; the answers stand under their own.
    questionsAnswered: Object.values(profile.answered).map(({ at }) => iso(at)),
    lastPageAt: iso(profile.pageAt),
    productOnScreen: screen && {
      ...screen.value,
      category: kind(screen.value.category),
      brand: kind(screen.value.brand),
      at: iso(screen.at),
    },
    // Of each step hashes are kept that only serve to be compared.
    steps: profile.trail.map(({ at, session }) => ({ at: iso(at), visit: session })),
  };
}

/** Nothing of a visitor is older than their first event. */
export const sinceOf = (state: VisitorState | null): number =>
  state ? Math.max(0, state.profile.firstSeenAt - DAY_MS) : 0;
