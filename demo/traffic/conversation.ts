/**
 * A simulated device's side of `POST /v1/sync`: its outbox goes out with the passport, and stays until it is
 * acknowledged. As the tracker does it, but for the clock and the place, which travel in a header.
 */
import type { Event } from "../../model/event.ts";
import { WIRE_VERSION } from "../../model/limits.ts";
import type { DeviceClass } from "../../model/profile.ts";
import type { SyncAck, SyncDecisions, SyncRequest, WireDecision, WireRun } from "../../model/sync.ts";
import { offsetMinutesOf } from "./places.ts";
import type { Visitor } from "./visitors.ts";

const USER_AGENTS: Record<DeviceClass, string> = {
  phone:
    "Mozilla/5.0 (Linux; Android 15; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36",
  tablet:
    "Mozilla/5.0 (Linux; Android 14; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36",
  desktop:
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36",
};
const TRIES = 10;
const FIRST_WAIT_MS = 60;

/** One event on the device, named (writer, n). */
export interface Recorded {
  writer: string;
  n: number;
  /** Number of the visit. */
  session: number;
  /** Epoch ms. */
  at: number;
  event: Event;
}

/** Counted over all devices. */
export interface Traffic {
  requests: number;
  /** Events the edge did not want. */
  refused: number;
}

export class Conversation {
  readonly #url: string;
  readonly #site: string;
  readonly #visitor: Visitor;
  readonly #traffic: Traffic;
  #outbox: Recorded[] = [];
  #isRebuildDue = true;

  constructor(endpoint: { origin: string; site: string }, visitor: Visitor, traffic: Traffic) {
    this.#url = `${endpoint.origin}/v1/sync`;
    this.#site = endpoint.site;
    this.#visitor = visitor;
    this.#traffic = traffic;
  }

  record(recorded: Recorded): void {
    this.#outbox.push(recorded);
  }

  get isEmpty(): boolean {
    return this.#outbox.length === 0;
  }

  /** Sends all there is, again and again until it is acknowledged; returns what was decided for the page. */
  async sync(page: SyncRequest["page"], now: number): Promise<WireDecision[]> {
    for (let tries = 1, waitMs = FIRST_WAIT_MS; ; tries++, waitMs *= 2) {
      const sent = this.#outbox;
      const answer = await this.#post(page, now);
      if ("decisions" in answer) {
        this.#outbox = sent.filter(
          ({ writer, n }) =>
            !answer.ack.some((range) => range.writer === writer && range.from <= n && n < range.to),
        );
        this.#traffic.refused += answer.refused.length;
        if (answer.passport) {
          this.#visitor.passport = answer.passport;
          this.#isRebuildDue = false;
        }
        if (this.#outbox.length === 0) return answer.decisions;
      }
      if (tries === TRIES)
        throw new Error(`${this.#url}: ${"failure" in answer ? answer.failure : "not acknowledged"}`);
      await new Promise((resolve) =>
        setTimeout(resolve, Math.max(waitMs, "failure" in answer ? answer.waitMs : 0)),
      );
    }
  }

  async #post(page: SyncRequest["page"], now: number): Promise<Answer> {
    this.#traffic.requests++;
    const { home, device } = this.#visitor;
    let response: Response;
    let text: string;
    try {
      response = await fetch(this.#url, {
        method: "POST",
        headers: {
          "content-type": "text/plain",
          // On one machine packing and unpacking costs more than the bytes.
          "accept-encoding": "identity",
          "user-agent": USER_AGENTS[device],
          "x-impuls-simulate": asciiJson({ now, place: home.place }),
        },
        body: JSON.stringify(this.#request(page, now)),
      });
      text = await response.text();
    } catch (error) {
      return { failure: String(error), waitMs: 0 };
    }
    const waitMs = Number(response.headers.get("retry-after") ?? 0) * 1000;
    if (response.status === 429 || response.status >= 500)
      return { failure: `${response.status} ${text}`, waitMs };
    // Asked again it would say the same: the driver itself is wrong, or there is no such site.
    if (!response.ok) throw new Error(`${this.#url}: ${response.status} ${text}`);
    const [first, second] = text.split("\n");
    if (!first || !second) return { failure: "an answer without its second line", waitMs: 0 };
    return { ...(JSON.parse(first) as SyncDecisions), ...(JSON.parse(second) as SyncAck) };
  }

  #request(page: SyncRequest["page"], now: number): SyncRequest {
    const { secret, passport, consent, home } = this.#visitor;
    return {
      wire: WIRE_VERSION,
      site: this.#site,
      secret,
      ...(passport !== undefined && { passport }),
      consent,
      rebuild: this.#isRebuildDue,
      page,
      language: home.language,
      offsetMinutes: offsetMinutesOf(home.timeZone, now),
      runs: runsOf(this.#outbox, now),
    };
  }
}

type Answer = (SyncDecisions & SyncAck) | { failure: string; waitMs: number };

/** Consecutive events of one writer travel as one run. */
export function runsOf(outbox: readonly Recorded[], now: number): WireRun[] {
  const runs: WireRun[] = [];
  for (const { writer, n, session, at, event } of outbox) {
    const wire = { name: event.name, props: event.props, ageMs: now - at, session };
    const last = runs.at(-1);
    if (last?.writer === writer && last.from + last.events.length === n) last.events.push(wire);
    else runs.push({ writer, from: n, events: [wire] });
  }
  return runs;
}

/** A header carries bytes: Łódź goes as escapes. */
const asciiJson = (value: unknown): string =>
  JSON.stringify(value).replace(
    /[^ -~]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
