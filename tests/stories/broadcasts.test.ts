/** A marketer sends a notification to everybody who takes them, from the first word to what became of it. */
import { expect, it, onTestFinished } from "vitest";
import { demoSite } from "../../demo/rules.ts";
import type { PushKey } from "../../model/push.ts";
import { aPushReceiver } from "../support/push-receiver.ts";
import { PushService } from "../support/push-service.ts";
import type { ShopVisit } from "../support/shop-visit.ts";
import { aStory } from "../support/story.ts";

const story = aStory();

/** As the tracker would tell it after a yes: a headless browser has no push service to subscribe with. */
async function subscribe(visit: ShopVisit, endpoint: string): Promise<void> {
  const { keys } = await aPushReceiver();
  const kept = await visit.kept();
  const passport = kept.find(([key]) => key === "passport")![1];
  const { id: keyId } = (await (
    await fetch(`${story.origin}/v1/push/key?site=${demoSite.id}`)
  ).json()) as PushKey;
  const answer = await fetch(`${story.origin}/v1/push/subscriptions`, {
    method: "POST",
    headers: { origin: story.origin },
    body: JSON.stringify({
      site: demoSite.id,
      passport,
      subscription: { endpoint, keys, keyId },
      timeZone: "Europe/Warsaw",
      language: "pl-PL",
    }),
  });
  expect(answer.status).toBe(204);
}

it("is written, tried, sized, sent, and its deliveries are seen", async () => {
  const service = await PushService.start();
  onTestFinished(() => service.stop());
  await story.api("PUT", `/sites/${demoSite.id}`, { ...demoSite, holdoutShare: 0, attentionMinutes: 0 });
  await story.api("POST", "/publication");
  const visit = await story.visitor();
  await visit.accept();
  await subscribe(visit, `${service.origin}/wpush/browser`);

  const page = await story.dashboard(visit);
  await page.getByRole("link", { name: "Notifications" }).first().click();
  await page.locator("#quiet-from").selectOption("8");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("It holds for what is sent from now on.").waitFor();

  await page.getByRole("link", { name: "New broadcast" }).first().click();
  await page.locator("#name").fill("Long evenings");
  const reach = page.getByRole("complementary", { name: "Size and preview" });
  await reach.getByText("of 1 subscriber").first().waitFor();
  await page.getByRole("button", { name: "Change Measure" }).click();
  await page.locator("#holdout").fill("0");

  await page.getByRole("button", { name: "Review and send" }).click();
  await page.getByText("Title: must not be empty.").waitFor();
  await page.locator("#message-title").fill("Light for long evenings");
  await page.locator("#message-body").fill("Ten lamps are back.");
  expect(await reach.getByText("Light for long evenings").count()).toBe(3);

  await page.getByRole("button", { name: "Test on my browser" }).click();
  await page.getByText("Sent to this browser.").waitFor();
  expect(service.pushed).toHaveLength(1);

  await page.getByRole("button", { name: "Review and send" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("Every subscriber. 1 of 1 subscriber now.").waitFor();
  await dialog.getByRole("button", { name: "Send it" }).click();
  await page.getByText("Long evenings is on its way.").waitFor();
  await page.getByText("1 of 1 sent or settled").waitFor({ timeout: 20_000 });
  await page.getByRole("region", { name: "Deliveries" }).getByText("You", { exact: true }).waitFor();
  expect(service.pushed.map(({ channel, status }) => [channel, status])).toEqual([
    ["browser", 201],
    ["browser", 201],
  ]);

  await page.getByRole("link", { name: "See all" }).click();
  await page.getByRole("heading", { name: "Deliveries", level: 1 }).waitFor();
  await page.getByLabel("Sent by").selectOption({ label: "Long evenings" });
  await page.getByRole("cell", { name: "Sent" }).waitFor();
  await page.getByRole("link", { name: "You" }).click();
  await page.getByRole("heading", { name: "Notifications" }).waitFor();
});
