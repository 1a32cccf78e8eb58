/**
 * One message to one push service (RFC 8030): the request as it must be, and what its answer means. An answer is a value
 * whatever it is; that the push service took a message is no showing.
 */
import { fromBase64Url } from "../base64url.ts";
import type { Env } from "../env.ts";
import { logFailure } from "../log-line.ts";
import { encryptPadded, MAX_PAYLOAD_BYTES } from "./encrypt.ts";
import { pushEndpoint } from "./endpoint.ts";
import { authorizationFor, type VapidKey } from "./vapid.ts";

/** What is sent. */
export interface PushRequest {
  endpoint: string;
  /** base64url, as the device told them. */
  p256dh: string;
  auth: string;
  /** Before encryption. */
  payload: string;
  /** For which a push service keeps it for a device that is off. */
  ttlSeconds: number;
  urgency: "very-low" | "low" | "normal" | "high";
  /** At most 32 characters of base64url (RFC 8030 §5.4): replaces what is not delivered yet under the same. */
  topic: string;
}

export type PushOutcome =
  | { kind: "taken"; status: number }
  /** The subscription is no more. */
  | { kind: "gone"; status: number }
  /** Refused for good, or never sent (`status` null). */
  | { kind: "failed"; status: number | null; reason: string }
  /** `afterMs`: as the push service says; absent where it does not. */
  | { kind: "retry"; status: number | null; reason: string; afterMs?: number };

/** Sends as `fetch` does. */
export type Post = (url: string, init: RequestInit) => Promise<Response>;

const TIMEOUT_MS = 10_000;

export async function sendPush(
  env: Env,
  request: PushRequest,
  key: VapidKey,
  contact: string | undefined,
  post: Post = fetch,
): Promise<PushOutcome> {
  const prepared = await preparePush(env, request, key, contact);
  if ("refused" in prepared) return { kind: "failed", status: null, reason: prepared.refused };
  let answer: Response;
  try {
    answer = await post(prepared.url, { ...prepared.init, signal: AbortSignal.timeout(TIMEOUT_MS) });
  } catch (error) {
    return { kind: "retry", status: null, reason: `not reached: ${String(error).slice(0, 200)}` };
  }
  return outcomeOf(answer);
}

/** The request, or why there is none. */
export async function preparePush(
  env: Env,
  { endpoint, p256dh, auth, payload, ttlSeconds, urgency, topic }: PushRequest,
  key: VapidKey,
  contact: string | undefined,
): Promise<{ url: string; init: RequestInit } | { refused: string }> {
  const checked = pushEndpoint(env, endpoint);
  if ("expected" in checked) return { refused: `endpoint: expected ${checked.expected}` };
  const { origin } = checked;
  const body = await bodyOf(payload, p256dh, auth);
  if ("refused" in body) return body;
  const headers: Record<string, string> = {
    authorization: await authorizationFor(origin, key, contact, Date.now()),
    "content-encoding": "aes128gcm",
    "content-type": "application/octet-stream",
    ttl: String(ttlSeconds),
    urgency,
    topic,
  };
  // WNS takes a TTL of 0 for a mistake unless it is told that nothing is to be kept.
  if (ttlSeconds === 0 && origin.endsWith(".notify.windows.com")) headers["x-wns-cache-policy"] = "no-cache";
  // An endpoint that points elsewhere is not followed: what it points to was not checked.
  return { url: endpoint, init: { method: "POST", headers, body: body.bytes, redirect: "manual" } };
}

const utf8 = new TextEncoder();

async function bodyOf(
  payload: string,
  p256dh: string,
  auth: string,
): Promise<{ bytes: Uint8Array<ArrayBuffer> } | { refused: string }> {
  const [point, secret] = [fromBase64Url(p256dh), fromBase64Url(auth)];
  if (!point || !secret) return { refused: "the subscription's keys are not base64url" };
  try {
    const bytes = await encryptPadded(utf8.encode(payload), { p256dh: point, auth: secret });
    return bytes ? { bytes } : { refused: `over ${MAX_PAYLOAD_BYTES} bytes before encryption` };
  } catch {
    return { refused: "the subscription's key is no point of P-256" };
  }
}

/** 406: so WNS says that it is asked too often. */
const BUSY = [406, 429];
const GONE = [404, 410];

export async function outcomeOf(answer: Response): Promise<PushOutcome> {
  const { status } = answer;
  if (answer.ok) {
    await answer.body?.cancel();
    return { kind: "taken", status };
  }
  const reason = await reasonOf(answer);
  if (GONE.includes(status)) return { kind: "gone", status };
  if (!BUSY.includes(status) && status < 500) return { kind: "failed", status, reason };
  const afterMs = retryAfterMs(answer.headers.get("retry-after"), Date.now());
  return { kind: "retry", status, reason, ...(afterMs !== undefined && { afterMs }) };
}

/** The status, and the beginning of what the push service says of it; WNS says it in headers. */
async function reasonOf({ status, headers, body }: Response): Promise<string> {
  const wns = [...headers].filter(([name]) => name.startsWith("x-wns-"));
  if (wns.length > 0)
    logFailure("push refused", { status, wns: wns.map((pair) => pair.join(": ")).join(", ") });
  const text = await new Response(body).text().catch(() => "");
  const said = [...wns.map(([name, value]) => `${name}: ${value}`), text.replace(/\s+/g, " ").trim()];
  return `push service: ${[status, ...said].filter(Boolean).join(", ")}`.slice(0, 300);
}

/** RFC 9110 §10.2.3: seconds, or a date. */
export function retryAfterMs(text: string | null, now: number): number | undefined {
  if (text === null) return undefined;
  if (/^\d+$/.test(text.trim())) return Number(text) * 1000;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}
