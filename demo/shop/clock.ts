/** The edge's clock, which a local Impuls lets one move; a deployed one has no such door. */

interface ClockAnswer {
  /** Epoch ms. */
  now: number;
}

const CLOCK = "/local/clock";

/** Time at the edge, or undefined where it cannot be asked (deployed). */
export async function edgeNow(): Promise<number | undefined> {
  return nowIn(await fetch(CLOCK).catch(() => undefined));
}

/** Moves the edge's clock on; answers the time it has then. */
export async function skip(skipMs: number): Promise<number | undefined> {
  const asked = fetch(CLOCK, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ skipMs }),
  });
  return nowIn(await asked.catch(() => undefined));
}

async function nowIn(answer: Response | undefined): Promise<number | undefined> {
  if (!answer?.ok) return undefined;
  const { now } = (await answer.json()) as ClockAnswer;
  return now;
}
