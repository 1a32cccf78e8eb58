/** Retention: anonymous visitors live 90 days after their last event, the log 90 days (design.md §2). */
import { DAY_MS } from "../../model/profile.ts";
import type { Env } from "../env.ts";
import { type DueWork, finishWork } from "../store/due-work.ts";
import { deleteOldLog, deleteOldVisitors } from "../store/retention.ts";

const VISITOR_DAYS = 90;
const LOG_DAYS = 90;
const PAGE = 500;
const HOUR_MS = 3_600_000;

/** One bounded page; due again at once while there is more, else in an hour. */
export async function retain(env: Env, work: DueWork, now: number): Promise<void> {
  const today = Math.floor(now / DAY_MS);
  const visitors = await deleteOldVisitors(env.DB, work.site, today - VISITOR_DAYS, PAGE);
  const log = await deleteOldLog(env.DB, work.site, today - LOG_DAYS, PAGE);
  const isMore = visitors === PAGE || log === PAGE;
  await finishWork(env.DB, work, isMore ? now : now + HOUR_MS);
}
