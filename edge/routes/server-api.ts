/**
 * POST /v1/{track,identify,page,screen,group,alias,batch}: what a shop's server, app or beacon tells, in the manner of
 * Segment's HTTP API (segment.com/docs/connections/sources/catalog/libraries/server/http-api), so that its libraries
 * work unchanged. Every message goes the way of the visitors' own events, and counts once by its `messageId`. In a
 * batch a bad message is refused by its place and the others are taken, as in a sync.
 */
import { type Context, Hono } from "hono";
import type { EventFault } from "../../model/event.ts";
import type { Run } from "../../model/profile.ts";
import type { ServerMessage } from "../../model/server-message.ts";
import { MESSAGE_TYPES, readMessage } from "../../model/server-message.ts";
import { now } from "../clock.ts";
import { enqueue } from "../enqueue.ts";
import type { BodyEnv, Env } from "../env.ts";
import type { IngestMessage } from "../jobs/message.ts";
import { readBody } from "../middleware/read-body.ts";
import { signInByWriteKey } from "../middleware/sign-in.ts";
import { type Fault, problem } from "../problem.ts";
import { loadSnapshot } from "../snapshot.ts";
import { readSite } from "../store/sites.ts";
import { showingFault } from "../told-showing.ts";
import { digestOf, toldVisitor } from "../told-visitor.ts";

/** Segment's own bound a message. */
const MAX_MESSAGE_CHARACTERS = 32_000;
const MOST_MESSAGES = 1_000;
/** A queue message holds 128 KB; characters here, most of them of one byte. */
const MAX_QUEUED_CHARACTERS = 40_000;

export const serverApi = new Hono<BodyEnv>();
serverApi.post("/batch", readBody, signInByWriteKey, async (c) => {
  const { batch, sentAt } = c.get("body");
  if (!Array.isArray(batch) || batch.length > MOST_MESSAGES)
    return problem(400, "invalid-batch", "The body is not a batch", {
      field: "batch",
      expected: `a list of at most ${MOST_MESSAGES} messages`,
    });
  return take(c, batch, sentAt, "batch");
});
for (const type of MESSAGE_TYPES)
  serverApi.post(`/${type}`, readBody, signInByWriteKey, (c) =>
    take(c, [{ ...c.get("body"), type }], undefined, "message"),
  );

interface Refused extends Fault {
  /** Place in the batch, from 0. */
  index: number;
}

async function take(c: Context<BodyEnv>, batch: unknown[], sentAt: unknown, kind: "batch" | "message") {
  const { env } = c;
  const site = await readSite(env.DB, c.get("site"));
  if (!site) return problem(404, "site", "No such site");
  const { id, currency } = site.settings;
  const receivedAt = await now(env);
  const waitUntil = (promise: Promise<unknown>) => c.executionCtx.waitUntil(promise);
  const refused: Refused[] = [];
  const messages: ServerMessage[] = [];
  for (const [index, sent] of batch.entries()) {
    const isTooLong = JSON.stringify(sent).length > MAX_MESSAGE_CHARACTERS;
    const read = isTooLong
      ? { fault: { path: "", expected: `a message of at most ${MAX_MESSAGE_CHARACTERS} characters` } }
      : readMessage(sent, { sentAt, receivedAt, currency });
    const fault = "fault" in read ? read.fault : await showingFaultOf(env, id, read.message, waitUntil);
    if (fault) refused.push({ index, field: fault.path, expected: fault.expected });
    else if ("message" in read) messages.push(read.message);
  }
  if (kind === "message" && refused[0]) {
    const { field, expected } = refused[0];
    return problem(400, "invalid-message", "The message has a fault", { field, expected });
  }
  const queued = await inMessages(id, messages, receivedAt);
  if (!(await enqueue(env, queued)))
    return problem(
      503,
      "queue",
      "The events could not be taken",
      { detail: "Send them again." },
      { "retry-after": "1" },
    );
  return c.json({ success: true, accepted: messages.length, refused }, 200);
}

/** The rules are looked at only where a message tells of a campaign. */
async function showingFaultOf(
  env: Env,
  site: string,
  message: ServerMessage,
  waitUntil: Parameters<typeof loadSnapshot>[2],
): Promise<EventFault | undefined> {
  if (!/^(exposure|content_)/.test(message.event.name)) return undefined;
  const rules = await loadSnapshot(env, site, waitUntil);
  return showingFault(message.event, await toldVisitor(site, message), rules?.compiled);
}

/** A visitor's messages together, in as many queue messages as they need. */
async function inMessages(
  site: string,
  messages: ServerMessage[],
  receivedAt: number,
): Promise<IngestMessage[]> {
  const queued: IngestMessage[] = [];
  const open = new Map<string, { message: IngestMessage; characters: number }>();
  for (const message of messages) {
    const visitor = await toldVisitor(site, message);
    const run = await runOf(message);
    const characters = JSON.stringify(run).length;
    const known = open.get(visitor);
    if (known && known.characters + characters <= MAX_QUEUED_CHARACTERS) {
      known.message.runs.push(run);
      known.characters += characters;
      continue;
    }
    const fresh: IngestMessage = { site, visitor, receivedAt, ranges: [], runs: [run], refused: {} };
    queued.push(fresh);
    open.set(visitor, { message: fresh, characters });
  }
  return queued;
}

async function runOf(message: ServerMessage): Promise<Run> {
  const { messageId, userId, anonymousId, at, event, source, language, traits } = message;
  const digest = await digestOf("message", messageId ?? crypto.randomUUID());
  const isLink = userId !== undefined && (message.isLink || anonymousId === undefined);
  return {
    // As a device's writer, of which there are as many.
    writer: digest.slice(0, 8),
    events: [{ n: 0, at, session: 0, event, ...(isLink && { customer: userId }) }],
    context: null,
    told: { message: digest.slice(0, 16), source, customer: userId, traits, language },
  };
}
