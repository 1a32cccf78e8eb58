/** The edge as the visitor's panel asks it: all that is kept, and that it goes. */
import type { VisitorExport, YourDataExport, YourDataRequest } from "../model/your-data.ts";

/** What proves who this is; what of it there is. */
export interface Proof {
  site: string;
  passport: string | undefined;
  secret: string | undefined;
}

/** Asks; undefined where no answer came, or a refusal. */
export type AskEdge = (path: "export" | "erase", request: YourDataRequest) => Promise<unknown>;

/** `edge`: where the script comes from. `credentials`: as the tag says. */
export const askOf =
  (edge: string, credentials: RequestCredentials): AskEdge =>
  async (path, request) => {
    try {
      const response = await fetch(new URL(`v1/me/${path}`, edge), {
        method: "POST",
        body: JSON.stringify(request),
        credentials,
        signal: AbortSignal.timeout(30_000),
      });
      return response.ok ? await response.json() : undefined;
    } catch {
      return undefined;
    }
  };

/** The first answer: all tables, and the newest page of the log. */
export const readExport = async (ask: AskEdge, proof: Proof): Promise<YourDataExport | undefined> =>
  (await ask("export", proof)) as YourDataExport | undefined;

/** The whole export: the log is read page by page. Undefined where it breaks off. */
export async function readWholeExport(ask: AskEdge, proof: Proof): Promise<YourDataExport | undefined> {
  const whole = await readExport(ask, proof);
  for (let before = whole && nextOf(whole.visitors); before; ) {
    const page = (await ask("export", { ...proof, before })) as YourDataExport | undefined;
    if (!page) return undefined;
    for (const { visitor, log } of page.visitors) {
      const own = whole!.visitors.find((each) => each.visitor === visitor);
      // Whose log has been read to its end has no more in this page.
      if (own?.log.before) own.log = { events: [...own.log.events, ...log.events], before: log.before };
    }
    before = nextOf(whole!.visitors);
  }
  return whole;
}

const nextOf = (visitors: VisitorExport[]): number =>
  Math.max(0, ...visitors.map(({ log }) => log.before ?? 0));
