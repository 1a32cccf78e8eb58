/** What became of each event of one visitor: what the pages wrote, what the edge was given, and what it said of it. */
import { parseEvent } from "../../model/event.ts";
import type { SyncAck, SyncRequest } from "../../model/sync.ts";

export interface Fate {
  /** Name and properties, as the edge keeps them. */
  what: string;
  /** When the last write of it to IndexedDB was completed, epoch ms; 0: never, as far as was heard. */
  writtenAt: number;
  /** When it was last wiped off the device, epoch ms; 0: never. */
  wipedAt: number;
  /** Whether a request with it has reached the edge. */
  isGiven: boolean;
  /** Whether the edge has said that it has it, or does not want it, even if the device never heard. */
  isAnswered: boolean;
  /** Where the edge does not want it: at which path it expected something else. */
  refusedFor?: string;
}

/** An event as a page writes it, under its name. */
export interface Written {
  writer: string;
  n: number;
  name: string;
  props: object;
}

/** A page hears that its write is done some time after it is; what was wiped meanwhile looks newer than that. */
const HEARD_WITHIN_MS = 500;

export class Fates {
  readonly byName = new Map<string, Fate>();
  /** When the device was last wiped as a whole: so is what was written before and is heard of after. */
  #allWipedAt = 0;

  written(events: Written[], at: number): void {
    for (const { writer, n, name, props } of events) this.#of(writer, n, name, props).writtenAt = at;
  }

  /** `names`: of the events that are gone. */
  wiped(at: number, names: Iterable<string>): void {
    for (const name of names) {
      const fate = this.byName.get(name);
      if (fate) fate.wipedAt = at + HEARD_WITHIN_MS;
    }
  }

  allWiped(at: number): void {
    this.#allWipedAt = at + HEARD_WITHIN_MS;
    this.wiped(at, this.byName.keys());
  }

  given({ runs }: SyncRequest): void {
    for (const { writer, from, events } of runs)
      for (const [i, { name, props }] of events.entries())
        this.#of(writer, from + i, name, props).isGiven = true;
  }

  answered({ ack, refused }: SyncAck): void {
    for (const { writer, from, to } of ack)
      for (let n = from; n < to; n++) this.byName.get(nameOf(writer, n))!.isAnswered = true;
    for (const { writer, n, path } of refused) this.byName.get(nameOf(writer, n))!.refusedFor = path;
  }

  #of(writer: string, n: number, name: unknown, props: unknown): Fate {
    const key = nameOf(writer, n);
    const known = this.byName.get(key);
    if (known) return known;
    const what = whatIs(name, props);
    const fate = { what, writtenAt: 0, wipedAt: this.#allWipedAt, isGiven: false, isAnswered: false };
    this.byName.set(key, fate);
    return fate;
  }
}

const nameOf = (writer: string, n: number) => `${writer},${n}`;

function whatIs(name: unknown, props: unknown): string {
  const parsed = parseEvent(name, props);
  return JSON.stringify("event" in parsed ? [parsed.event.name, parsed.event.props] : [name, parsed.fault]);
}

/**
 * Written and not refused: it must be counted. What was wiped off the device must be if the edge has said that it has it;
 * what had not left the device by then is in nobody's hands.
 */
export const isDue = ({ writtenAt, wipedAt, isAnswered, refusedFor }: Fate): boolean =>
  writtenAt > 0 && refusedFor === undefined && (isAnswered || writtenAt > wipedAt);
