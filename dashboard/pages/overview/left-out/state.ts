import type { BotReport } from "../../../../model/bot.ts";
import { getBots } from "../../../api.ts";
import { type Reading, reading } from "../../../reading.ts";

/** What robots sent on these days. */
export const botsIn = (range: { from: string; to: string }): Reading<BotReport> =>
  reading(() => getBots(range));
