/** Leads: the list, the table for the shop's own tools, and taking one out. */
import { Hono } from "hono";
import * as v from "valibot";
import type { Lead, LeadList } from "../../model/answer-report.ts";
import { toCsv } from "../../model/csv-out.ts";
import type { AppEnv } from "../env.ts";
import { validQuery } from "../middleware/valid.ts";
import { problem } from "../problem.ts";
import { countLeads, deleteLead, type LeadCursor, listLeads } from "../store/leads.ts";

const PAGE = 50;
/** Rows of a table; of more the newest. */
const MOST_EXPORTED = 50_000;

const FIRST: LeadCursor = { at: Number.MAX_SAFE_INTEGER, type: "tel", value: "\u{10FFFF}" };
const CURSOR = /^(\d{1,15}):(email|tel):(.{1,254})$/;
export const cursorSchema = v.optional(v.pipe(v.string(), v.regex(CURSOR, "a cursor as answered")));
const querySchema = v.object({ before: cursorSchema });
export const cursorText = ({ at, type, value }: LeadCursor) => `${at}:${type}:${value}`;
export function cursorOf(text: string | undefined): LeadCursor {
  const [, at, type, value] = CURSOR.exec(text ?? "") ?? [];
  return at ? { at: Number(at), type: type as Lead["type"], value: value! } : FIRST;
}

export const leads = new Hono<AppEnv>()
  .get("/", validQuery(querySchema), async (c) => {
    const [db, site] = [c.env.DB, c.get("site")];
    const [listed, count] = await Promise.all([
      listLeads(db, site, cursorOf(c.req.valid("query").before), PAGE + 1),
      countLeads(db, site, null),
    ]);
    const page = listed.slice(0, PAGE);
    const last = page.at(-1);
    const answer: LeadList = {
      leads: page,
      count,
      next: last && listed.length > PAGE ? cursorText(last) : null,
    };
    return c.json(answer, 200);
  })
  .get("/export", async (c) => {
    const rows = await listLeads(c.env.DB, c.get("site"), FIRST, MOST_EXPORTED);
    const csv = toCsv([
      ["type", "value", "field", "given_at", "campaign", "consent", "controller", "visitor"],
      ...rows.map(({ type, value, name, at, campaign, consent, controller, visitor }) => [
        type,
        value,
        name,
        new Date(at).toISOString(),
        campaign,
        consent,
        controller,
        visitor,
      ]),
    ]);
    return c.body(csv, 200, {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": 'attachment; filename="leads.csv"',
    });
  })
  .delete("/:type/:value", async (c) => {
    const { type, value } = c.req.param();
    if (!(await deleteLead(c.env.DB, c.get("site"), type, value)))
      return problem(404, "lead", "No such lead", {
        field: "value",
        expected: "an address or number as listed",
      });
    return c.json({ value }, 200);
  });
