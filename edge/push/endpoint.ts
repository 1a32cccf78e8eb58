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

/** The address, or what was expected of it. */
export function pushEndpoint(env: Env, text: string): { url: URL } | { expected: string } {
  const url = URL.parse(text);
  if (!url) return { expected: "an address" };
  if (url.username || url.password) return { expected: "an address without a name and password" };
  if (isLocal(env) && url.protocol === "http:" && url.hostname === "127.0.0.1") return { url };
  if (url.protocol !== "https:") return { expected: "an https address" };
  if (url.port !== "") return { expected: "an address without a port" };
  const hosts = env.PUSH_HOSTS?.split(/[\s,]+/).filter(Boolean) ?? PUSH_SERVICES;
  if (!hosts.some((host) => isHost(url.hostname, host))) return { expected: `a host of ${hosts.join(", ")}` };
  return { url };
}

const isHost = (name: string, host: string) =>
  host.startsWith("*.") ? name.endsWith(host.slice(1)) && name.length > host.length - 1 : name === host;
