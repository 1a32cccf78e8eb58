/**
 * What happened, as one line of JSON: what Workers Logs keeps and searches. A line has these fields and no other, so that nothing
 * of a visitor can be in it. An error is told by its name and by where in the code it came up: what its message quotes may
 * be somebody's words. Of D1 alone the message is told, which names columns and no values.
 */
import { isLocal } from "./clock.ts";
import type { Env } from "./env.ts";

export interface LogFields {
  site?: string | undefined;
  /** As the router knows it, `/api/visitors/:id`: what stands for `:id` may be a visitor. */
  route?: string;
  method?: string;
  status?: number;
  ms?: number;
  /** Cloudflare's name of the request (`cf-ray`), by which it is found elsewhere. */
  ray?: string | undefined;
  /** Of work: storage.md, `due_work`. */
  kind?: string;
  /** How many messages, enrolments or deliveries. */
  items?: number | undefined;
  /** Of orders. */
  door?: string;
  /** Of a snapshot. */
  version?: number;
  /** What Windows' push service says in its headers, `x-wns-*`: of a notification, and of nobody. */
  wns?: string;
  /** Within a snapshot: the field at fault. */
  path?: string | null;
}

/** Something went as it should. A local run, whose lines stand in the terminal of `npm start`, is quiet about that. */
export function logDone(env: Env, what: string, fields: LogFields): void {
  if (!isLocal(env)) console.log(JSON.stringify({ what, ...fields }));
}

/** Something did not. */
export function logFailure(what: string, fields: LogFields, error?: unknown): void {
  console.error(JSON.stringify({ what, ...fields, ...(error !== undefined && errorFields(error)) }));
}

/** Places in the code: as many as tell which way it came. */
const MOST_PLACES = 4;
/** Characters; a longer line is no place, but what was said. */
const LONGEST_PLACE = 500;

function errorFields(error: unknown): { error: string; said?: string; at?: string[] } {
  if (!(error instanceof Error)) return { error: typeof error };
  const { name, message, stack = "" } = error;
  // The first lines of a stack are the message again, over as many lines as it has.
  const places = stack
    .split("\n")
    .filter((line) => line.length < LONGEST_PLACE && /^\s+at \S+.*:\d+:\d+\)?$/.test(line));
  return {
    error: name,
    ...(message.startsWith("D1_") && { said: message.slice(0, 200) }),
    at: places.slice(0, MOST_PLACES).map((line) => line.trim().replace(/^at /, "")),
  };
}
