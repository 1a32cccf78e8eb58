/**
 * Scoring 100,000 buyers of 220,000 orders in D1: what the hourly look, the shop's midnight and the dashboard ask, each
 * the median of five. Reference: every buyer scored, the only way to find who falls without an index on the last order.
 */
import { aSite } from "../tests/support/builders.ts";
import type { BenchRuntime } from "./bench-runtime.ts";
import { median, type Row, type Table } from "./table.ts";

const BUYERS = 100_000;
const ORDERS = 220_000;
const ROUNDS = 5;

/** Door of the bench Worker, and what it does. */
const ASKED = {
  scores: "every buyer scored: the dashboard's grid",
  "cut-points": "cut points: quartiles and gaps between orders",
  falls: "falls of one day by the clock",
  "order-moves": "moves of one day by orders",
  recalibration: "who is scored otherwise by other cut points",
};

export async function benchRfm(runtime: BenchRuntime): Promise<Table[]> {
  const site = aSite("rfm");
  const ask = async (what: string): Promise<number> => {
    const began = performance.now();
    const answer = await fetch(`${runtime.origin}/bench/rfm/${what}`, {
      method: "POST",
      body: JSON.stringify({ site, buyers: BUYERS, orders: ORDERS }),
    });
    if (!answer.ok) throw new Error(`${what} answered ${answer.status}: ${await answer.text()}`);
    return performance.now() - began;
  };
  await ask("fill");
  const summed = await ask("refresh");
  const took: Record<string, number> = {};
  for (const what of Object.keys(ASKED)) {
    const rounds: number[] = [];
    for (let round = 0; round < ROUNDS; round++) rounds.push(await ask(what));
    took[what] = median(rounds);
  }
  const say = (ms: number) => `${Math.round(ms)} ms`;
  const rows: Row[] = [
    ...Object.entries(ASKED).map(([what, words]) => ({
      what: words,
      measured: say(took[what]!),
      reference: what === "falls" ? `every buyer scored ${say(took.scores!)}` : "",
      promise: "",
    })),
    {
      what: "the first look: all of it for 14 days",
      measured: say(await ask("look")),
      reference: "",
      promise: "",
    },
    { what: "all buyers summed anew: another currency", measured: say(summed), reference: "", promise: "" },
  ];
  return [{ title: `RFM: ${BUYERS} buyers, ${ORDERS} orders`, rows }];
}
