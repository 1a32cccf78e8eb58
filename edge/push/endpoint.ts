/**
 * Where a notification may be sent. An endpoint comes from a visitor's device and is not to be trusted: only a known push
 * service by https on its usual port, held to this when it is saved and again when it is sent to.
 */
import { isLocal } from "../clock.ts";
import type { Env } from "../env.ts";

/** `*.` stands for any names in front. */
const PUSH_SERVICES = [
  "fcm.googleapis.com",
  "updates.push.services.mozilla.com",
  "*.push.apple.com",
  "*.notify.windows.com",
];

/** The origin it is at, or what was expected of it. */
export function pushEndpoint(env: Env, text: string): { origin: string } | { expected: string } {
  const passed = passedBefore(env, text);
  if (passed) return { origin: passed };
  const url = URL.parse(text);
  if (!url) return { expected: "an address" };
  if (url.username || url.password) return { expected: "an address without a name and password" };
  if (isLocal(env) && url.protocol === "http:" && url.hostname === "127.0.0.1") return { origin: url.origin };
  if (url.protocol !== "https:") return { expected: "an https address" };
  if (url.port !== "") return { expected: "an address without a port" };
  const hosts = env.PUSH_HOSTS?.split(/[\s,]+/).filter(Boolean) ?? PUSH_SERVICES;
  if (!hosts.some((host) => isHost(url.hostname, host))) return { expected: `a host of ${hosts.join(", ")}` };
  if (origins.size >= KEPT) origins.clear();
  origins.add(nameOf(env, url.origin));
  return { origin: url.origin };
}

const isHost = (name: string, host: string) =>
  host.startsWith("*.") ? name.endsWith(host.slice(1)) && name.length > host.length - 1 : name === host;

/**
 * Origins that have passed, with the hosts they were held to. Parsing an address costs a tenth of what a message does, and there are
 * a handful of push services. What stands in front of the first slash of the path, letter by letter as an origin is written, is
 * the origin of whatever follows.
 */
const origins = new Set<string>();
const KEPT = 500;
const nameOf = ({ PUSH_HOSTS = "" }: Env, origin: string) => `${PUSH_HOSTS} ${origin}`;

function passedBefore(env: Env, text: string): string | undefined {
  const end = text.indexOf("/", "https://".length);
  if (end < 0) return undefined;
  const origin = text.slice(0, end);
  return origins.has(nameOf(env, origin)) ? origin : undefined;
}
