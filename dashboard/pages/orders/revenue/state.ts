import { signal } from "@preact/signals";
import { parseCsv } from "../../../../model/csv.ts";
import type { RateList, Revenue } from "../../../../model/report.ts";
import { deleteRate, type Failure, getRates, getRevenue, saveRates, saveRevenue } from "../../../api.ts";
import { sayFailure } from "../../../components/panel/failure.ts";
import { say } from "../../../components/toast/toast.ts";
import { reading } from "../../../reading.ts";
import { me } from "../../../site.ts";
import { t } from "../../../words.ts";

export const revenue = reading(getRevenue);
export const rates = reading(getRates);
/** Of the rates last sent. */
export const fault = signal("");

export function load(): void {
  void revenue.load();
  void rates.load();
}

export async function save(changed: Revenue): Promise<void> {
  const answer = await saveRevenue(changed);
  if ("failure" in answer) return say(t`Nothing was changed. ${sayFailure(answer.failure)}`);
  if (me.value) me.value = { ...me.value, site: { ...me.value.site, currency: changed.currency } };
  say(t`All orders and buyers are valued anew.`);
  load();
}

/** Lines of `day, currency, rate`, with or without a header. True where all were taken. */
export async function add(text: string): Promise<boolean> {
  const rows = parseCsv(text)
    .rows.map(({ cells }) => cells.map((cell) => cell.trim()))
    .filter(([day]) => day?.toLowerCase() !== "day");
  const answer = await saveRates(
    rows.map(([day = "", currency = "", rate = ""]) => ({
      day,
      currency: currency.toUpperCase(),
      rate: rate.replace(",", "."),
    })),
  );
  fault.value = "failure" in answer ? sayFault(answer.failure) : "";
  if ("failure" in answer) return false;
  say(rows.length === 1 ? t`The rate is in force.` : t`${rows.length} rates are in force.`);
  load();
  return true;
}

export async function remove({ currency, day, rate }: RateList["rates"][number]): Promise<void> {
  const answer = await deleteRate(currency, day);
  if ("failure" in answer) return say(t`The rate stays. ${sayFailure(answer.failure)}`);
  say(t`The rate of ${currency} from ${day} is gone.`, {
    label: t`Undo`,
    run: () => void add(`${day},${currency},${rate}`),
  });
  load();
}

/** Which of the lines, where the edge names one. */
function sayFault(failure: Failure): string {
  const at = /^rates\[(\d+)\]\.?(.*)$/.exec(failure.field ?? "");
  return at
    ? t`Line ${Number(at[1]) + 1}, ${at[2] ?? ""}: expected ${failure.expected ?? ""}.`
    : sayFailure(failure);
}
