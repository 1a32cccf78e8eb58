/**
 * Files of orders: the export of Shopify, those of WooCommerce's export plug-ins, and a plain one of ours (docs/orders.md). Read
 * in the dashboard, so that a file is shown line by line before anything is sent. Names, addresses and e-mails in it are not read.
 */
import * as v from "valibot";
import { type CsvRow, parseCsv } from "./csv.ts";
import { parseMinor } from "./money.ts";
import { type OrderLine, type OrderReport, orderReportSchema, STAGES } from "./order-report.ts";
import { instantIn } from "./shop-day.ts";
import { SHOPIFY_CHANNELS, SHOPIFY_STAGES } from "./shopify-order.ts";
import { WOOCOMMERCE_STAGES } from "./woocommerce-order.ts";

export type CsvFormat = "shopify" | "woocommerce" | "plain";

export interface CsvFault {
  /** Of the file, from 1. */
  line: number;
  /** Column as the file names it; empty: the line as a whole. */
  column: string;
  expected: string;
}

export interface CsvOrders {
  format: CsvFormat;
  /** Line of the order's first row. */
  orders: { line: number; report: OrderReport }[];
  /** Of lines that are in none of the orders. */
  faults: CsvFault[];
}

/** How a file is to be taken. */
export interface CsvSetting {
  /** Of the shop: times that name no zone are its clock's. */
  timeZone: string;
  /** What was true then, epoch ms: of orders that name no time of their last change. */
  asOf: number;
}

/** A `fault` alone: nothing in the file can be read. */
export function readOrders(text: string, setting: CsvSetting): CsvOrders | { fault: CsvFault } {
  const { rows, unclosed } = parseCsv(text);
  const [header, ...body] = rows;
  const columns = (header?.cells ?? []).map((cell) => cell.trim().toLowerCase());
  const format = formatOf(columns);
  if (!format)
    return {
      fault: {
        line: 1,
        column: "",
        expected: `a header with the columns ${PLAIN_COLUMNS.join(", ")}, or Shopify's or WooCommerce's own`,
      },
    };
  const orders: CsvOrders["orders"] = [];
  const faults: CsvFault[] = [];
  for (const group of groupsOf(body, columns, KEYS[format])) {
    const heard = read(format, group, setting);
    if ("report" in heard) orders.push({ line: group[0]!.line, report: heard.report });
    else faults.push(heard.fault);
  }
  if (unclosed) faults.push({ line: unclosed, column: "", expected: "a closing quote" });
  return { format, orders, faults: faults.sort((a, b) => a.line - b.line) };
}

/** What every line of a plain file has. */
const PLAIN_COLUMNS = ["id", "placed_at", "value", "currency"];
const HEADERS: [CsvFormat, string[]][] = [
  ["shopify", ["name", "id", "financial status", "total", "currency", "created at"]],
  ["woocommerce", ["order_id", "order_date", "order_total", "order_currency", "status"]],
  ["plain", PLAIN_COLUMNS],
];
/** What the rows of one order have in common. */
const KEYS = { shopify: "name", woocommerce: "order_id", plain: "id" };

const formatOf = (columns: string[]) =>
  HEADERS.find(([, needed]) => needed.every((column) => columns.includes(column)))?.[0];

interface Row {
  line: number;
  /** Trimmed; empty where the row or the file has no such column. */
  at: (column: string) => string;
}

/** Rows of one order together, in the order in which orders are first met. */
function groupsOf(body: CsvRow[], columns: string[], key: string): Row[][] {
  const groups = new Map<string, Row[]>();
  for (const { line, cells } of body) {
    const row: Row = { line, at: (column) => cells[columns.indexOf(column)]?.trim() ?? "" };
    const name = row.at(key) || `line ${line}`;
    groups.set(name, [...(groups.get(name) ?? []), row]);
  }
  return [...groups.values()];
}

/** Thrown inside this file alone, where a cell is not as it should be: a dozen of them make one order. */
class CellFault extends Error {
  readonly fault: CsvFault;
  constructor(fault: CsvFault) {
    super(fault.expected);
    this.fault = fault;
  }
}
function fail(row: Row, column: string, expected: string): never {
  throw new CellFault({ line: row.line, column, expected });
}

function read(
  format: CsvFormat,
  rows: Row[],
  setting: CsvSetting,
): { report: OrderReport } | { fault: CsvFault } {
  try {
    const report = READERS[format](rows, setting);
    const parsed = v.safeParse(orderReportSchema, report);
    if (parsed.success) return { report: parsed.output };
    const [{ message }] = parsed.issues;
    return {
      fault: { line: rows[0]!.line, column: v.getDotPath(parsed.issues[0]) ?? "", expected: message },
    };
  } catch (error) {
    if (error instanceof CellFault) return { fault: error.fault };
    throw error;
  }
}

