/** Segments that ask for other segments: what is refused by name when saving, deleting and publishing, and who is in. */
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { saveSegment as storeSegment } from "../../../edge/store/segments.ts";
import type { SegmentList, SegmentPreview } from "../../../model/report.ts";
import type { Condition } from "../../../model/segment.ts";
import { aSegment } from "../../support/builders.ts";
import { ARRIVE, aSite, type TestSite, visit } from "./support.ts";

const asks = (of: string): Condition => ({ field: "segment", of, op: "is", value: true });
const ANYBODY: Condition = { field: "visits", op: "gte", value: 1 };
const save = (site: TestSite, id: string, condition: Condition) =>
  site.put(`/api/segments/${id}`, aSegment(id, condition));
const idsOf = async (site: TestSite) =>
  (await site.get<SegmentList>("/api/segments")).body.segments.map(({ id }) => id);

test("a segment that asks for one that is not there is refused, and the one is named", async () => {
  const site = await aSite();
  const { status, body } = await save(site, "vips", asks("nowhere"));
  expect([status, body.field]).toEqual([400, "condition"]);
  expect(body.expected).toBe("only segments that exist; “Segment vips” asks for “nowhere”");
  expect(await idsOf(site)).toEqual([]);
});

test("segments that ask for each other in a circle are refused, and the circle is named", async () => {
  const site = await aSite();
  await save(site, "a", ANYBODY);
  await save(site, "b", asks("a"));
  await save(site, "c", { none: [asks("b")] });
  const { status, body } = await save(site, "a", { any: [ANYBODY, asks("c")] });
  expect([status, body.field]).toEqual([400, "condition"]);
  expect(body.expected).toBe(
    "no circle of segments; “Segment a” asks for “Segment c” asks for “Segment b” asks for “Segment a”",
  );
  expect((await save(site, "d", asks("d"))).status).toBe(400);
});

test("a segment that another asks for cannot be deleted, and the other is named", async () => {
  const site = await aSite();
  await save(site, "a", ANYBODY);
  await save(site, "b", asks("a"));
  const { status, body } = await site.delete("/api/segments/a");
  expect([status, body.detail]).toEqual([409, "“Segment b” asks for it. Take it out there first."]);
  expect((await site.delete("/api/segments/b")).status).toBe(200);
  expect((await site.delete("/api/segments/a")).status).toBe(200);
});

test("what has come into the store all the same stops the publication, and is named", async () => {
  const site = await aSite();
  await storeSegment(env.DB, site.id, aSegment("lost", asks("nowhere")), { by: "Test", at: 1 });
  const { status, body } = await site.post("/api/publication");
  expect([status, body.field]).toEqual([400, "segments.lost"]);
  expect(body.expected).toContain("“nowhere”");
});

test("who is in a segment counts for the one that asks for it, in the count and in the findings", async () => {
  const site = await aSite();
  const visitor = await visit(site, [ARRIVE]);
  await save(site, "anybody", ANYBODY);
  await save(site, "nobody", { none: [asks("anybody")] });
  const count = async (condition: Condition) =>
    (await site.post<SegmentPreview>(`/api/segments/preview?visitor=${visitor}`, { condition })).body;
  const [inside, outside] = [await count(asks("anybody")), await count(asks("nobody"))];
  expect([inside.count, inside.findings![0]]).toMatchObject([1, { actual: true, holds: true }]);
  expect([outside.count, outside.findings![0]]).toMatchObject([0, { actual: false, holds: false }]);
});
