import { expect, it } from "vitest";
import type { OrderList } from "../../model/report.ts";
import { aStory } from "../support/story.ts";

const story = aStory();

it("an order whose first card is declined appears in the dashboard once, also after the thank-you page is loaded again", async () => {
  const visit = await story.visitor();
  await visit.accept();
  await visit.putInCart("lamp-dzwon");
  await visit.goToPayment();
  await visit.payWith("one that is declined");
  await visit.page.getByRole("alert").getByText("The bank declined this card").waitFor();
  await visit.payWith("one that works");
  await visit.page.waitForURL("**/demo/thanks/*");
  const order = new URL(visit.page.url()).searchParams.get("order")!;
  await visit.settled();
  await visit.page.reload();
  await visit.settled();
  await visit.drawn("thanks").getByText("Orders before 14:00 leave the same working day.").waitFor();
  expect(await visit.page.locator("[data-cart-count]").textContent()).toBe("0");

  const orders = () => story.api<OrderList>("GET", "/orders").then((list) => list.orders);
  await expect.poll(orders, { timeout: 5000 }).toHaveLength(1);
  const dashboard = await story.dashboard(visit);
  await dashboard.getByRole("link", { name: "Orders" }).click();
  const row = dashboard.getByRole("row", { name: order });
  expect(await row.getByRole("cell").last().textContent()).toContain("123.90");
  expect(await orders()).toHaveLength(1);
  await dashboard.goto(await visit.cardAddress());
  await dashboard.getByText("Payment failed").waitFor();
  await dashboard.getByText(/1\sorder, the last/).waitFor();
});
