import type { CampaignResults } from "../../../model/results/report.ts";
import { t } from "../../words.ts";
import { sayGoal } from "./words.ts";

/** How many of those who met it did what it is for. */
export function GoalReached({ of: { goal } }: { of: CampaignResults }) {
  if (goal.shown.visitors === 0) return null;
  const { lead, is, sentence } = sayGoal(goal);
  return (
    <section class="goal" aria-label={t`Goal`}>
      <p class="lead">
        <b class="num">{lead}</b> {is}
      </p>
      <p class="say num">{sentence}</p>
    </section>
  );
}
