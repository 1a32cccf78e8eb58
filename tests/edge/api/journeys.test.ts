/** Journeys as marketers save, publish and watch them. */
import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import type { Journey, Step } from "../../../model/journey.ts";
import type { EnrolmentList, JourneyList, JourneyReport } from "../../../model/push-report.ts";
import type { Publication, VisitorCard } from "../../../model/report.ts";
import { aCampaign } from "../../support/builders.ts";
import { ANY_TIME, aJourney, aPush, aWait } from "../../support/journeys.ts";
import { does, freshVisitor, MINUTE_MS, passes, subscribes } from "../travellers.ts";
import { ARRIVE, aSite, type TestSite } from "./support.ts";

const steps: Step[] = [aPush("hello"), aWait("w", 60), aPush("again")];
const save = (site: TestSite, journey: Journey) => site.put(`/api/journeys/${journey.id}`, journey);
const publish = (site: TestSite) =>
  site.post<Publication & { field: string; expected: string }>("/api/publication");
const left = { name: "custom:left", props: {} } as const;

describe("a journey", () => {
  test("is saved, listed by name, read and deleted", async () => {
    const site = await aSite();
    await save(site, aJourney("b", steps, { name: "After", status: "draft" }));
    await save(site, aJourney("a", steps, { name: "Before" }));
    const { body } = await site.get<JourneyList>("/api/journeys");
    expect(body.journeys.map(({ journey, sums, waiting }) => [journey.name, sums, waiting])).toEqual([
      ["After", {}, 0],
      ["Before", {}, 0],
    ]);
    expect((await site.get<JourneyReport>("/api/journeys/a")).body.journey).toEqual(
      aJourney("a", steps, { name: "Before" }),
    );
    expect((await site.delete("/api/journeys/a")).status).toBe(200);
    expect((await site.get("/api/journeys/a")).status).toBe(404);
  });

  test.each<[string, string, unknown]>([
    ["a step’s", "steps[1].minutes", [aPush("a"), { kind: "wait", id: "w", minutes: 0 }]],
    [
      "a field deep in a branch",
      "steps[0].met[0].message.title",
      [
        {
          kind: "if",
          id: "i",
          segment: "s",
          met: [{ ...aPush("p"), message: { ...aPush("p").message, title: "x".repeat(41) } }],
          unmet: [],
        },
      ],
    ],
    ["ids that are there twice", "steps", [aPush("a"), aPush("a")]],
  ])("with %s fault is refused by its path", async (_, field, wrong) => {
    const site = await aSite();
    const journey = { ...aJourney("j", steps), steps: wrong };
    const { status, body } = await site.put("/api/journeys/j", journey);
    expect([status, body.field]).toEqual([400, field]);
  });

  test("goes live with the publication, which says what is new", async () => {
    const site = await aSite();
    await save(site, aJourney("j", steps, { name: "Hello again" }));
    await save(site, aJourney("d", steps, { status: "draft" }));
    expect((await site.get<Publication>("/api/publication")).body.changes).toEqual(["Hello again"]);
    expect((await publish(site)).status).toBe(200);
    expect((await site.get<Publication>("/api/publication")).body.changes).toEqual([]);
    const row = await env.DB.prepare("SELECT body FROM snapshots WHERE site = ?1")
      .bind(site.id)
      .first<{ body: string }>();
    expect(JSON.parse(row!.body).journeys.map(({ id }: Journey) => id)).toEqual(["j"]);
  });

  test.each<[string, Partial<Journey>]>([
    ["segment", { trigger: { kind: "segment_enter", segment: "nobody" } }],
    ["segment", { steps: [{ kind: "if", id: "i", segment: "nobody", met: steps, unmet: [] }] }],
    ["pool", { steps: [{ kind: "coupon", id: "c", pool: "nobody" }] }],
    ["campaign", { steps: [{ kind: "invite", id: "c", campaign: "nobody" }] }],
  ])("that asks for an unknown %s is not published", async (_, changes) => {
    const site = await aSite();
    await save(site, aJourney("j", steps, changes));
    const { status, body } = await publish(site);
    expect([status, body.field]).toEqual([400, "journeys.j"]);
    expect(body.expected).toContain("nobody");
  });

  test("may invite to a campaign that is by invitation, and to no other", async () => {
    const site = await aSite();
    await save(site, aJourney("j", [{ kind: "invite", id: "c", campaign: "inn" }]));
    await site.put("/api/campaigns/inn", aCampaign("inn"));
    expect((await publish(site)).status).toBe(400);
    await site.put("/api/campaigns/inn", aCampaign("inn", { isInvited: true }));
    expect((await publish(site)).status).toBe(200);
  });

  test("keeps its segments from being deleted while it is published", async () => {
    const site = await aSite();
    const condition = { field: "visits", op: "gte", value: 1 };
    await site.put("/api/segments/new", { id: "new", name: "New", condition });
    await save(site, aJourney("j", steps, { trigger: { kind: "segment_enter", segment: "new" } }));
    expect((await site.delete("/api/segments/new")).status).toBe(409);
  });

  test("shows who came where, who waits and until when, and what was made", async () => {
    const site = await aSite({ push: ANY_TIME, attentionMinutes: 0 });
    await save(site, aJourney("j", steps));
    await publish(site);
    const at = Date.now();
    const visitors = Array.from({ length: 3 }, freshVisitor);
    for (const [i, visitor] of visitors.entries()) {
      await subscribes(site, visitor);
      await does(site, visitor, at + i * MINUTE_MS, [ARRIVE, left]);
    }
    await passes(at, at + 60 * MINUTE_MS, 1);
    const { body } = await site.get<JourneyReport>("/api/journeys/j");
    expect(body).toMatchObject({
      sums: { enrolled: 3, "step:hello": 3, "step:w": 3, "step:again": 1, "ended:done": 1 },
      waiting: 2,
      deliveries: { hello: { due: 3 }, again: { due: 1 } },
      waitingAt: { w: 2 },
    });
    const waiting = await site.get<EnrolmentList>("/api/journeys/j/enrolments?step=w");
    expect(waiting.body).toEqual({
      enrolments: [1, 2].map((i) => ({
        visitor: visitors[i],
        step: "w",
        triggeredAt: at + i * MINUTE_MS,
        dueAt: at + (i + 60) * MINUTE_MS,
        held: null,
      })),
      next: null,
    });
    expect((await site.get<EnrolmentList>("/api/journeys/j/enrolments")).body).toEqual(waiting.body);
    const card = await site.get<VisitorCard>(`/api/visitors/${visitors[0]}`);
    expect(card.body.enrolments).toMatchObject([
      { journey: "j", name: "Journey j", step: "again", ended: "done", skipped: {} },
    ]);
  });

  test("is left by everybody once it is published no more", async () => {
    const site = await aSite({ push: ANY_TIME });
    await save(site, aJourney("j", [aWait("w", 5), aPush("a")]));
    await publish(site);
    const visitor = freshVisitor();
    await subscribes(site, visitor);
    const at = Date.now();
    await does(site, visitor, at, [left]);
    await save(site, aJourney("j", steps, { status: "paused" }));
    await publish(site);
    // The rules kept in the isolate have it still, and wait behind an answer for the newer ones.
    const eager = { ...env, SNAPSHOT_SECONDS: "-1" };
    const { loadSnapshot } = await import("../../../edge/snapshot.ts");
    const behind: Promise<unknown>[] = [];
    await loadSnapshot(eager, site.id, (promise) => behind.push(promise));
    await Promise.all(behind);
    await passes(at, at + 10 * MINUTE_MS, 5);
    expect((await site.get<JourneyReport>("/api/journeys/j")).body.sums).toMatchObject({
      "ended:stopped": 1,
    });
  });
});
