import { Dialog } from "../../components/dialog/Dialog.tsx";
import { sayList } from "../../format.ts";
import { isPublishing, publication } from "../../shell/state.ts";
import { now, zone } from "../../site.ts";
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
    <Dialog title={`Publish ${campaign.name}?`} onClose={close}>
      <p>
        <b>{saySummary(campaign, nameOf, zone.value, now.value)}</b>
      </p>
      <p>{sayMeasure(campaign)}</p>
      {others.length > 0 && <p>With it goes live what else is saved: {sayList(others)}.</p>}
      <p>Live on the shop within {liveWithinSeconds}&nbsp;s.</p>
      <div class="acts">
        <button type="button" class="btn" onClick={close}>
          Not yet
        </button>
        <button
          type="button"
          class="btn primary"
          disabled={isSaving.value || isPublishing.value}
          onClick={() => void publish()}
        >
          Publish
        </button>
      </div>
    </Dialog>
  );
}
