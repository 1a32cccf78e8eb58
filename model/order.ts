/**
 * An order as all its doors tell it (E27, S16, M6). Each subject is a register: of two tellings the shop's stands over the
 * page's, then the one of the later change, then the greater value. So the same news give the same order in whatever sequence
 * they come, and however often. Refunds are registers by their id, so one that comes twice counts once, and one that comes
 * before its order waits for it here.
 */
import { shareOf } from "./money.ts";
import {
  type Channel,
  DOORS,
  type Door,
  type OrderLine,
  type OrderReport,
  type Refund,
  STAGES,
  type Stage,
} from "./order-report.ts";
import { ownOf } from "./own.ts";

/** Where an order stands. The last two count in no sum and for no score: nothing of them was kept. */
export const ORDER_STATUSES = ["placed", "paid", "partly_refunded", "refunded", "cancelled"] as const;
export type OrderStatus = (typeof ORDER_STATUSES)[number];

/** Told together, since one without the others says nothing. Minor units of `currency`. */
export interface Amounts {
  valueMinor: number;
  /** ISO 4217; empty where a page told none. */
  currency: string;
  taxMinor?: number | undefined;
  shippingMinor?: number | undefined;
  shippingTaxMinor?: number | undefined;
  discountMinor?: number | undefined;
}

interface Subjects {
  amounts: Amounts;
  stage: Stage;
  /** Epoch ms. */
  placedAt: number;
  refundedMinor: number;
  channel: Channel;
  customer: string;
  visitor: string;
  lines: OrderLine[];
  coupons: string[];
}

/** Who told it, and of which change of the shop's (epoch ms). */
export interface Told<T> {
  value: T;
  at: number;
  door: Door;
}

/** One entry of the status history: when, what, by which door. */
export type OrderNews = [at: number, stage: Stage, door: Door];

/** All that is known of an order: what D1 keeps. */
export interface OrderRecord {
  told: { [Subject in keyof Subjects]?: Told<Subjects[Subject]> };
  /** By the shop's refund id. */
  refunds: Record<string, Told<Omit<Refund, "id">>>;
  /** Oldest first; the newest NEWS_KEPT of all that was told, repetitions of a stage included. */
  news: OrderNews[];
  /** Who has told anything of it, in the order of DOORS. */
  doors: Door[];
  /** Its customer was erased: whose it is, is not taken up again, whoever tells it. */
  isErased?: boolean;
}

/** WooCommerce tells an order anew with every note: enough for a few years of one. */
export const NEWS_KEPT = 60;

export const emptyOrder: OrderRecord = { told: {}, refunds: {}, news: [], doors: [] };

/** The order with the news in it. `now` (epoch ms) dates news that name no change of the shop's. */
export function mergeOrder(record: OrderRecord, report: OrderReport, door: Door, now: number): OrderRecord {
  const news = newsIn(record.isErased ? { ...report, customer: undefined, visitor: undefined } : report);
  if (report.modifiedAt !== undefined) return mergeAt(record, news, door, report.modifiedAt);
  // Undated, the same list sent every night would else be news every night.
  const at = isKnown(record, news) ? latestOf(record) : Math.max(now, latestOf(record) + 1);
  return mergeAt(record, news, door, at);
}

interface News {
  told: Partial<Subjects>;
  refunds: readonly Refund[];
}

function newsIn(report: OrderReport): News {
  const { valueMinor, currency = "", taxMinor, shippingMinor, shippingTaxMinor, discountMinor } = report;
  const { stage, placedAt, refundedMinor, channel, customer, visitor, lines, coupons, refunds = [] } = report;
  const amounts = valueMinor !== undefined && {
    amounts: { valueMinor, currency, taxMinor, shippingMinor, shippingTaxMinor, discountMinor },
  };
  const others = { stage, placedAt, refundedMinor, channel, customer, visitor, lines, coupons };
  const told = Object.entries({ ...amounts, ...others }).filter(([, value]) => value !== undefined);
  return { told: Object.fromEntries(told), refunds };
}

/** True where the shop has said all of it already. */
function isKnown({ told, refunds }: OrderRecord, news: News): boolean {
  const isSaid = (known: Told<unknown> | undefined, value: unknown) =>
    known !== undefined && known.door !== "page" && textOf(known.value) === textOf(value);
  return (
    Object.entries(news.told).every(([subject, value]) => isSaid(told[subject as keyof Subjects], value)) &&
    news.refunds.every(({ id, ...refund }) => isSaid(ownOf(refunds, id), refund))
  );
}

const latestOf = ({ told, refunds }: OrderRecord) =>
  Math.max(0, ...[...Object.values(told), ...Object.values(refunds)].map(({ at }) => at));

function mergeAt(record: OrderRecord, news: News, door: Door, at: number): OrderRecord {
  const told = { ...record.told };
  const refunds = { ...record.refunds };
  for (const [subject, value] of Object.entries(news.told))
    keepStanding(told as Record<string, Told<unknown>>, subject, { value, at, door });
  for (const { id, ...value } of news.refunds) keepStanding(refunds, id, { value, at, door });
  return {
    told,
    refunds,
    news: news.told.stage ? withNews(record.news, [at, news.told.stage, door]) : record.news,
    doors: DOORS.filter((one) => one === door || record.doors.includes(one)),
    ...(record.isErased && { isErased: true }),
  };
}

