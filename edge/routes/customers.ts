/** Customers by the shop's own id: the list, what is kept of one, and erasing it. */
import { Hono } from "hono";
import * as v from "valibot";
import type { CustomerCard, CustomerErasure, CustomerList } from "../../model/report.ts";
import { now } from "../clock.ts";
import type { AppEnv } from "../env.ts";
import { validQuery } from "../middleware/valid.ts";
import { problem } from "../problem.ts";
import { listCustomers, readListedCustomer, sumMinutes } from "../store/customer-list.ts";
import { findCustomer } from "../store/customers.ts";
import { eraseCustomer } from "../store/erasure.ts";
import { listVisitorsOfCustomer } from "../store/links.ts";
import { listOrdersOfCustomer } from "../store/order-list.ts";
import { readSite } from "../store/sites.ts";

const PAGE = 50;
const text = v.optional(v.pipe(v.string(), v.maxLength(200, "at most 200 characters")), "");
const listSchema = v.object({ search: text, before: text });

const noCustomer = () =>
  problem(404, "customer", "No such customer", {
    field: "id",
    expected: "a customer's id as the shop has it",
  });

export const customers = new Hono<AppEnv>()
  .get("/", validQuery(listSchema), async (c) => {
    const { DB } = c.env;
    const site = await readSite(DB, c.get("site"));
    if (!site) return problem(404, "site", "No such site");
    const { search, before } = c.req.valid("query");
    const listed = await listCustomers(DB, site.settings.id, { search, after: before }, PAGE + 1);
    const page = listed.slice(0, PAGE);
    const answer: CustomerList = {
      customers: page,
      next: listed.length > PAGE ? page.at(-1)!.id : null,
      currency: site.settings.currency,
    };
    return c.json(answer, 200);
  })
  .get("/:id", async (c) => {
    const { DB } = c.env;
    const site = await readSite(DB, c.get("site"));
    if (!site) return problem(404, "site", "No such site");
    const id = c.req.param("id");
    const of = [DB, site.settings.id, id] as const;
    const [row, known, browsers, newest, serviceMinutes] = await Promise.all([
      readListedCustomer(...of),
      findCustomer(...of),
      listVisitorsOfCustomer(...of),
      listOrdersOfCustomer(...of),
      sumMinutes(...of),
    ]);
    if (!known && row.visitors === 0 && newest.length === 0 && serviceMinutes === 0) return noCustomer();
    const answer: CustomerCard = {
      ...row,
      traits: known?.traits ?? {},
      browsers,
      newest,
      serviceMinutes,
      currency: site.settings.currency,
    };
    return c.json(answer, 200);
  })
  .delete("/:id", async (c) => {
    const erased = await eraseCustomer(c.env.DB, c.get("site"), c.req.param("id"), await now(c.env));
    if (!erased) return noCustomer();
    return c.json(erased satisfies CustomerErasure, 200);
  });
