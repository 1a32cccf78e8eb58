/**
 * Retention: anonymous visitors live 90 days after their last event, with where they take notifications; the log, deliveries and
 * dead letters 90 days (design.md §2); sizes of segments, whose a visitor's coupon is, who came and went, and what was answered, contacts with it, a year and a month, so that a month can be held against
 * that of the year before; what members changed as long; what webhooks were told a month; counts a week; the ids of the server API's messages 14 days, as long
 * as an event's name is known on the way from a device.
 */
import { CHANGE_DAYS } from "../../model/change.ts";
import { SEEN_DAYS } from "../../model/seen.ts";
import { DAY_MS, HOUR_MS } from "../../model/time.ts";
import type { Env } from "../env.ts";
import { type DueWork, finishWork } from "../store/due-work.ts";
import {
  deleteOldAnswers,
  deleteOldChanges,
  deleteOldCounts,
  deleteOldDeadLetters,
  deleteOldDeliveries,
  deleteOldLog,
  deleteOldMessages,
  deleteOldSizes,
  deleteOldVisitors,
  deleteOldWebhookMessages,
  releaseOldCoupons,
} from "../store/retention.ts";

const VISITOR_DAYS = 90;
const LOG_DAYS = 90;
const SIZE_DAYS = 400;
const ANSWER_DAYS = 400;
const DELIVERY_DAYS = 90;
const LETTER_DAYS = 90;
const COUPON_DAYS = 400;
const COUNT_DAYS = 7;
const WEBHOOK_DAYS = 30;
const PAGE = 500;
/** Small rows, and many of them: each call reads the site's from the start. */
const MESSAGES_PAGE = 20_000;

/** One bounded page; due again at once while there is more, else in an hour. */
export async function retain(env: Env, work: DueWork, now: number): Promise<void> {
  const today = Math.floor(now / DAY_MS);
  const visitors = await deleteOldVisitors(env.DB, work.site, today - VISITOR_DAYS, PAGE);
  const log = await deleteOldLog(env.DB, work.site, today - LOG_DAYS, PAGE);
  const sizes = await deleteOldSizes(env.DB, work.site, today - SIZE_DAYS, PAGE);
  await deleteOldAnswers(env.DB, work.site, now - ANSWER_DAYS * DAY_MS);
  await deleteOldCounts(env.DB, work.site, now - COUNT_DAYS * DAY_MS);
  const messages = await deleteOldMessages(env.DB, work.site, today - SEEN_DAYS, MESSAGES_PAGE);
  const deliveries = await deleteOldDeliveries(env.DB, work.site, now - DELIVERY_DAYS * DAY_MS, PAGE);
  const told = await deleteOldWebhookMessages(env.DB, work.site, now - WEBHOOK_DAYS * DAY_MS, PAGE);
  const letters = await deleteOldDeadLetters(env.DB, work.site, now - LETTER_DAYS * DAY_MS, PAGE);
  const coupons = await releaseOldCoupons(env.DB, work.site, now - COUPON_DAYS * DAY_MS, PAGE);
  await deleteOldChanges(env.DB, work.site, now - CHANGE_DAYS * DAY_MS, PAGE);
  const isMore =
    [visitors, log, sizes, deliveries, told, letters, coupons].includes(PAGE) || messages === MESSAGES_PAGE;
  await finishWork(env.DB, work, isMore ? now : now + HOUR_MS);
}
