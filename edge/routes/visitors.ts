/** Visitors: the list, last seen first, and one visitor's card. */
import { Hono } from "hono";
import * as v from "valibot";
import { PAGE_KINDS } from "../../model/event.ts";
import type { ErasedVisitor, VisitorList } from "../../model/report.ts";
import type { SiteSettings, Snapshot } from "../../model/snapshot.ts";
import { DAY_MS } from "../../model/time.ts";
import { now } from "../clock.ts";
import type { AppEnv } from "../env.ts";
import { validQuery } from "../middleware/valid.ts";
import { problem } from "../problem.ts";
import { listKinds, listProducts } from "../store/catalogue.ts";
import { findCustomer } from "../store/customers.ts";
import { listEnrolments } from "../store/enrolments.ts";
import { readErasedAt } from "../store/erasure.ts";
import { deleteLink, listLinks, listVisitorsOfCustomer } from "../store/links.ts";
import { listOrdersOfVisitor } from "../store/order-list.ts";
import { readSite } from "../store/sites.ts";
import { readNewestSnapshot } from "../store/snapshots.ts";
import { findVisitor } from "../store/visitor-state.ts";
import { countVisitorsSince, listVisitors, type VisitorCursor } from "../store/visitors.ts";
import { cardOf, productsIn } from "../visitor-card.ts";
import { rowOf } from "../visitor-row.ts";

const PAGE = 50;
const COUNTED_DAYS = 30;
const NEWEST: VisitorCursor = { day: Number.MAX_SAFE_INTEGER, lastSeenAt: 0, id: "" };

/** `DAY.LAST_SEEN_AT.ID` */
const cursorSchema = v.pipe(
  v.string(),
  v.regex(/^\d{1,6}\.\d{1,16}\.[\w-]{1,64}$/, "a cursor as answered"),
  v.transform((text): VisitorCursor => {
    const [day, lastSeenAt, id] = text.split(".") as [string, string, string];
    return { day: Number(day), lastSeenAt: Number(lastSeenAt), id };
  }),
);
const listSchema = v.object({ before: v.optional(cursorSchema), segment: v.optional(v.string()) });
const pageSchema = v.object({
  path: v.optional(v.pipe(v.string(), v.startsWith("/", "a path, beginning with /"), v.maxLength(300))),
  kind: v.optional(v.picklist(PAGE_KINDS)),
});

export const visitors = new Hono<AppEnv>()
  .get("/", validQuery(listSchema), async (c) => {
    const { DB } = c.env;
    const site = await readSite(DB, c.get("site"));
    if (!site) return problem(404, "site", "No such site");
    const { id, currency } = site.settings;
    const { before = NEWEST, segment = null } = c.req.valid("query");
    const at = await now(c.env);
    const [listed, count, snapshot] = await Promise.all([
      listVisitors(DB, id, before, segment, PAGE + 1),
      countVisitorsSince(DB, id, Math.floor(at / DAY_MS) - COUNTED_DAYS + 1),
      readNewestSnapshot(DB, id),
    ]);
    const names = new Map(snapshot?.segments.map((one) => [one.id, one.name]));
    const page = listed.slice(0, PAGE);
    const last = page.at(-1);
    const answer: VisitorList = {
      visitors: page.map((visitor) => rowOf(visitor, names, currency)),
      next: last && listed.length > PAGE ? `${last.day}.${last.profile.lastSeenAt}.${last.id}` : null,
      count,
      now: at,
    };
    return c.json(answer, 200);
  })
  .get("/:id", validQuery(pageSchema), async (c) => {
    const { DB } = c.env;
    const id = c.req.param("id");
    const [site, visitor] = await Promise.all([
      readSite(DB, c.get("site")),
      findVisitor(DB, c.get("site"), id),
    ]);
    if (!site) return problem(404, "site", "No such site");
    if (!visitor) {
      const erasedAt = await readErasedAt(DB, site.settings.id, id);
      if (erasedAt === null) return problem(404, "visitor", "No such visitor");
      return c.json({ id, erasedAt } satisfies ErasedVisitor, 200);
    }
    const links = await listLinks(DB, site.settings.id, id);
    const customer = links[0]?.customer;
    const [known, visitors, orders, products, kinds, enrolments, snapshot] = await Promise.all([
      customer === undefined ? null : findCustomer(DB, site.settings.id, customer),
      customer === undefined ? [] : listVisitorsOfCustomer(DB, site.settings.id, customer),
      listOrdersOfVisitor(DB, site.settings.id, id, customer),
      listProducts(DB, site.settings.id, productsIn(visitor.profile, visitor.timeline)),
      listKinds(DB, site.settings.id),
      listEnrolments(DB, site.settings.id, id),
      readNewestSnapshot(DB, site.settings.id),
    ]);
    const sources = {
      visitor,
      customer: customer === undefined ? null : { id: customer, traits: known?.traits ?? {}, visitors },
      links,
      orders,
      products,
      kinds,
      enrolments,
      snapshot: snapshot ?? unpublished(site.settings),
    };
    return c.json(cardOf(sources, c.req.valid("query"), await now(c.env)), 200);
  })
  .delete("/:id/links/:since", async (c) => {
    const { id, since } = c.req.param();
    if (!(await deleteLink(c.env.DB, c.get("site"), { visitor: id, since: Number(since) })))
      return problem(404, "link", "No such link", {
        field: "since",
        expected: "the time of one of the visitor's links, epoch ms",
      });
    return c.json({ visitor: id, since: Number(since) }, 200);
  });

/** Before the first publication nothing is chosen for anybody. */
const unpublished = (site: SiteSettings): Snapshot => ({
  version: 0,
  publishedAt: 0,
  site,
  segments: [],
  campaigns: [],
});