const READERS: Record<CsvFormat, (rows: Row[], setting: CsvSetting) => OrderReport> = {
  shopify([row], { timeZone, asOf }) {
    const { currency, minor } = moneyOf(row!, "currency");
    const refundedMinor = minor("refunded amount");
    return {
      // The number that webhooks and the pixel name; “#1001” is only its title.
      id: row!.at("id") || fail(row!, "Id", "Shopify's own number of the order"),
      modifiedAt: asOf,
      placedAt: timeOf(row!, "created at", timeZone)!,
      stage: row!.at("cancelled at")
        ? "cancelled"
        : (SHOPIFY_STAGES[row!.at("financial status").toLowerCase()] ?? "placed"),
      valueMinor: minor("total") ?? fail(row!, "total", DECIMAL),
      currency,
      taxMinor: minor("taxes"),
      shippingMinor: minor("shipping"),
      discountMinor: minor("discount amount"),
      ...(row!.at("discount code") && { coupons: [row!.at("discount code")] }),
      ...(refundedMinor !== undefined && { refundedMinor }),
      channel: SHOPIFY_CHANNELS[row!.at("source")] ?? "web",
    };
  },

  woocommerce([row], { timeZone, asOf }) {
    const { currency, minor, amount } = moneyOf(row!, "order_currency");
    const status = row!.at("status").replace(/^wc-/, "");
    const customer = row!.at("customer_id") || row!.at("customer_user");
    const refunds = [...row!.at("refund_items").matchAll(/amount:(-?[\d.,]+)/g)].map(
      ([, text]) => amount(text!) ?? fail(row!, "refund_items", DECIMAL),
    );
    const coupons = [...row!.at("coupon_items").matchAll(/code:([^|;]+)/g)].map(([, code]) => code!.trim());
    const refundedMinor = minor("refunded_total") ?? refunds.reduce((sum, each) => sum + Math.abs(each), 0);
    return {
      id: row!.at("order_id"),
      modifiedAt: asOf,
      placedAt: timeOf(row!, "order_date", timeZone)!,
      stage:
        WOOCOMMERCE_STAGES[status] ??
        fail(row!, "status", `one of ${Object.keys(WOOCOMMERCE_STAGES).join(", ")}`),
      valueMinor: minor("order_total") ?? fail(row!, "order_total", DECIMAL),
      currency,
      taxMinor: minor("tax_total"),
      shippingMinor: minor("shipping_total"),
      shippingTaxMinor: minor("shipping_tax_total"),
      discountMinor: minor("discount_total"),
      ...(coupons.length > 0 && { coupons }),
      ...(refundedMinor > 0 && { refundedMinor }),
      ...(customer && customer !== "0" && { customer }),
    };
  },

  plain(rows, { timeZone, asOf }) {
    const row = rows[0]!;
    const { currency, minor } = moneyOf(row, "currency");
    const stage = row.at("status") || "paid";
    const channel = row.at("channel");
    const lines = rows.flatMap((each) => (each.at("line_id") ? [lineOf(each, currency)] : []));
    const coupons = row
      .at("coupons")
      .split(/[|;]/)
      .map((code) => code.trim())
      .filter(Boolean);
    return {
      id: row.at("id") || fail(row, "id", "the shop's id of the order"),
      modifiedAt: timeOf(row, "modified_at", timeZone, false) ?? asOf,
      placedAt: timeOf(row, "placed_at", timeZone)!,
      stage: STAGES.find((one) => one === stage) ?? fail(row, "status", `one of ${STAGES.join(", ")}`),
      valueMinor: minor("value") ?? fail(row, "value", DECIMAL),
      currency,
      taxMinor: minor("tax"),
      shippingMinor: minor("shipping"),
      shippingTaxMinor: minor("shipping_tax"),
      discountMinor: minor("discount"),
      ...(coupons.length > 0 && { coupons }),
      refundedMinor: minor("refunded"),
      ...(channel && {
        channel:
          channel === "web" || channel === "store" || channel === "phone"
            ? channel
            : fail(row, "channel", "web, store or phone"),
      }),
      customer: row.at("customer") || undefined,
      visitor: row.at("visitor") || undefined,
      ...(lines.length > 0 && { lines }),
    };
  },
};

function lineOf(row: Row, currency: string): OrderLine {
  const quantity = row.at("line_quantity") || "1";
  if (!/^\d{1,4}$/.test(quantity)) fail(row, "line_quantity", "a whole number");
  const price = row.at("line_price");
  const priceMinor = price ? (amountOf(price, currency) ?? fail(row, "line_price", DECIMAL)) : undefined;
  return {
    id: row.at("line_id"),
    quantity: Number(quantity),
    ...(priceMinor !== undefined && { priceMinor }),
  };
}

const DECIMAL = "a decimal, such as 49.90";

/** A comma is a decimal sign where one or two figures follow it, and nothing else is in the way. */
const amountOf = (text: string, currency: string) =>
  parseMinor(text.replace(/^(-?\d+),(\d{1,2})$/, "$1.$2"), currency);

function moneyOf(row: Row, currencyColumn: string) {
  const currency = row.at(currencyColumn);
  if (!/^[A-Z]{3}$/.test(currency)) fail(row, currencyColumn, "an ISO 4217 code of three capital letters");
  const amount = (text: string) => amountOf(text, currency);
  /** Undefined where the cell is empty: not told. */
  const minor = (column: string) => {
    const text = row.at(column);
    return text === "" ? undefined : (amount(text) ?? fail(row, column, DECIMAL));
  };
  return { currency, amount, minor };
}

const TIME =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?)? ?(?:(Z|UTC)|([+-])(\d\d):?(\d\d))?$/;

function timeOf(row: Row, column: string, timeZone: string, isNeeded = true): number | undefined {
  const text = row.at(column);
  if (text === "" && !isNeeded) return undefined;
  const expected = "a time, such as 2026-03-01 10:00:00, with or without +01:00";
  const [, year, month, day, hour = 0, minute = 0, second = 0, utc, sign, hours, minutes] =
    TIME.exec(text) ?? fail(row, column, expected);
  const wall = Date.UTC(+year!, +month! - 1, +day!, +hour, +minute, +second);
  // Date.UTC takes the 31st of February for the 3rd of March.
  if (!new Date(wall).toISOString().startsWith(text.slice(0, 10))) fail(row, column, expected);
  if (utc) return wall;
  if (!sign) return instantIn(wall, timeZone);
  return wall - (sign === "-" ? -1 : 1) * (+hours! * 60 + +minutes!) * 60_000;
}
