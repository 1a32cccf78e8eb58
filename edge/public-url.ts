/**
 * Addresses that the Worker may fetch for a shop: https, on a public host name and its usual port. An address by number
 * is refused in every notation (the URL standard writes them all alike), and so are names of a private network. What a
 * public name resolves to is not looked at: a deployed Worker reaches no private network.
 */
const PRIVATE =
  /(^|\.)(localhost|local|localdomain|internal|intranet|private|lan|home|corp|home\.arpa|test|invalid|onion)$/;

/** The address, or what was expected of it. */
export function publicUrl(text: string): { url: URL } | { expected: string } {
  const url = URL.parse(text);
  if (url?.protocol !== "https:") return { expected: "an https address" };
  if (url.username || url.password) return { expected: "an address without a name and password" };
  if (url.port !== "") return { expected: "an address without a port" };
  const host = url.hostname.replace(/\.$/, "");
  const isNumber = /^[\d.]+$/.test(host) || host.startsWith("[");
  if (isNumber || host.endsWith(".") || !host.includes(".") || PRIVATE.test(host))
    return { expected: "a public host name" };
  return { url };
}

const MOST_REDIRECTS = 3;

/** The answer's body, every redirect held to the same rule; throws with a sentence for the shop. */
export async function fetchPublic(
  text: string,
  timeoutMs: number,
  get: typeof fetch = fetch,
): Promise<Response> {
  const signal = AbortSignal.timeout(timeoutMs);
  let next = text;
  for (let hop = 0; hop <= MOST_REDIRECTS; hop++) {
    const checked = publicUrl(next);
    if ("expected" in checked) throw new Error(`${next.slice(0, 200)} is not ${checked.expected}`);
    const answer = await get(checked.url, { redirect: "manual", signal }).catch(() => {
      throw new Error(`${checked.url.hostname} could not be reached`);
    });
    const location = answer.headers.get("location");
    if (answer.status >= 300 && answer.status < 400 && location) {
      next = new URL(location, checked.url).href;
      await answer.body?.cancel();
      continue;
    }
    if (!answer.ok) throw new Error(`${checked.url.hostname} answered ${answer.status}`);
    return answer;
  }
  throw new Error(`More than ${MOST_REDIRECTS} redirects`);
}
