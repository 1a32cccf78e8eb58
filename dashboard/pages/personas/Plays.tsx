import { formOf } from "../../../model/content.ts";
import type { Persona } from "../../../model/personas.ts";
import { isReady, isSent, PLANNED_PARTS } from "../../../model/play.ts";
import type { Condition } from "../../../model/segment.ts";
import { hrefOf } from "../../address.ts";
import { t } from "../../words.ts";
import { isSaving, reach } from "./state.ts";

const SHOWN = { inline: t`in the page`, bar: t`as a bar`, overlay: t`as an overlay` };

/** What to do about them: what a campaign can show, what a journey sends, and what waits for something that is not there. */
export function Plays({ persona, condition }: { persona: Persona; condition: Condition }) {
  return (
    <section aria-label={t`What to do about ${t(persona.name)}`}>
      <h3>{t`What to do`}</h3>
      <ul class="plays">
        {persona.plays.map((play, i) => (
          <li key={play.what}>
            <span class="words">
              <b>{t(play.what)}</b>
              <span class="sub">
                {t(play.when)}
                {isReady(play) && `, ${SHOWN[formOf(play.campaign.placement)]}`}
              </span>
            </span>
            {isReady(play) ? (
              <button
                type="button"
                class="btn small"
                disabled={isSaving.value}
                onClick={() => void reach(persona, i, condition)}
              >{t`Draft the campaign`}</button>
            ) : isSent(play) ? (
              <a class="btn small" href={hrefOf("plays", play.journey)}>{t`Open the play`}</a>
            ) : (
              <span class="tag" title={t`${t(PLANNED_PARTS[play.waitsFor])} is not there yet`}>
                {t`Planned: ${t(PLANNED_PARTS[play.waitsFor])}`}
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
