import { expect, it } from "vitest";
import { demoSite } from "../../demo/rules.ts";
import type { CustomerList, OrderList } from "../../model/report.ts";
import { aStory } from "../support/story.ts";

const story = aStory();

it("a marketer finds a customer by the shop's id, sees what is kept, and erases it; the sums stay", async () => {
  const key = await story.api<{ key: string }>("POST", "/keys", { name: "the shop's server" });
  const orders = ["A-1", "B/2"].map((customer, i) => ({
    id: `order-${i}`,
    customer,
    placedAt: Date.now() - 3_600_000,
    valueMinor: 12_500,
    currency: "EUR",
  }));
  const told = await fetch(`${story.origin}/v1/orders?site=${demoSite.id}`, {
    method: "POST",
    headers: { authorization: `Bearer ${key.key}`, "content-type": "application/json" },
    body: JSON.stringify({ orders }),
  });
  expect(told.status).toBe(200);
  const sums = async () => (await story.api<OrderList>("GET", "/orders")).reported;
  const before = await sums();

  const dashboard = await story.dashboard();
  await dashboard.getByRole("link", { name: "Customers", exact: true }).click();
  await dashboard.getByRole("link", { name: "A-1" }).waitFor();
  await dashboard.getByRole("searchbox", { name: "Find by the shop’s id" }).fill("B");
  await dashboard.getByRole("link", { name: "A-1" }).waitFor({ state: "detached" });
  await dashboard.getByRole("link", { name: "B/2" }).click();
  await dashboard.getByRole("heading", { name: "B/2", level: 1 }).waitFor();
  await dashboard.getByRole("link", { name: "order-1" }).waitFor();

  await dashboard.getByRole("button", { name: "Erase this customer" }).click();
  const dialog = dashboard.getByRole("dialog", { name: "Erase B/2?" });
  expect(
    await dialog.getByRole("button", { name: "Keep" }).evaluate((it) => it === document.activeElement),
  ).toBe(true);
  const erase = dialog.getByRole("button", { name: "Erase for good" });
  await dialog.getByLabel("Type B/2 to erase").fill("B/");
  expect(await erase.isDisabled()).toBe(true);
  await dialog.getByLabel("Type B/2 to erase").fill("B/2");
  await erase.click();
  await dashboard.getByText("1 order stays as a sum that is nobody’s.").waitFor();
  await dashboard.getByRole("link", { name: "A-1" }).waitFor();

  const { customers } = await story.api<CustomerList>("GET", "/customers");
  expect(customers.map(({ id }) => id)).toEqual(["A-1"]);
  expect(await sums()).toEqual(before);
});
