/**
 * Token buckets in this isolate's memory. An address is only ever a key in here, for minutes, and stored nowhere.
 * Isolates do not share them, so the limit holds an isolate: it stops a loop gone wild, not a distributed flood.
 */

interface Bucket {
  tokens: number;
  at: number;
}

const BUCKETS_KEPT = 20_000;

export class RateLimit {
  #buckets = new Map<string, Bucket>();
  #perSecond: number;
  #burst: number;

  /** `perSecond` refills, `burst` at once. */
  constructor(perSecond: number, burst: number) {
    this.#perSecond = perSecond;
    this.#burst = burst;
  }

  /** 0 where the request may pass, else the seconds to wait. `now`: any clock in ms. */
  secondsToWait(key: string, now: number): number {
    const tokens = this.#tokensOf(key, now);
    if (tokens < 1) return Math.ceil((1 - tokens) / this.#perSecond);
    // Re-inserting keeps the map in order of use, so the first key is the longest unused.
    this.#buckets.delete(key);
    this.#buckets.set(key, { tokens: tokens - 1, at: now });
    if (this.#buckets.size > BUCKETS_KEPT) this.#buckets.delete(this.#buckets.keys().next().value!);
    return 0;
  }

  /** As `secondsToWait`, and nothing is taken. */
  secondsLeft(key: string, now: number): number {
    const tokens = this.#tokensOf(key, now);
    return tokens < 1 ? Math.ceil((1 - tokens) / this.#perSecond) : 0;
  }

  #tokensOf(key: string, now: number): number {
    const old = this.#buckets.get(key);
    if (!old) return this.#burst;
    return Math.min(this.#burst, old.tokens + Math.max(0, now - old.at) * 0.001 * this.#perSecond);
  }
}
