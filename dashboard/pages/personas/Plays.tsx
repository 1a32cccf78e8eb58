import type { Persona } from "../../../model/personas.ts";
import { isReady, PLANNED_PARTS } from "../../../model/play.ts";
import type { Condition } from "../../../model/segment.ts";
import { isSaving, reach } from "./state.ts";

/** What to do about them: what a campaign can show today, and what waits for a part that is not there. */
export function Plays({ persona, condition }: { persona: Persona; condition: Condition }) {
  return (
    <section aria-label={`What to do about ${persona.name}`}>
      <h3>What to do</h3>
      <ul class="plays">
        {persona.plays.map((play, i) => (
          <li key={play.what}>
            <span class="words">
              <b>{play.what}</b>
              <span class="sub">
                {play.when}
                {isReady(play) && `, ${play.campaign.placement === "bar" ? "as a bar" : "in the page"}`}
              </span>
            </span>
            {isReady(play) ? (
              <button
                type="button"
                class="btn small"
                disabled={isSaving.value}
                onClick={() => void reach(persona, i, condition)}
              >
                Draft the campaign
              </button>
            ) : (
              <span class="tag" title={`${PLANNED_PARTS[play.waitsFor]} is not there yet`}>
                Planned: {PLANNED_PARTS[play.waitsFor]}
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
