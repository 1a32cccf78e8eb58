/** Randomness that a seed names whole: the same seed, the same traffic. */
import { hash32 } from "../../model/bucketing.ts";

export class Chance {
  #state: number;

  /** `names` together are the stream's name: a visitor's stream is none of another's business. */
  constructor(...names: (string | number)[]) {
    this.#state = hash32(names.join(":"));
  }

  /** In [0, 1): mulberry32. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }

  happens(share: number): boolean {
    return this.next() < share;
  }

  /** A whole number, both ends included. */
  between(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  /** Around `typical`, never below a third of it, now and then several times as long: how long people stay. */
  around(typical: number): number {
    return Math.round(typical * (1 / 3 - 0.75 * Math.log(1 - this.next() * 0.98)));
  }

  /** Number of independent arrivals where so many are expected (Knuth's method; for small expectations). */
  arrivals(expected: number): number {
    const floor = Math.exp(-expected);
    let count = 0;
    for (let product = this.next(); product > floor; product *= this.next()) count++;
    return count;
  }

  pick<T>(from: readonly T[]): T {
    return from[Math.floor(this.next() * from.length)]!;
  }

  /** One of the choices, each as likely as its weight. */
  weighted<T>(choices: readonly (readonly [choice: T, weight: number])[]): T {
    const total = choices.reduce((sum, [, weight]) => sum + weight, 0);
    let point = this.next() * total;
    for (const [choice, weight] of choices) {
      point -= weight;
      if (point < 0) return choice;
    }
    return choices.at(-1)![0];
  }

  /** So many characters of base64url. */
  text(length: number): string {
    return Array.from({ length }, () => ALPHABET[Math.floor(this.next() * 64)]).join("");
  }
}

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
