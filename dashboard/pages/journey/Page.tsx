import { useEffect } from "preact/hooks";
import { hrefOf } from "../../address.ts";
import { Icon } from "../../components/icon/Icon.tsx";
import { Menu } from "../../components/menu/Menu.tsx";
import { NotYours } from "../../components/not-yours/NotYours.tsx";
import { OwnHistory } from "../../components/own-history/OwnHistory.tsx";
import { PageHead } from "../../components/page-head/PageHead.tsx";
import { Empty, Panel } from "../../components/panel/Panel.tsx";
import { SentResult } from "../../components/sent-result/SentResult.tsx";
import { sayNumber } from "../../format.ts";
import { usePolling } from "../../polling.ts";
import { clockMoves } from "../../shell/state.ts";
import { may } from "../../site.ts";
import { useUnsaved } from "../../unsaved.ts";
import { t } from "../../words.ts";
import { loadBeholders } from "../broadcast/beholder/state.ts";
import { Status } from "../journeys/Status.tsx";
import { journeys } from "../journeys/state.ts";
import type { PageProps } from "../pages.ts";
import { Parts } from "./Parts.tsx";
import {
  archive,
  draft,
  isBusy,
  isChanged,
  isMissing,
  isNew,
  open,
  publishAs,
  refresh,
  remove,
  report,
  results,
  save,
  saved,
  watched,
} from "./state.ts";
import { Waiting } from "./Waiting.tsx";

const REFRESH_MS = 5000;

/** One journey as a list one reads from top to bottom, with who is where in it; edited in place. */
export function Page({ id }: PageProps) {
  useUnsaved({ draft, isNew: () => isNew.peek(), isChanged: () => isChanged.peek() });
  useEffect(() => void open(id), [id, clockMoves.value]);
  useEffect(() => void loadBeholders(), []);
  usePolling(refresh, REFRESH_MS);
  const crumb = { text: t`Journeys`, href: hrefOf("journeys") };
  if (isMissing.value)
    return (
      <>
        <PageHead title={t`No such journey`} crumb={crumb} />
        <Empty icon="path" title={t`There is no such journey`} text={t`It may have been deleted.`}>
          <a class="btn" href={hrefOf("journeys")}>{t`All journeys`}</a>
        </Empty>
      </>
    );
  return (
    <>
      <PageHead
        title={saved.value?.journey.name ?? (isNew.value ? t`New journey` : t`Journey`)}
        crumb={crumb}
        status={
          <>
            {saved.value ? (
              <Status of={saved.value.journey} />
            ) : (
              isNew.value && <span class="tag">{t`Draft`}</span>
            )}
            {saved.value && draft.value && isChanged.value && <span class="tag warn">{t`Not saved`}</span>}
          </>
        }
      >
        {saved.value && <OwnHistory kind="journey" id={saved.value.journey.id} />}
        {draft.value && <Actions />}
      </PageHead>
      {isNew.value ? (
        <Panel of={journeys} what={t`The journeys`}>
          {() => draft.value && <Parts />}
        </Panel>
      ) : (
        <Panel of={report} what={t`The journey`}>
          {() =>
            draft.value && (
              <>
                <Figures />
                <Parts />
                {saved.value?.sums.enrolled && <Added id={id} />}
              </>
            )
          }
        </Panel>
      )}
      {watched.value && <Waiting />}
    </>
  );
}

function Actions() {
  if (!may("edit")) return <NotYours to="edit" />;
  const status = saved.value?.journey.status;
  return (
    <>
      {saved.value && <More />}
      {status === "published" && (
        <button
          type="button"
          class="btn"
          disabled={isBusy.value}
          onClick={() => void publishAs("paused")}
        >{t`Pause`}</button>
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
        onClick={() => void publishAs("published")}
      >
        {status === "paused" ? t`Resume and publish` : t`Review and publish`}
      </button>
    </>
  );
}

/** What is done rarely. */
function More() {
  const status = saved.value?.journey.status;
  return (
    <Menu label={t`More for this journey`} class="quiet only-icon" face={<Icon name="dots" />}>
      {status !== "published" && (
        <button
          type="button"
          disabled={isBusy.value}
          onClick={() => void archive(status === "archived" ? "draft" : "archived")}
        >
          {status === "archived" ? t`Back to drafts` : t`Archive`}
        </button>
      )}
      <button type="button" onClick={() => void remove()}>{t`Delete`}</button>
    </Menu>
  );
}

function Added({ id }: { id: string }) {
  useEffect(() => void results.load(), [id]);
  const { value } = results.value;
  return value ? <SentResult of={value} /> : null;
}

/** Of all who ever came. */
function Figures() {
  const { sums = {}, waiting = 0 } = saved.value ?? {};
  if (!sums.enrolled) return null;
  return (
    <dl class="tally">
      <div>
        <dt>{t`Enrolled`}</dt>
        <dd class="num">{sayNumber(sums.enrolled)}</dd>
      </div>
      <div>
        <dt>{t`Under way`}</dt>
        <dd class="num">{sayNumber(waiting)}</dd>
      </div>
    </dl>
  );
}
