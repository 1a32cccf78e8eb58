/** Outcomes in words: what a winner waits for, and over what another one was lost to. */
import { expect, test } from "vitest";
import type { Campaign } from "../../model/campaign.ts";
import { decide } from "../../model/decision.ts";
import { Facts } from "../../model/facts.ts";
import { emptyServerPart } from "../../model/passport.ts";
import { emptyProfile } from "../../model/profile.ts";
import { type Reason, sayReason } from "../../model/reason.ts";
import { compileSnapshot } from "../../model/snapshot.ts";
import { aCampaign, aSite, aSituation, aSnapshot } from "../support/builders.ts";

/** What is said of each, by its id. */
function said(...campaigns: Campaign[]): Record<string, Reason> {
  const snapshot = aSnapshot(aSite("polana"), { campaigns });
  const compiled = compileSnapshot(snapshot);
  const profile = emptyProfile();
  const situation = aSituation();
  const facts = new Facts(profile, emptyServerPart, situation, compiled);
  const names = new Map(campaigns.map(({ id, name }) => [id, name]));
  return Object.fromEntries(
    decide(compiled, "AAAAAAAAAAAAAAAAAAAAAA", profile, new Set(), situation).map((one) => [
      one.compiled.campaign.id,
      sayReason(one, situation, [], names, facts),
    ]),
  );
}
const overlay = { placement: "overlay", holdoutShare: 0 };

test.each<[Campaign["trigger"], string]>([
  [{ kind: "at_once" }, ""],
  [{ kind: "engaged", seconds: 8 }, "Waits for its seconds of attention."],
  [{ kind: "scroll", share: 0.5 }, "Waits until enough of the page has been seen."],
  [{ kind: "idle", seconds: 20 }, "Waits for its seconds without a touch."],
  [{ kind: "click", selector: "a" }, "Waits for its click."],
  [{ kind: "event", event: "quiz" }, "Waits for its event."],
  [{ kind: "moment", moment: "compare" }, "Waits for its moment."],
  [{ kind: "cart_change" }, "Waits for a change of the cart."],
  [{ kind: "return", awaySeconds: 30 }, "Waits for the visitor to come back to the tab."],
  [{ kind: "exit" }, "Waits for the visitor to be about to leave."],
])("who has won says what it waits for on the page: %o", (trigger, waits) => {
  expect(said(aCampaign("a", { ...overlay, trigger })).a).toMatchObject({ outcome: "won", flip: waits });
});

test("who lost the exit lost the exit, whatever place it would have stood in", () => {
  const exit = { holdoutShare: 0, trigger: { kind: "exit" as const } };
  const { bar } = said(
    aCampaign("help", { ...exit, placement: "overlay", priority: 90 }),
    aCampaign("bar", { ...exit, placement: "bar", priority: 20 }),
  );
  expect(bar!.reason).toMatch(/^Lost the exit to .*: priority 20\.$/);
  const { two } = said(
    aCampaign("one", { holdoutShare: 0, placement: "bar", priority: 90 }),
    aCampaign("two", { holdoutShare: 0, placement: "bar", priority: 20 }),
  );
  expect(two!.reason).toMatch(/^Lost the bar to /);
});
