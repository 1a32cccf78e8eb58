/** The answer to a request as it is read, and what of the outbox it takes away: for the page and for the service worker. */
import type { SyncAck, SyncDecisions } from "../model/sync.ts";
import type { Entry } from "./api.ts";

/** Undefined where the second line does not come, or nothing that can be read. */
export async function readAnswer(
  response: Response,
  decided: (said: SyncDecisions) => void,
): Promise<SyncAck | undefined> {
  try {
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    let text = "";
    for (let hasDecided = false; ; ) {
      const { value = "", done } = await reader.read();
      text += value;
      const [first, second] = text.split("\n");
      if (!hasDecided && second !== undefined) {
        hasDecided = true;
        decided(JSON.parse(first!));
      }
      if (done) return JSON.parse(second!);
    }
  } catch {
    return undefined;
  }
}

/** Of the events sent those that the edge has accepted, as they are deleted. */
export const acknowledged = (sent: Entry[], ack: SyncAck["ack"]): Entry[] =>
  sent
    .filter(([[by, n]]) => ack.some(({ writer, from, to }) => writer === by && from <= +n! && +n! < to))
    .map(([key]) => [key, undefined]);
