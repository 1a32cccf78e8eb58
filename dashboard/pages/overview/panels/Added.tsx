import { IntervalBar } from "../../../components/interval-bar/IntervalBar.tsx";
import { placeOf, scaleOf } from "../../../components/interval-bar/scale.ts";
import { Panel } from "../../../components/panel/Panel.tsx";
import { sayMoney } from "../../../format.ts";
import { site } from "../../../site.ts";
import { t } from "../../../words.ts";
import { sayBetween } from "../../results/words.ts";
import { results } from "../state.ts";
import { sayTogether } from "./words.ts";

/** What campaigns, journeys and broadcasts added together. It is of no range: an interval that may be looked at daily grows. */
export function Added() {
  return (
    <Panel of={results} what={t`What was added`} lines={2}>
      {(list) => {
        const { lead, is, sentence } = sayTogether(list, site.value?.holdoutShare ?? 0);
        const { addedMinor } = list.all;
        const scale = scaleOf([addedMinor]);
        return (
          <section class="hero" aria-label={t`What Impuls added`}>
            <p class="say">
              <b class="big num">{lead}</b> {is}{" "}
              <span
                class="sub num"
                title={t`Since the shares of visitors held out were last changed, whichever days are shown. Campaigns, journeys and broadcasts together, of visitors who met a campaign.`}
              >
                {sentence}
                {addedMinor && t` It counts all days, not those chosen.`}
              </span>
            </p>
            {addedMinor && (
              <div class="scale">
                <IntervalBar
                  of={addedMinor}
                  scale={scale}
                  label={t`Added, 95 % interval: ${sayBetween(addedMinor, list.currency)}`}
                />
                {[...new Set([addedMinor.low, 0, addedMinor.high])].map((minor) => (
                  <span key={minor} class="num" style={{ left: `${placeOf(minor, scale)}%` }}>
                    {minor === 0 ? "0" : sayMoney(minor, list.currency, true)}
                  </span>
                ))}
              </div>
            )}
          </section>
        );
      }}
    </Panel>
  );
}
