/** A file of orders: read here, tried without writing, then sent. */
import { computed, signal } from "@preact/signals";
import { type CsvOrders, readOrders } from "../../../../model/order-csv.ts";
import type { OrderReport } from "../../../../model/order-report.ts";
import type { OrderImport } from "../../../../model/report.ts";
import { importOrders } from "../../../api.ts";
import { sayFailure } from "../../../components/panel/failure.ts";
import { now, zone } from "../../../site.ts";
import { t } from "../../../words.ts";

type Outcome = OrderImport["outcomes"][number];

const text = signal("");
export const fileName = signal("");
/** What was true then: epoch ms. */
export const asOf = signal(0);
export const isBusy = signal(false);
/** What went wrong between here and the edge. */
export const failure = signal("");
/** By order, as read: what would become of them, or has. */
export const outcomes = signal<Outcome[]>([]);
export const isDone = signal(false);

/** Null while no file is chosen. */
export const read = computed<CsvOrders | { fault: { line: number; expected: string } } | null>(() =>
  fileName.value ? readOrders(text.value, { timeZone: zone.value, asOf: asOf.value }) : null,
);

export async function choose(file: File | undefined): Promise<void> {
  forget();
  if (!file) return;
  text.value = await file.text();
  // Files from a device whose clock runs ahead are not news of tomorrow.
  asOf.value = Math.min(file.lastModified, now.value);
  fileName.value = file.name;
  await send(true);
}

/** Orders heard of, of those being sent. */
export const done = signal(0);

export async function dateAs(at: number): Promise<void> {
  asOf.value = at;
  await send(true);
}

export function forget(): void {
  fileName.value = "";
  failure.value = "";
  outcomes.value = [];
  isDone.value = false;
}

/** Below the API's bound on a body, whatever the lines. */
const MOST_CHARACTERS = 150_000;
const MOST_ORDERS = 500;

/** In parts, each whole or not at all; what was taken may be sent again without harm. */
export async function send(isDry: boolean): Promise<void> {
  const orders = read.value && "orders" in read.value ? read.value.orders.map(({ report }) => report) : [];
  isBusy.value = true;
  failure.value = "";
  const heard: Outcome[] = [];
  done.value = 0;
  for (const part of inParts(orders)) {
    const answer = await importOrders(part, isDry);
    if ("failure" in answer) {
      const taken = isDry
        ? ""
        : t` ${heard.length} of ${orders.length} orders were taken in: send the file again.`;
      failure.value = sayFailure(answer.failure) + taken;
      break;
    }
    heard.push(...answer.value.outcomes);
    done.value = heard.length;
  }
  outcomes.value = heard;
  isBusy.value = false;
  isDone.value = !isDry && !failure.value;
}

function inParts(orders: OrderReport[]): OrderReport[][] {
  const parts: OrderReport[][] = [];
  let length = MOST_CHARACTERS;
  for (const order of orders) {
    const own = JSON.stringify(order).length + 1;
    if (length + own > MOST_CHARACTERS || parts.at(-1)!.length === MOST_ORDERS) {
      parts.push([]);
      length = 0;
    }
    parts.at(-1)!.push(order);
    length += own;
  }
  return parts;
}
