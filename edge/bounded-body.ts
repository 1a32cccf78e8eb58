/** A request's body, decoded by what `content-encoding` says and never larger than it may be, packed or unpacked. */

export type BodyFault = "too-large" | "encoding" | "broken";

/**
 * The body's bytes as a stream that fails with a BodyError where they are more than `maxBytes` or cannot be unpacked:
 * nothing is held that is over the limit. Undefined: an encoding other than gzip, deflate or none.
 */
export function boundedBody(
  body: ReadableStream<Uint8Array> | null,
  encoding: string | null | undefined,
  maxBytes: number,
): ReadableStream<Uint8Array> | undefined {
  const plain = body ?? new Blob([]).stream();
  const format = (encoding ?? "").trim().toLowerCase();
  if (format === "" || format === "identity") return plain.pipeThrough(limit(maxBytes));
  if (format !== "gzip" && format !== "deflate") return undefined;
  return plain
    .pipeThrough(limit(maxBytes))
    .pipeThrough(new DecompressionStream(format) as unknown as TransformStream<Uint8Array, Uint8Array>)
    .pipeThrough(limit(maxBytes));
}

export class BodyTooLarge extends Error {}

function limit(maxBytes: number): TransformStream<Uint8Array, Uint8Array> {
  let bytes = 0;
  return new TransformStream({
    transform(chunk, controller) {
      bytes += chunk.byteLength;
      if (bytes > maxBytes) throw new BodyTooLarge(`over ${maxBytes} bytes`);
      controller.enqueue(chunk);
    },
  });
}

/** The whole body as text, or what is wrong with it. */
export async function readText(request: Request, maxBytes: number): Promise<{ text: string } | BodyFault> {
  const body = boundedBody(request.body, request.headers.get("content-encoding"), maxBytes);
  if (!body) return "encoding";
  try {
    return { text: await new Response(body).text() };
  } catch (error) {
    return error instanceof BodyTooLarge ? "too-large" : "broken";
  }
}
