import { Dialog } from "../../components/dialog/Dialog.tsx";
import { now, zone } from "../../site.ts";
import { t } from "../../words.ts";
import { draft, isBusy, isReviewing, nameOf, send, settings, size } from "./state.ts";
import { saySummary } from "./words.ts";

/** Who gets what, when, and how often at most: the last look before it goes. */
export function Review() {
  const broadcast = draft.value!;
  const [who, ...rest] = saySummary(
    broadcast,
    size.value.value,
    settings.value,
    nameOf,
    zone.value,
    now.value,
  );
  const close = () => {
    isReviewing.value = false;
  };
  return (
    <Dialog title={t`Send ${broadcast.name}?`} onClose={close}>
      <p>
        <b>{who}</b>
      </p>
      <ul>
        {rest.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <p>
        {broadcast.when.kind === "now"
          ? t`What has gone out cannot be called back; what has not can be paused or cancelled.`
          : t`Until then it can be paused or cancelled, and no longer changed.`}
      </p>
      <div class="acts">
        <button type="button" class="btn" onClick={close}>{t`Not yet`}</button>
        <button type="button" class="btn primary" disabled={isBusy.value} onClick={() => void send()}>
          {broadcast.when.kind === "now" ? t`Send it` : t`Schedule it`}
        </button>
      </div>
    </Dialog>
  );
}