function keepStanding<T>(registers: Record<string, Told<T>>, name: string, given: Told<T>): void {
  const known = ownOf(registers, name);
  if (!known || standsOver(name, given, known)) registers[name] = given;
}

/** A total order, or the sequence in which news come would show. */
function standsOver(subject: string, a: Told<unknown>, b: Told<unknown>): boolean {
  const isShops = ({ door }: Told<unknown>) => Number(door !== "page");
  // Whoever can open a page can name an order of somebody else's there: later claims of pages do not move it.
  const age = subject === "visitor" && a.door === "page" && b.door === "page" ? -1 : 1;
  const difference =
    isShops(a) - isShops(b) ||
    (a.at - b.at) * age ||
    weightOf(a.value) - weightOf(b.value) ||
    compare(textOf(a.value), textOf(b.value)) ||
    DOORS.indexOf(a.door) - DOORS.indexOf(b.door);
  return difference > 0;
}

/** Of two tellings for one instant the greater stands: the later stage, the dearer order, the larger refund. */
function weightOf(value: unknown): number {
  if (typeof value === "number") return value;
  if (typeof value === "string") return STAGES.indexOf(value as Stage);
  const { valueMinor, amountMinor } = value as Partial<Amounts & Refund>;
  return valueMinor ?? amountMinor ?? 0;
}

const textOf = (value: unknown) => JSON.stringify(value);
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

function withNews(known: OrderNews[], news: OrderNews): OrderNews[] {
  if (known.some((one) => textOf(one) === textOf(news))) return known;
  const rank = ([at, stage, door]: OrderNews) => [at, STAGES.indexOf(stage), DOORS.indexOf(door)];
  return [...known, news]
    .sort((a, b) => {
      const [left, right] = [rank(a), rank(b)];
      return left[0]! - right[0]! || left[1]! - right[1]! || left[2]! - right[2]!;
    })
    .slice(-NEWS_KEPT);
}

/** An order as it stands: what lists and sums read. Minor units of `currency`. */
export interface OrderStanding {
  status: OrderStatus;
  /** Whose word the amounts are. */
  door: Door;
  doors: Door[];
  placedAt: number;
  currency: string;
  /** As ordered. */
  totalMinor: number;
  /** Given back so far, at most all of it. */
  refundedMinor: number;
  /** Of what was not given back; null where no door told it. */
  taxMinor: number | null;
  /** Without its tax. */
  shippingMinor: number | null;
  shippingTaxMinor: number | null;
  discountMinor: number;
  coupons: string[];
  channel: Channel;
  customer: string | null;
  visitor: string | null;
  lines: OrderLine[];
}

/** Undefined while nobody has told when it was placed and what it cost: only of a refund, or that it is cancelled. */
export function standingOf({ told, refunds, doors }: OrderRecord): OrderStanding | undefined {
  const { amounts, placedAt } = told;
  if (!amounts || !placedAt) return undefined;
  const { valueMinor, currency, taxMinor, shippingMinor, shippingTaxMinor, discountMinor } = amounts.value;
  const stage = told.stage?.value ?? "placed";
  // Of an order that the shop tells it tells the refunds too: the page's word would count them twice, or take off what nobody
  // has given back.
  const isShops = doors.some((door) => door !== "page");
  const refundedById = Object.values(refunds)
    .filter(({ value, door }) => (value.currency ?? currency) === currency && !(isShops && door === "page"))
    .reduce((sum, { value }) => sum + value.amountMinor, 0);
  const refundedMinor =
    stage === "refunded"
      ? valueMinor
      : Math.min(valueMinor, Math.max(told.refundedMinor?.value ?? 0, refundedById));
  // A refund names no share of tax and delivery in every shop: the same share of each is taken as given back.
  const kept = (part: number | undefined) =>
    part === undefined ? null : shareOf(part, valueMinor - refundedMinor, valueMinor);
  return {
    status: statusOf(stage, refundedMinor, valueMinor),
    door: amounts.door,
    doors,
    placedAt: placedAt.value,
    currency,
    totalMinor: valueMinor,
    refundedMinor,
    taxMinor: kept(taxMinor),
    shippingMinor: kept(shippingMinor),
    shippingTaxMinor: kept(shippingTaxMinor),
    discountMinor: discountMinor ?? 0,
    coupons: told.coupons?.value ?? [],
    channel: told.channel?.value ?? "web",
    customer: told.customer?.value ?? null,
    visitor: told.visitor?.value ?? null,
    lines: told.lines?.value ?? [],
  };
}

function statusOf(stage: Stage, refundedMinor: number, totalMinor: number): OrderStatus {
  if (stage === "cancelled" || stage === "refunded") return stage;
  if (refundedMinor === 0) return stage;
  return refundedMinor < totalMinor ? "partly_refunded" : "refunded";
}

/** What a shop takes for revenue (model/snapshot.ts SiteSettings): edge/store/order-value.ts does so. */
export interface RevenuePolicy {
  isWithoutTax: boolean;
  isWithoutShipping: boolean;
}

/** The status history as it is shown: each stage once, when it was first told. */
export function historyOf({ news }: OrderRecord): OrderNews[] {
  return news.filter(([, stage], i) => news[i - 1]?.[1] !== stage);
}
