/** Every table that names a visitor has an end, or a reason to have none: what is past its end goes. */
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { retain } from "../../edge/jobs/retain.ts";
import { DAY_MS } from "../../model/time.ts";
import { ARRIVE, aSite, visit } from "./api/support.ts";

/** Whose rows stay, and why: edge/storage.md. */
const FOR_GOOD: Record<string, string> = {
  tombstones: "a device that comes back after years may still have its secret",
  orders: "the shop's own books",
  links: "a known customer's, until the shop erases the customer",
  first_exposures: "of those alone who ordered or are known customers",
};

test("a year and two months after an anonymous visitor's last visit no table names them", async () => {
  const site = await aSite();
  const then = Date.now() - 430 * DAY_MS;
  const visitor = await visit(site, [ARRIVE], { at: then });
  const { results } = await env.DB.prepare(
    "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%\n  visitor TEXT%'",
  ).all<{ name: string }>();
  const ending = results.map(({ name }) => name).filter((name) => !(name in FOR_GOOD));
  expect(ending.toSorted()).toEqual([
    "answer_texts",
    "answers",
    "deliveries",
    "enrolments",
    "leads",
    "subscriptions",
  ]);
  for (const table of ending) {
    const { results: columns } = await env.DB.prepare(`PRAGMA table_info(${table})`).all<{
      name: string;
      type: string;
      notnull: number;
      dflt_value: string | null;
    }>();
    const given = columns.filter(({ notnull, dflt_value }) => notnull && dflt_value === null);
    const values = given.map(({ name, type }) =>
      name === "site" ? "?1" : name === "visitor" ? "?2" : type === "INTEGER" ? String(then) : "'x'",
    );
    await env.DB.prepare(`INSERT INTO ${table} (${given.map(({ name }) => name)}) VALUES (${values})`)
      .bind(site.id, visitor)
      .run();
  }
  await env.DB.batch([
    env.DB.prepare(
      "INSERT INTO coupons (site, code, pool, is_live, holder, given_at) VALUES (?1, 'OLD', 'p', 1, 'v:' || ?2, ?3)",
    ).bind(site.id, visitor, then),
    env.DB.prepare(
      "INSERT INTO dead_letters (id, site, failed_at, reason, body) VALUES ('old', ?1, ?3, '', json_object('visitor', ?2))",
    ).bind(site.id, visitor, then),
  ]);

  await retain(env, { site: site.id, kind: "retain", subject: "" }, Date.now());

  const left: string[] = [];
  for (const table of [...ending, "visitors", "log", "coupons", "dead_letters"]) {
    const { results: rows } = await env.DB.prepare(`SELECT * FROM ${table} WHERE site = ?1`)
      .bind(site.id)
      .all();
    if (table === "log" ? rows.length > 0 : JSON.stringify(rows).includes(visitor)) left.push(table);
  }
  expect(left).toEqual([]);
});
