/** 14:00 of the first fifteen minutes: your data, and that it goes, from the first yes to the last table. */
import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import type { YourDataExport } from "../../model/your-data.ts";
import { aStory } from "../support/story.ts";

const story = aStory();

it("a visitor says yes, buys, reads what is kept, takes it along and erases it: device, card and every table hold nothing of them", async () => {
  const visit = await story.visitor();
  await visit.accept();
  await visit.lookAt("lamp-sowa");
  await visit.putInCart("lamp-sowa");
  await visit.goToPayment();
  await visit.payWith("one that works");
  await visit.page.waitForURL("**/demo/thanks/*");
  await visit.emptied();
  const secret = (await visit.kept()).find(([key]) => key === "secret")![1] as string;
  const card = await visit.cardAddress();
  const visitor = card.split("/").at(-1)!;
  const dashboard = await story.dashboard();
  await dashboard.goto(card);
  await dashboard.getByRole("heading", { name: "Their rights" }).waitFor();
  const orders = () => story.api<{ totals: { orders: number } }>("GET", "/overview");
  const before = (await orders()).totals.orders;
  expect(before).toBe(1);

  await visit.open("/demo/your-data/");
  const panel = visit.page.locator("impuls-your-data");
  await panel.getByText("You have said yes to: Measure, Personalise, Notify.").waitFor();
  await panel.getByText("Orders", { exact: true }).waitFor();
  const saved = visit.page.waitForEvent("download");
  await panel.getByRole("button", { name: "Download all of it" }).click();
  const exported = JSON.parse(await readFile(await (await saved).path(), "utf8")) as YourDataExport & {
    device: { consent: number };
  };
  const [own] = exported.visitors;
  expect(own!.visitor).toBe(visitor);
  expect(own!.orders).toMatchObject([{ currency: "EUR", status: "placed" }]);
  expect(own!.events.map(({ name }) => name)).toEqual(
    expect.arrayContaining(["page_view", "view_item", "add_to_cart", "purchase"]),
  );
  expect(own!.log.events.length).toBeGreaterThanOrEqual(own!.events.length);
  expect(own!.passport).not.toBeNull();
  expect(exported.device.consent).toBeGreaterThan(0);

  // Another tab of the shop is open, and hears of it.
  const other = await visit.browser.newPage();
  await other.goto(`${story.origin}/demo/p/lamp-dzwon/`);
  await other.waitForLoadState("load");
  await panel.getByRole("button", { name: "Erase everything" }).click();
  await panel.getByRole("button", { name: "Erase for good" }).click();
  await panel.getByText("Erased. This device holds nothing any more").waitFor();
  await visit.page.getByRole("button", { name: "Accept" }).waitFor();
  expect(await visit.stored()).toEqual([]);
  const sent = visit.syncs.length;
  await other.mouse.wheel(0, 2000);
  await visit.quiet();
  await other.close();
  expect(visit.syncs.slice(sent).map((request) => new URL(request.url()).pathname)).toEqual([]);
  expect(await visit.stored()).toEqual([]);

  await dashboard.reload();
  await dashboard.getByText("Everything about this visitor was erased").waitFor();
  const asked: string[] = [];
  dashboard.on("request", (request) => asked.push(new URL(request.url()).pathname));
  const db = await story.runtime.miniflare.getD1Database("DB");
  const { results: tables } = await db
    .prepare(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '_cf_%'",
    )
    .all<{ name: string }>();
  // The log is a job's, which the minute's cron hands out.
  await story.runtime.cron(new Date());
  const holding = async () => {
    const found: string[] = [];
    for (const { name } of tables) {
      const { results } = await db.prepare(`SELECT * FROM ${name}`).all();
      const text = await Promise.all(
        results.map(async (row) => JSON.stringify(row) + (name === "log" ? await unpacked(row.body) : "")),
      );
      if (text.some((row) => row.includes(visitor) || row.includes(secret))) found.push(name);
    }
    return found;
  };
  await expect.poll(holding, { interval: 200, timeout: 20_000 }).toEqual(["tombstones"]);
  expect((await orders()).totals.orders).toBe(before);

  // A new yes is somebody new.
  await visit.page.getByRole("button", { name: "Accept" }).click();
  await visit.settled();
  await visit.open("/demo/");
  await visit.settled();
  expect((await visit.kept()).find(([key]) => key === "secret")![1]).not.toBe(secret);
  // Nothing more can come of the one before, so the card does not go on asking, with an error in the console each time.
  await dashboard.waitForTimeout(2500);
  expect(asked.filter((path) => path.endsWith(visitor))).toEqual([]);
  await expect.poll(async () => (await visit.cardAddress()).split("/").at(-1)).not.toBe(visitor);
});

async function unpacked(body: unknown): Promise<string> {
  const packed = new Uint8Array(body as number[]);
  return new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
}
