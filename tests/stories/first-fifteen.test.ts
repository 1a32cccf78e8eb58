/**
 * The first fifteen minutes, as far as no other story tells them. Those that do: 1:00 `start`; 4:30 `consent`; 5:30, 7:30 and the
 * checkout guard of 6:30 `shop`; 8:30 `dashboard`; 10:00's notification and its click, in Firefox, `push`; 14:00's restart `start`.
 */
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { aStory } from "../support/story.ts";

const story = aStory();
const PATIENT = { timeout: 240_000 };

it("0:00 the README says how to start it, shows shop and dashboard, and what it does not do", () => {
  const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
  const first = readme.split("\n").slice(0, 16).join("\n");
  expect(first).toMatch(/npm start/);
  for (const [, picture] of first.matchAll(/!\[[^\]]+\]\(([^)]+)\)/g))
    expect(readFileSync(new URL(`../../${picture}`, import.meta.url)).length).toBeGreaterThan(10_000);
  expect(first.match(/!\[/g)).toHaveLength(2);
  expect(readme).toContain("## What it does not do");
});

it("4:00 the start page has three ways in, figures that grow, and says that its visitors are simulated", async () => {
  const visit = await story.visitor();
  await visit.open("/");
  const { page } = visit;
  for (const way of ["Be a visitor", "Watch yourself", "Put it on your shop"])
    await page.getByRole("heading", { name: way, level: 2 }).waitFor();
  await page.getByText("simulated visitors, 60 days").waitFor();
  await page.getByText(`src="${story.origin}/i.js"`).waitFor();
  const views = async () =>
    Number((await page.locator("[data-counter=views]").innerText()).replace(/\D/g, ""));
  const before = await views();
  const other = await story.visitor();
  await other.accept();
  await expect.poll(views, { timeout: 15_000 }).toBeGreaterThan(before);
});

it("12:00 the segment's count follows the typing, and says that you are in it", PATIENT, async () => {
  const visit = await story.visitor();
  await visit.accept();
  await visit.lookAt("lamp-sowa", "lamp-dzwon", "lamp-zuraw");
  await visit.emptied();
  const page = await story.dashboard(visit);
  await page.getByRole("link", { name: "Segments" }).first().click();
  await page.getByRole("link", { name: "New segment" }).first().click();
  await page.getByRole("combobox", { name: "What is compared" }).fill("products seen");
  await page.keyboard.press("Enter");
  const count = page.getByLabel("Products seen", { exact: true });
  await count.fill("3");
  await page.getByText("You are in it").waitFor();
  await count.fill("4");
  await page.getByText("You are not in it.").waitFor();
});
