import { expect, test } from "vitest";
import { visitorName } from "../../dashboard/components/glyph/visitor-name.ts";
import { visitorIdOf } from "../../dashboard/you.ts";

test("a visitor has the same readable name everywhere and always", () => {
  expect(visitorName("n8yS3T0mZf6qQ0m1rR2bXA")).toBe(visitorName("n8yS3T0mZf6qQ0m1rR2bXA"));
  expect(visitorName("n8yS3T0mZf6qQ0m1rR2bXA")).toMatch(/^[A-Z][a-z]+ [a-z]+ [0-9a-f]{4}$/);
});

test("a thousand visitors have a thousand names", () => {
  const names = new Set(Array.from({ length: 1000 }, (_, i) => visitorName(`visitor-${i}`)));
  expect(names.size).toBe(1000);
});

test("this browser's visitor is named as the edge names it: 22 characters of a hash over site and secret", async () => {
  const id = await visitorIdOf("polana-8n", "secret");
  expect(id).toMatch(/^[A-Za-z0-9_-]{22}$/);
  expect(id).not.toBe(await visitorIdOf("polana-8n", "other"));
});
