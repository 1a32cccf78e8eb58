/**
 * Customer value: CDNOW's fit beside the published figures, and in D1 a hundred thousand buyers of the same habits: the fit, the pass
 * that writes every value, the next day's, and a page of the ranking by index beside a scan of the orders.
 */
import type { BgNbd } from "../model/bg-nbd.ts";
import { groupBuying, logLikelihood } from "../model/bg-nbd.ts";
import { groupSpending } from "../model/gamma-gamma.ts";
import { summarise } from "../model/purchase-history.ts";
import type { ValueFit } from "../model/value-fit.ts";
import { aSite } from "../tests/support/builders.ts";
import { CALIBRATED_UNTIL, orders } from "../tests/support/cdnow.ts";
import type { BenchRuntime } from "./bench-runtime.ts";
import { median, type Row, type Table } from "./table.ts";

/** Of CDNOW's 2,357 customers: 98,994 of their habits, few enough for all to be fitted. */
const COPIES = 42;
/** The copies are a little apart, so that they are not alike. */
const APART_DAYS = 3;
const ROUNDS = 5;
/** As published by Fader, Hardie and Lee (2005). */
const PUBLISHED: BgNbd = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };

interface Answer<T> {
  answer: T;
  rowsRead: number;
  rowsWritten: number;
}

export async function benchValue(runtime: BenchRuntime): Promise<Table[]> {
  const site = aSite("value", { currency: "USD", timeZone: "UTC" });
  const paid = orders().filter(({ placedAt }) => placedAt <= CALIBRATED_UNTIL);
  const ask = async <T>(what: string, body: object = {}) => {
    const [began, processor] = [performance.now(), runtime.processorMs()];
    const response = await fetch(`${runtime.origin}/bench/value/${what}`, {
      method: "POST",
      body: JSON.stringify({ site, ...body }),
    });
    if (!response.ok) throw new Error(`${what} answered ${response.status}: ${await response.text()}`);
    const answer = (await response.json()) as Answer<T>;
    return { ...answer, ms: performance.now() - began, processorMs: runtime.processorMs() - processor };
  };
  const say = ({ ms, processorMs }: { ms: number; processorMs: number }) =>
    `${Math.round(ms)} ms, ${Math.round(processorMs)} of the processor`;

  const histories = summarise(paid, CALIBRATED_UNTIL);
  const [buying, spending] = [groupBuying(histories), groupSpending(histories)];
  const cdnow = await ask<Pick<ValueFit, "buying" | "spending">>("fit", { buying, spending });
  const fit = cdnow.answer.buying;
  if (fit.kind === "refused") throw new Error(fit.reason);
  const many = <Group extends { customers: number }>(
    groups: Group[],
    shifted: (group: Group, copy: number) => Group,
  ) => Array.from({ length: COPIES }, (_, copy) => groups.map((group) => shifted(group, copy))).flat();
  const large = await ask("fit", {
    buying: many(buying, (group, copy) => ({ ...group, ageWeeks: group.ageWeeks + (copy * APART_DAYS) / 7 })),
    spending: many(spending, (group, copy) => ({
      ...group,
      meanSpendMinor: group.meanSpendMinor * (1 + copy / 1_000),
    })),
  });
  const names = ["r", "alpha", "a", "b"] as const;
  const farthest = Math.max(...names.map((name) => Math.abs(fit.model[name] - PUBLISHED[name])));
  const theirs = logLikelihood(PUBLISHED, buying);

  await ask("fill", { orders: paid, copies: COPIES, apartDays: APART_DAYS });
  const first = await ask("pass", { days: 0 });
  let rest = await ask<{ fit: ValueFit; pass: { after: string | null } }>("model");
  const passes = [first];
  while (rest.answer.pass.after !== null) {
    passes.push(await ask("pass", { days: 0 }));
    rest = await ask("model");
  }
  const idle = await ask("pass", { days: 0 });
  const nextDay: (typeof first)[] = [];
  do {
    nextDay.push(await ask("pass", { days: 1 }));
    rest = await ask("model");
  } while (rest.answer.pass.after !== null);
  const sum = (runs: (typeof first)[]) => ({
    ms: runs.reduce((all, { ms }) => all + ms, 0),
    processorMs: runs.reduce((all, { processorMs }) => all + processorMs, 0),
    rowsWritten: runs.reduce((all, { rowsWritten }) => all + rowsWritten, 0),
  });
  const rounds = { page: [] as number[], scan: [] as number[] };
  const read = { page: 0, scan: 0 };
  for (let round = 0; round < ROUNDS; round++)
    for (const what of ["page", "scan"] as const) {
      const { ms, rowsRead } = await ask(what);
      rounds[what].push(ms);
      read[what] = rowsRead;
    }
  const fitted = rest.answer.fit.buying;
  const all = sum(passes);
  const day = sum(nextDay);
  const rows: Row[] = [
    {
      what: "CDNOW: r, alpha, a, b",
      measured: names.map((name) => fit.model[name].toFixed(3)).join(", "),
      reference: `published ${names.map((name) => PUBLISHED[name]).join(", ")}`,
      promise: "within 0.01",
      kept: farthest <= 0.01,
    },
    {
      what: "CDNOW: log-likelihood",
      measured: fit.logLikelihood.toFixed(2),
      reference: `of the published ${theirs.toFixed(2)}`,
      promise: "not below",
      kept: fit.logLikelihood >= theirs,
    },
    { what: "CDNOW: both fits, 2,357 customers", measured: say(cdnow), reference: "", promise: "" },
    {
      what: `both fits, ${COPIES} times as many, ${COPIES * (buying.length + spending.length)} groups`,
      measured: say(large),
      reference: "",
      promise: "",
    },
    {
      what: `first pass: fit (${fitted.kind === "fitted" ? "fitted" : fitted.reason}) and every value`,
      measured: say(all),
      reference: `${passes.length} runs, ${all.rowsWritten} rows written`,
      promise: "",
    },
    {
      what: "an hour in which nothing changed",
      measured: say(idle),
      reference: `${idle.rowsWritten} rows written`,
      promise: "",
    },
    {
      what: "the next day's pass",
      measured: say(day),
      reference: `${day.rowsWritten} rows written`,
      promise: "",
    },
    {
      what: "a page of the ranking",
      measured: `${Math.round(median(rounds.page))} ms, ${read.page} rows read`,
      reference: `by a scan ${Math.round(median(rounds.scan))} ms, ${read.scan} rows`,
      promise: "",
    },
  ];
  return [
    {
      title: `Customer value: ${rest.answer.fit.buyers} buyers fitted, ${paid.length * COPIES} orders`,
      rows,
    },
  ];
}
