/**
 * What an order should come to, by other means than model/order.ts: all messages are kept, sorted when asked, and each fact is
 * looked up in the sorted list. Money by BigInt. For the differential test (order-doors.test.ts).
 */
import type { Door, OrderReport, Stage } from "../../model/order-report.ts";

export interface Message {
  door: Door;
  report: OrderReport & { modifiedAt: number };
}

export interface LedgerOrder {
  id: string;
  status: string;
  placedAt: number;
  totalMinor: number;
  refundedMinor: number;
  valueMinor: number;
  reportedMinor: number | null;
  currency: string;
  channel: string;
  doors: string;
  customer: string | null;
  visitor: string | null;
}

export interface Shop {
  currency: string;
  isWithoutTax: boolean;
  isWithoutShipping: boolean;
  /** Units of the shop's minor per minor unit, as thousandths, from the day on. */
  rates: { currency: string; day: number; thousandths: number }[];
}

const DOOR_ORDER: Door[] = ["page", "api", "woocommerce", "shopify", "csv"];
const STAGE_ORDER: Stage[] = ["placed", "paid", "refunded", "cancelled"];

/** The last of the sorted messages that say anything about the fact. */
function last<T>(
  messages: Message[],
  of: (report: OrderReport) => T | undefined,
  weigh: (value: T) => number,
): T | undefined {
  const said = messages.flatMap(({ door, report }) => {
    const value = of(report);
    return value === undefined ? [] : [{ door, at: report.modifiedAt, value }];
  });
  const shops = said.filter(({ door }) => door !== "page");
  const heard = shops.length > 0 ? shops : said;
  const latest = heard.filter(({ at }) => at === Math.max(...heard.map((one) => one.at)));
  const heaviest = latest.filter(
    ({ value }) => weigh(value) === Math.max(...latest.map((one) => weigh(one.value))),
  );
  return heaviest
    .map(({ value }) => value)
    .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
    .at(-1);
}

const none = () => 0;

/** Undefined while it is not known what it cost, or when it was placed. */
export function ledgerOrder(id: string, messages: Message[], shop: Shop): LedgerOrder | undefined {
  const amounts = last(
    messages,
    ({ valueMinor, currency, taxMinor, shippingMinor, shippingTaxMinor, discountMinor }) =>
      valueMinor === undefined
        ? undefined
        : { valueMinor, currency, taxMinor, shippingMinor, shippingTaxMinor, discountMinor },
    ({ valueMinor }) => valueMinor,
  );
  const placedAt = last(
    messages,
    (report) => report.placedAt,
    (at) => at,
  );
  if (!amounts || !placedAt) return undefined;
  const stage =
    last(
      messages,
      (report) => report.stage,
      (one) => STAGE_ORDER.indexOf(one),
    ) ?? "placed";

  const refundIds = new Set(messages.flatMap(({ report }) => (report.refunds ?? []).map((one) => one.id)));
  let byId = 0;
  for (const refund of refundIds)
    byId +=
      last(
        messages,
        (report) => report.refunds?.find((one) => one.id === refund)?.amountMinor,
        (minor) => minor,
      ) ?? 0;
  const toldTotal =
    last(
      messages,
      (report) => report.refundedMinor,
      (minor) => minor,
    ) ?? 0;
  const total = amounts.valueMinor;
  let refunded = Math.min(total, Math.max(byId, toldTotal));
  if (stage === "refunded") refunded = total;

  let status: string = stage;
  if (stage === "placed" || stage === "paid") {
    if (refunded > 0) status = "partly_refunded";
    if (refunded > 0 && refunded === total) status = "refunded";
  }
  const counts = status !== "cancelled" && status !== "refunded";

  /** The same share of every part is given back; halves go up. */
  const kept = (part = 0) =>
    total === 0
      ? 0
      : Number((BigInt(part) * BigInt(total - refunded) * 2n + BigInt(total)) / (BigInt(total) * 2n));
  let value = total - refunded;
  if (shop.isWithoutTax) value -= kept(amounts.taxMinor);
  if (shop.isWithoutShipping) value -= kept(amounts.shippingMinor);
  if (shop.isWithoutShipping && !shop.isWithoutTax) value -= kept(amounts.shippingTaxMinor);
  value = counts ? Math.max(0, value) : 0;

  const day = Math.floor(placedAt / 86_400_000);
  const rate = shop.rates
    .filter((one) => one.currency === amounts.currency && one.day <= day)
    .sort((a, b) => b.day - a.day)[0];
  let reported: number | null = null;
  if (counts && amounts.currency === shop.currency) reported = value;
  else if (counts && rate) reported = Number((BigInt(value) * BigInt(rate.thousandths) * 2n + 1000n) / 2000n);

  const claims = messages.filter(({ report }) => report.visitor !== undefined);
  const first = Math.min(...claims.map(({ report }) => report.modifiedAt));
  const pageClaim = claims
    .filter(({ door, report }) => door === "page" && report.modifiedAt === first)
    .map(({ report }) => report.visitor!)
    .sort()
    .at(-1);
  const byShop = claims.filter(({ door }) => door !== "page");
  return {
    id,
    status,
    placedAt,
    totalMinor: total,
    refundedMinor: refunded,
    valueMinor: value,
    reportedMinor: reported,
    currency: amounts.currency ?? "",
    channel: last(messages, (report) => report.channel, none) ?? "web",
    doors: JSON.stringify(DOOR_ORDER.filter((door) => messages.some((one) => one.door === door))),
    customer: last(messages, (report) => report.customer, none) ?? null,
    visitor: (byShop.length > 0 ? last(byShop, (report) => report.visitor, none) : pageClaim) ?? null,
  };
}

export interface LedgerBuyer {
  who: string;
  first_at: number;
  last_at: number;
  orders: number;
  left_out: number;
  value_minor: number;
}

export function ledgerBuyers(orders: LedgerOrder[]): LedgerBuyer[] {
  const counted = orders.filter(({ status }) => status !== "cancelled" && status !== "refunded");
  const people = new Map<string, LedgerOrder[]>();
  for (const order of counted) {
    const who = order.customer ? `c:${order.customer}` : order.visitor ? `v:${order.visitor}` : null;
    if (who) people.set(who, [...(people.get(who) ?? []), order]);
  }
  return [...people]
    .map(([who, own]) => ({
      who,
      first_at: Math.min(...own.map(({ placedAt }) => placedAt)),
      last_at: Math.max(...own.map(({ placedAt }) => placedAt)),
      orders: own.length,
      left_out: own.filter(({ reportedMinor }) => reportedMinor === null).length,
      value_minor: own.reduce((sum, { reportedMinor }) => sum + (reportedMinor ?? 0), 0),
    }))
    .sort((a, b) => (a.who < b.who ? -1 : 1));
}
