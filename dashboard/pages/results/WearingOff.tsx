import { LAST_SHOWING, type Showing } from "../../../model/results/fatigue.ts";
import type { CampaignResults } from "../../../model/results/report.ts";
import { sayNth, sayNumber, sayShare } from "../../format.ts";
import { t } from "../../words.ts";

/** Clicks by how often a visitor had seen it. */
export function WearingOff({ of: { showings, fatigue } }: { of: CampaignResults }) {
  const most = Math.max(...showings.map(rateOf), 0);
  return (
    <section class="section">
      <h2 class="h2">
        {t`Does it wear off?`} <small>{t`clicks by showing`}</small>
      </h2>
      {showings.length === 0 ? (
        <p class="hint">{t`It has not been shown yet.`}</p>
      ) : (
        <ol class="wear num">
          {showings.map((one) => (
            <li key={one.nth} title={t`${sayNumber(one.clicks)} clicks of ${sayNumber(one.shown)} showings`}>
              <b>{sayShare(rateOf(one), 1)}</b>
              <i
                class={one.shown < FEW ? "few" : fatigue && one.nth >= fatigue.from ? "lo" : undefined}
                style={{ height: `${most > 0 ? (rateOf(one) / most) * 6 : 0}rem` }}
              />
              <small>{sayShowing(one.nth)}</small>
            </li>
          ))}
        </ol>
      )}
      {showings.length > 0 && (
        <p class="hint">
          {fatigue
            ? t`From the ${sayShowing(fatigue.from)} showing on fewer than half as many follow it: ${sayShare(fatigue.laterShare, 1)} instead of ${sayShare(fatigue.firstShare, 1)}. Show it less often, or something new.`
            : t`No sign of it so far: it would be said once later showings are surely followed less than half as often as the first.`}
        </p>
      )}
    </section>
  );
}

/** A rate of fewer showings says little: grey. */
const FEW = 50;
const rateOf = ({ shown, clicks }: Showing) => (shown > 0 ? clicks / shown : 0);

/** "1st", "8th on". */
const sayShowing = (nth: number) => (nth === LAST_SHOWING ? t`${sayNth(nth)} on` : sayNth(nth));
