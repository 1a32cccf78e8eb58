/** GET /health, and giving a dead letter another chance. */
import { Hono } from "hono";
import type { Health } from "../../model/report.ts";
import { DAY_MS } from "../../model/time.ts";
import { groupVitals, noRatings, type VitalRatings } from "../../model/vital.ts";
import { now } from "../clock.ts";
import type { AppEnv } from "../env.ts";
import { type HookDelivery, hear } from "../hear.ts";
import { ingest } from "../jobs/ingest.ts";
import type { IngestMessage } from "../jobs/message.ts";
import { problem } from "../problem.ts";
import { listCampaigns } from "../store/campaigns.ts";
import { deleteDeadLetter, findDeadLetter, listDeadLetters } from "../store/dead-letters.ts";
import { sumFigures } from "../store/figures.ts";
import { readLastReceived } from "../store/log.ts";
import { saveOrders } from "../store/orders.ts";
import { sumVitals } from "../store/vitals.ts";

const REFUSED_DAYS = 7;
/** As long as the Chrome UX Report looks back. */
const VITALS_DAYS = 28;
const MOST_LETTERS = 100;

export const health = new Hono<AppEnv>()
  .get("/health", async (c) => {
    const { DB } = c.env;
    const site = c.get("site");
    const tomorrow = Math.floor((await now(c.env)) / DAY_MS) + 1;
    const [letters, refused, lastEventAt, vitals, campaigns] = await Promise.all([
      listDeadLetters(DB, site, MOST_LETTERS),
      sumFigures(DB, site, "refused", tomorrow - REFUSED_DAYS),
      readLastReceived(DB, site),
      sumVitals(DB, site, tomorrow - VITALS_DAYS),
      listCampaigns(DB, site),
    ]);
    const answer: Health = {
      deadLetters: letters.map(({ id, failedAt, reason }) => ({ id, failedAt, reason })),
      refused: Object.fromEntries(refused),
      lastEventAt,
      vitals: vitalsOf(vitals, new Map(campaigns.map(({ campaign: { id, name } }) => [id, name]))),
    };
    return c.json(answer, 200);
  })
  /** The letter goes only once its message is taken; should that be done twice, its events are still counted once. */
  .post("/dead-letters/:id/replay", async (c) => {
    const { DB, INGEST } = c.env;
    const letter = await findDeadLetter(DB, c.get("site"), c.req.param("id"));
    if (!letter) return problem(404, "dead-letter", "No such dead letter");
    const message = JSON.parse(letter.body) as IngestMessage | HookDelivery;
    try {
      if ("door" in message) await hearAgain(DB, letter.site, message);
      else await (INGEST ? INGEST.send(message) : ingest(c.env, [message]));
    } catch (error) {
      return problem(409, "dead-letter", "It fails as before", { detail: String(error).slice(0, 500) });
    }
    await deleteDeadLetter(DB, letter.site, letter.id);
    return c.json({ id: letter.id, replayed: true }, 200);
  });

/** Throws where the order still cannot be read. */
async function hearAgain(db: D1Database, site: string, delivery: HookDelivery): Promise<void> {
  const heard = hear(delivery);
  if ("fault" in heard) throw new Error(heard.fault);
  const { door, receivedAt } = delivery;
  if ("report" in heard) await saveOrders(db, site, [heard.report], door, receivedAt);
}

/** A campaign that has since been deleted is called by its id. */
function vitalsOf(sums: ReadonlyMap<string, number>, names: ReadonlyMap<string, string>): Health["vitals"] {
  const { kind, shown, ghost } = groupVitals(sums);
  const of = (group: ReadonlyMap<string, VitalRatings>, id: string) => group.get(id) ?? noRatings();
  return {
    days: VITALS_DAYS,
    kinds: Object.fromEntries(kind),
    campaigns: [...new Set([...shown.keys(), ...ghost.keys()])].map((id) => ({
      id,
      name: names.get(id) ?? id,
      shown: of(shown, id),
      ghost: of(ghost, id),
    })),
  };
}
