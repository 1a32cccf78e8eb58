/** Whether what was deployed answers, and has all it needs. */

/** A new address takes up to a minute to answer at all; one that answers wrongly is the new code, after some seconds. */
const TRIES = { silent: 20, ill: 4 };
const PAUSE_MS = 3_000;

/** Undefined where it is well; else what is wrong. */
export async function illnessOf(url: string): Promise<string | undefined> {
  let ill = 0;
  for (let n = 1; ; n++) {
    const answer = await ask(`${url}/health`);
    if (answer === "well") return undefined;
    if ("missing" in answer) ill++;
    if (n === TRIES.silent || ill === TRIES.ill)
      return "missing" in answer
        ? `${url}/health says: ${answer.missing}`
        : `${url}/health: ${answer.silence}`;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}

async function ask(url: string): Promise<"well" | { missing: string } | { silence: string }> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(10_000) });
    const { missing } = (await answer.json()) as { missing: string[] };
    // What is late was late before this version, or waits for cron, which takes some minutes to begin.
    return missing.length === 0 ? "well" : { missing: missing.join("; ") };
  } catch (error) {
    return { silence: error instanceof Error ? error.message : String(error) };
  }
}
