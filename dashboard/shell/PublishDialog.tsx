import { Dialog } from "../components/dialog/Dialog.tsx";
import { sayCount } from "../format.ts";
import { t } from "../words.ts";
import { Findings } from "./Findings.tsx";
import { findings, isPublishing, isReviewing, publication, publishAll } from "./state.ts";

/** What goes live, before it does. */
export function PublishDialog() {
  const { changes = [], liveWithinSeconds = 0, version = 0 } = publication.value.value ?? {};
  const isKept = findings.value.value?.findings.some(({ level }) => level === "bad");
  const close = () => {
    isReviewing.value = false;
  };
  return (
    <Dialog title={t`Publish ${sayCount(changes.length, "change")}?`} onClose={close}>
      <ul>
        {changes.map((change) => (
          <li key={change}>
            <b>{change}</b>
          </li>
        ))}
      </ul>
      <Findings />
      <p>{t`Version ${version + 1}. Live on the shop within ${liveWithinSeconds}\u00a0s; visitors who are on a page see it on their next one.`}</p>
      <div class="acts">
        <button type="button" class="btn" onClick={close}>{t`Not yet`}</button>
        <button
          type="button"
          class="btn primary"
          disabled={isPublishing.value || isKept}
          onClick={() => void publishAll()}
        >{t`Publish`}</button>
      </div>
    </Dialog>
  );
}
