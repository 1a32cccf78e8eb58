/** Errors as RFC 9457 problem details: which field, what was expected. Nothing is applied in part. */

export interface Problem {
  /** Stable identifier, such as `invalid-body`. */
  type: string;
  title: string;
  status: number;
  /** One sentence: what to do about it. */
  detail?: string | undefined;
  /** Path of the field at fault, such as `runs[0].writer`. */
  field?: string | undefined;
  expected?: string | undefined;
}

export function problem(status: number, type: string, title: string, more: Omit<Problem, "type" | "title" | "status"> = {}, headers: HeadersInit = {}): Response {
  const body: Problem = { type: `urn:impuls:problem:${type}`, title, status, ...more };
  return new Response(JSON.stringify(body), {
    status,
    headers: { "content-type": "application/problem+json", "cache-control": "no-store", ...Object.fromEntries(new Headers(headers)) },
  });
}
