/** A code from the shop's own list, each visitor's own, shown where a campaign offers it. */
import { expect, it } from "vitest";
import type { CouponPoolList } from "../../model/coupon.ts";
import { aCampaign } from "../support/builders.ts";
import { aStory } from "../support/story.ts";

// The one who finds none is told so by a refusal.
const story = aStory({ excused: /status of 409/ });

it("each visitor is shown a code of their own, the same one again, and who comes too late is told", async () => {
  const pool = {
    id: "welcome",
    name: "Welcome",
    expiresAt: null,
    validDays: null,
    budget: null,
    needsCustomer: false,
  };
  await story.api("PUT", "/coupons/welcome", pool);
  await story.api("POST", "/coupons/welcome/codes", { codes: ["WELCOME-1", "WELCOME-2"] });
  const content = {
    form: "inline",
    blocks: [
      { kind: "head", title: "Ten percent for your first order" },
      { kind: "coupon", pool: "welcome", label: "Show my code" },
    ],
  } as const;
  const campaign = aCampaign("welcome", {
    role: "offer",
    priority: 90,
    variants: [{ id: "a", share: 1, content: content as never }],
  });
  await story.api("PUT", "/campaigns/welcome", campaign);
  await story.api("POST", "/publication");

  /** On a page whose offer was decided before it, and so is there in time on a busy machine too. */
  const arrived = async () => {
    const visit = await story.visitor();
    await visit.accept();
    await visit.open();
    return visit;
  };
  const codes: string[] = [];
  for (let i = 0; i < 2; i++) {
    const visit = await arrived();
    const offer = visit.drawn("home");
    await offer.getByRole("button", { name: "Show my code" }).click();
    await offer.getByText(/^WELCOME-/).waitFor();
    codes.push((await offer.locator("code").textContent())!);
    await offer.getByRole("button", { name: "Copy" }).waitFor();
    await visit.open();
    await offer.getByRole("button", { name: "Show my code" }).click();
    await expect.poll(() => offer.locator("code").textContent()).toBe(codes[i]);
  }
  expect(codes.toSorted()).toEqual(["WELCOME-1", "WELCOME-2"]);

  const late = await arrived();
  await late.drawn("home").getByRole("button", { name: "Show my code" }).click();
  await late.drawn("home").getByText("There is no code for you any more.").waitFor();
  const { pools } = await story.api<CouponPoolList>("GET", "/coupons");
  expect(pools[0]).toMatchObject({ given: 2, free: 0 });
});
