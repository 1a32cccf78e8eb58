import { Dialog } from "../../components/dialog/Dialog.tsx";
import { sayList } from "../../format.ts";
import { isPublishing, publication } from "../../shell/state.ts";
import { now, zone } from "../../site.ts";
import { t } from "../../words.ts";
import { draft, isReviewing, isSaving, nameOf, publish } from "./state.ts";
import { sayMeasure, saySummary } from "./words.ts";

/** The whole campaign in a few sentences, before visitors meet it. */
export function Review() {
  const campaign = draft.value!;
  const { changes = [], liveWithinSeconds = 0 } = publication.value.value ?? {};
  const others = changes.filter((name) => name !== campaign.name);
  const close = () => {
    isReviewing.value = false;
  };
  return (
    <Dialog title={t`Publish ${campaign.name}?`} onClose={close}>
      <p>
        <b>{saySummary(campaign, nameOf, zone.value, now.value)}</b>
      </p>
      <p>{sayMeasure(campaign)}</p>
      {others.length > 0 && <p>{t`With it goes live what else is saved: ${sayList(others)}.`}</p>}
      <p>{t`Live on the shop within ${liveWithinSeconds}\u00a0s.`}</p>
      <div class="acts">
        <button type="button" class="btn" onClick={close}>{t`Not yet`}</button>
        <button
          type="button"
          class="btn primary"
          disabled={isSaving.value || isPublishing.value}
          onClick={() => void publish()}
        >{t`Publish`}</button>
      </div>
    </Dialog>
  );
}
