import * as v from "valibot";
import { expect, it } from "vitest";
import { demoCampaigns, demoSegments, demoSite } from "../../demo/rules.ts";
import { isSiteId } from "../../model/site.ts";
import { snapshotSchema } from "../../model/snapshot.ts";

it("the demo shop's rules are a snapshot the edge accepts", () => {
  const snapshot = {
    version: 1,
    publishedAt: 0,
    site: demoSite,
    segments: demoSegments,
    campaigns: demoCampaigns,
  };
  const parsed = v.safeParse(snapshotSchema, snapshot);
  expect(parsed.issues?.map((issue) => `${v.getDotPath(issue)}: ${issue.message}`) ?? []).toEqual([]);
  expect(isSiteId(demoSite.id)).toBe(true);
});

it("every campaign names segments that are there", () => {
  const known = new Set(demoSegments.map(({ id }) => id));
  const named = demoCampaigns.flatMap(({ segmentsIn, segmentsOut }) => [...segmentsIn, ...segmentsOut]);
  expect(named.filter((id) => !known.has(id))).toEqual([]);
});
