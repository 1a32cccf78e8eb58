/**
 * A visitor's device as the tracker behaves on it (tracker/outbox.ts, tracker/sync.ts), with the faults that devices
 * have. Storage is one object: what a transaction of IndexedDB writes appears at once or not at all.
 */
import type { Event } from "../../model/event.ts";
import type { SyncAck, SyncRequest } from "../../model/sync.ts";

interface Stored {
  outbox: Map<string, { writer: string; n: number; event: Event; at: number }>;
  passport: string | undefined;
}

export interface Chance {
  /** In [0, 1). */
  next(): number;
}

/** mulberry32: a seed names a whole run. */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  return {
    next: () => {
      state = (state + 0x6d2b79f5) >>> 0;
      let t = Math.imul(state ^ (state >>> 15), 1 | state);
      t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
      return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
    },
  };
}

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
export const randomText = (chance: Chance, length: number) =>
  Array.from({ length }, () => ALPHABET[Math.floor(chance.next() * 64)]).join("");

export class Device {
  stored: Stored = { outbox: new Map(), passport: undefined };
  /** What the visitor did and whose write completed: the ledger. */
  readonly ledger: { name: string; event: Event }[] = [];
  readonly secret: string;
  /** First sync of a visit, or a passport that could not be kept. */
  rebuild = true;

  constructor(chance: Chance) {
    this.secret = `${randomText(chance, 21)}A`;
  }

  /** Saves all of storage, as a profile backup or a cloned machine would. */
  snapshotStorage(): Stored {
    return { outbox: new Map(this.stored.outbox), passport: this.stored.passport };
  }

  /** Names that were recorded and are gone with the newer storage. */
  readonly wiped = new Set<string>();

  rollBack(to: Stored): void {
    for (const name of this.stored.outbox.keys()) if (!to.outbox.has(name)) this.wiped.add(name);
    for (const name of to.outbox.keys()) this.wiped.delete(name);
    this.stored = { outbox: new Map(to.outbox), passport: to.passport };
    this.rebuild = true;
  }

  request(site: string, now: number, chance: Chance): SyncRequest {
    const runs: SyncRequest["runs"] = [];
    const pending = [...this.stored.outbox.values()].sort((a, b) =>
      a.writer === b.writer ? a.n - b.n : a.writer < b.writer ? -1 : 1,
    );
    let room = 1 + Math.floor(chance.next() * 12);
    for (const { writer, n, event, at } of pending) {
      if (room-- === 0) break;
      const last = runs.at(-1);
      const wire = { name: event.name, props: event.props, ageMs: now - at, session: 1 };
      // Re-batching at random: consecutive names need not travel in one run.
      if (last && last.writer === writer && last.from + last.events.length === n && chance.next() < 0.9)
        last.events.push(wire);
      else runs.push({ writer, from: n, events: [wire] });
    }
    return {
      wire: 1,
      site,
      secret: this.secret,
      ...(this.stored.passport && { passport: this.stored.passport }),
      consent: 15,
      rebuild: this.rebuild,
      page: { path: "/", kind: "home", slots: [] },
      runs,
    };
  }

  /** One transaction: forget what is acknowledged, and take the passport if the one sent is still the one stored. */
  receive(sent: SyncRequest, { ack, passport }: SyncAck): void {
    for (const { writer, from, to } of ack)
      for (let n = from; n < to; n++) this.stored.outbox.delete(`${writer}:${n}`);
    const isStillMine = this.stored.passport === sent.passport;
    this.rebuild = !isStillMine || passport === undefined;
    if (isStillMine && passport) this.stored.passport = passport;
  }
}

/** One page load: a writer of its own over the device's storage. */
export class Tab {
  readonly device: Device;
  readonly writer: string;
  #n = 0;

  constructor(device: Device, chance: Chance) {
    this.device = device;
    this.writer = randomText(chance, 8);
  }

  /** Recorded when its write completes; a tab killed before that has recorded nothing. */
  record(event: Event, at: number, isWritten: boolean): void {
    const n = this.#n++;
    if (!isWritten) return;
    const name = `${this.writer}:${n}`;
    this.device.stored.outbox.set(name, { writer: this.writer, n, event, at });
    this.device.ledger.push({ name, event });
  }
}
