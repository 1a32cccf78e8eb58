import { useEffect, useState } from "preact/hooks";
import { hrefOf } from "../../address.ts";
import { Confirm } from "../../components/dialog/Confirm.tsx";
import { Icon } from "../../components/icon/Icon.tsx";
import { NotYours } from "../../components/not-yours/NotYours.tsx";
import { OwnHistory } from "../../components/own-history/OwnHistory.tsx";
import { PageHead } from "../../components/page-head/PageHead.tsx";
import { Empty, Panel } from "../../components/panel/Panel.tsx";
import { usePolling } from "../../polling.ts";
import { BROADCAST_WORDS } from "../../push-words.ts";
import { clockMoves } from "../../shell/state.ts";
import { may } from "../../site.ts";
import { useUnsaved } from "../../unsaved.ts";
import { t } from "../../words.ts";
import type { PageProps } from "../pages.ts";
import { loadBeholders } from "./beholder/state.ts";
import { Look } from "./Look.tsx";
import { Progress } from "./Progress.tsx";
import { Review } from "./Review.tsx";
import { Steps } from "./Steps.tsx";
import {
  draft,
  isBusy,
  isChanged,
  isDraft,
  isMissing,
  isNew,
  isReviewing,
  move,
  open,
  refresh,
  remove,
  report,
  review,
  save,
  saved,
  segments,
} from "./state.ts";

const REFRESH_MS = 3000;

/** One broadcast: written and sent here, and then how far it is. */
export function Page({ id, query }: PageProps) {
  useUnsaved({ draft, isNew: () => isNew.peek(), isChanged: () => isDraft.peek() && isChanged.peek() });
  useEffect(() => void open(id, query), [id, clockMoves.value]);
  useEffect(() => void loadBeholders(), []);
  usePolling(refresh, REFRESH_MS);
  const crumb = { text: t`Notifications`, href: hrefOf("push") };
  if (isMissing.value)
    return (
      <>
        <PageHead title={t`No such broadcast`} crumb={crumb} />
        <Empty icon="bell" title={t`There is no such broadcast`} text={t`It may have been deleted.`}>
          <a class="btn" href={hrefOf("push")}>{t`All notifications`}</a>
        </Empty>
      </>
    );
  return (
    <>
      <PageHead
        title={saved.value?.broadcast.name ?? (isNew.value ? t`New broadcast` : t`Broadcast`)}
        crumb={crumb}
        status={<Status />}
      >
        {saved.value && <OwnHistory kind="broadcast" id={saved.value.broadcast.id} />}
        {draft.value && (isDraft.value ? <DraftActions /> : <SentActions />)}
      </PageHead>
      {isNew.value ? (
        <Panel of={segments} what={t`The segments`}>
          {() => <Draft />}
        </Panel>
      ) : (
        <Panel of={report} what={t`The broadcast`}>
          {(known) => (known.status === "draft" ? <Draft /> : <Progress of={known} />)}
        </Panel>
      )}
      {isReviewing.value && draft.value && <Review />}
    </>
  );
}

function Draft() {
  return draft.value ? (
    <div class="edit">
      <div class="form">
        <Steps />
      </div>
      <Look />
    </div>
  ) : null;
}

function Status() {
  const { word, icon, isOn } = BROADCAST_WORDS[saved.value?.status ?? "draft"];
  return (
    <>
      <span class={`status${isOn ? " on" : ""}`}>
        <Icon name={icon} />
        {word}
      </span>
      {saved.value && isDraft.value && isChanged.value && <span class="tag warn">{t`Not saved`}</span>}
    </>
  );
}

function DraftActions() {
  if (!may("edit")) return <NotYours to="edit" />;
  return (
    <>
      {saved.value && (
        <button type="button" class="btn quiet" onClick={() => void remove()}>{t`Delete`}</button>
      )}
      <button
        type="button"
        class="btn"
        disabled={isBusy.value || !isChanged.value}
        title={isChanged.value ? undefined : t`Nothing has changed`}
        onClick={() => void save()}
      >{t`Save`}</button>
      <button
        type="button"
        class="btn primary"
        disabled={isBusy.value}
        onClick={review}
      >{t`Review and send`}</button>
    </>
  );
}

function SentActions() {
  const [isCancelling, setCancelling] = useState(false);
  const status = saved.value?.status;
  if (!may("edit")) return <NotYours to="edit" />;
  if (status === "cancelled" || status === "done")
    return (
      <button
        type="button"
        class="btn quiet"
        disabled={isBusy.value}
        onClick={() => void remove()}
      >{t`Delete`}</button>
    );
  return (
    <>
      <button
        type="button"
        class="btn quiet"
        disabled={isBusy.value}
        onClick={() => setCancelling(true)}
      >{t`Cancel`}</button>
      <button
        type="button"
        class="btn"
        disabled={isBusy.value}
        onClick={() => void move(status === "paused" ? "resume" : "pause")}
      >
        {status === "paused" ? t`Resume` : t`Pause`}
      </button>
      {isCancelling && (
        <Confirm
          title={t`Cancel this broadcast?`}
          verb={t`Cancel the rest`}
          keep={t`Keep sending`}
          onConfirm={() => {
            setCancelling(false);
            void move("cancel");
          }}
          onClose={() => setCancelling(false)}
        >
          <p>{t`What has been sent stays with those who got it. Nobody else gets it, and it cannot be taken up again.`}</p>
        </Confirm>
      )}
    </>
  );
}
