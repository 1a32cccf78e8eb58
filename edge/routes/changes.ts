/**
 * Who has changed what: newest first, by kind, thing and author, with what differs. An earlier state is put back by saving it
 * again by the route of its kind: so it is held to the rules of today, and is itself a change.
 */
import { Hono } from "hono";
import {
  type Change,
  type ChangedState,
  type ChangeList,
  changesQuerySchema,
  GUARDED_KINDS,
  SAVED_WHOLE,
} from "../../model/change.ts";
import { differencesOf } from "../../model/differences.ts";
import { isAllowed } from "../../model/role.ts";
import type { AppEnv } from "../env.ts";
import { validQuery } from "../middleware/valid.ts";
import { problem } from "../problem.ts";
import { listAuthors, listChanges, readChange, type StoredChange } from "../store/changes.ts";

const PAGE = 25;
/** Parts that differ, of one change: the others are counted. */
const MOST_DIFFERENCES = 8;

/** Kinds that this role does not see. */
const hiddenFrom = (role: AppEnv["Variables"]["role"]) => (isAllowed(role, "access") ? [] : GUARDED_KINDS);

export const changes = new Hono<AppEnv>()
  .get("/", validQuery(changesQuerySchema), async (c) => {
    const [{ DB }, site] = [c.env, c.get("site")];
    const { kind = null, of: id = null, by = null, before } = c.req.valid("query");
    const filter = { kind, id, by, without: hiddenFrom(c.get("role")) };
    const [listed, authors] = await Promise.all([
      listChanges(DB, site, filter, Number(before ?? Number.MAX_SAFE_INTEGER), PAGE + 1),
      listAuthors(DB, site),
    ]);
    const page = listed.slice(0, PAGE);
    const answer: ChangeList = {
      changes: page.map(toChange),
      authors,
      next: listed.length > PAGE ? String(page.at(-1)!.seq) : null,
    };
    return c.json(answer, 200);
  })
  .get("/:seq", async (c) => {
    const seq = Number(c.req.param("seq"));
    const change = Number.isSafeInteger(seq) ? await readChange(c.env.DB, c.get("site"), seq) : null;
    if (!change || hiddenFrom(c.get("role")).includes(change.kind))
      return problem(404, "change", "No such change", { field: "seq", expected: "the `seq` of a change" });
    const { kind, id, before } = change;
    return c.json({ kind, id, before: parsed(before) } satisfies ChangedState, 200);
  });

const parsed = (text: string | null): unknown => (text === null ? null : JSON.parse(text));

function toChange({ before, after, ...rest }: StoredChange): Change {
  const isChanged = before !== null && after !== null;
  return {
    ...rest,
    what: before === null ? "made" : after === null ? "removed" : "changed",
    ...(isChanged
      ? differencesOf(parsed(before), parsed(after), MOST_DIFFERENCES)
      : { differences: [], more: 0 }),
    canPutBack: before !== null && SAVED_WHOLE.includes(rest.kind),
  };
}
