/** Coupons: pools of codes that the shop knows, each code given to one person (E10, E16, C3). */
import * as v from "valibot";
import { MAX_PASSPORT_CHARACTERS } from "./limits.ts";
import { dayIn, startOfDay } from "./shop-day.ts";

const id = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,39}$/, "1 to 40 of a–z, 0–9 and hyphens"));

/** Codes of one offer. What a code is worth stands in the shop, which alone honours it. */
export const couponPoolSchema = v.object({
  id,
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(80)),
  /** Epoch ms from which the shop honours no code of it; null: no end. */
  expiresAt: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0))),
  /** Days a code holds beyond the day on which it is given, to the end of the last by the shop's clock (C11); null: as long as the pool. */
  validDays: v.optional(v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(365))), null),
  /** Most codes that may be given, whatever is in the pool; null: all. */
  budget: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000_000))),
  /** Only for visitors whom the shop's token or server has named as a customer: one code a customer, not a browser. */
  needsCustomer: v.boolean(),
});
export type CouponPool = v.InferOutput<typeof couponPoolSchema>;

/** What a play says of a pool; the rest is a pool's usual: no end, no budget, for anybody. */
export type PoolTerms = Pick<CouponPool, "name"> & Partial<Pick<CouponPool, "validDays">>;

/** Epoch ms from which a code of the pool that is given now holds no more, whatever becomes of the pool; null: it has no end of its own. */
export const endOfCode = ({ validDays }: CouponPool, now: number, timeZone: string): number | null =>
  validDays === null ? null : startOfDay(dayIn(now, timeZone) + validDays + 1, timeZone);

/** What shops take as a code; told apart without regard to case. */
export const couponCodeSchema = v.pipe(
  v.string(),
  v.trim(),
  v.regex(/^[A-Za-z0-9][A-Za-z0-9_-]{2,39}$/, "3 to 40 letters, digits, _ and hyphens, without a space"),
);
/** Most codes of one request. */
export const MAX_CODES = 4_000;
export const couponCodesSchema = v.object({
  codes: v.pipe(v.array(couponCodeSchema), v.minLength(1), v.maxLength(MAX_CODES)),
});

/** The codes of what somebody has pasted: one a line, or a table with them in its first column, whose head may be `code`. */
export function codesIn(text: string): string[] {
  const cells = text
    .split(/[\r\n]+/)
    .map((line) =>
      line
        .split(/[,;\t]/)[0]!
        .trim()
        .replace(/^"(.*)"$/, "$1")
        .trim(),
    )
    .filter(Boolean);
  return cells[0]?.toLowerCase() === "code" ? cells.slice(1) : cells;
}

export const generateCodesSchema = v.object({
  count: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_CODES)),
  /** Stands before each code, so that the shop tells them apart. */
  prefix: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{0,12}$/, "at most 12 letters, digits, _ and hyphens")),
});

/** Without what is mistaken for something else when it is read aloud or copied: 0 and O, 1, I and L. */
const LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
/** 31^10 codes: who guesses a thousand a second needs 25,000 years to try them all. */
export const RANDOM_LETTERS = 10;

/** A code from random bytes, of which it takes as many as it needs; undefined where they do not suffice. */
export function codeOf(prefix: string, bytes: Uint8Array): string | undefined {
  // The bytes above the last multiple of 31 are passed over, or some letters would come more often than others.
  const even = Math.floor(256 / LETTERS.length) * LETTERS.length;
  const letters = [...bytes]
    .filter((byte) => byte < even)
    .slice(0, RANDOM_LETTERS)
    .map((byte) => LETTERS[byte % LETTERS.length]!);
  return letters.length < RANDOM_LETTERS ? undefined : prefix + letters.join("");
}

/** `POST /v1/coupon`: the passport proves who asks, and that a campaign with this pool was decided for them. */
export const couponRequestSchema = v.object({
  site: v.pipe(v.string(), v.maxLength(40)),
  passport: v.pipe(v.string(), v.maxLength(MAX_PASSPORT_CHARACTERS)),
  campaign: id,
  pool: id,
});
export type CouponRequest = v.InferOutput<typeof couponRequestSchema>;

/** The answer to it. */
export interface GivenCoupon {
  code: string;
  /** Epoch ms: its own end or the pool's, whichever is sooner; null: no end. */
  expiresAt: number | null;
}

/** A pool as the dashboard lists it. */
export interface CouponPoolStanding extends CouponPool {
  /** Codes the shop knows that nobody has. */
  free: number;
  /** Generated, and not yet confirmed to be known to the shop. */
  waiting: number;
  given: number;
  /** Orders, not cancelled, with a code of the pool; `revenueMinor` in the site's currency, what they kept. */
  orders: number;
  revenueMinor: number;
  /** Of these orders, those with a code that nobody was given. */
  unissued: number;
}
export interface CouponPoolList {
  pools: CouponPoolStanding[];
  /** Codes that nobody was given and an order has, newest order first; 20 at most. */
  unissued: { code: string; pool: string; order: string; placedAt: number }[];
}

/** What became of codes that were sent in. */
export interface CodesAdded {
  added: number;
  /** Already in this pool or another, case apart: left as they are. */
  known: number;
}
