import { useEffect } from "preact/hooks";
import { hrefOf } from "../../address.ts";
import { CampaignStatus } from "../../components/campaign-status/CampaignStatus.tsx";
import { Icon } from "../../components/icon/Icon.tsx";
import { Menu } from "../../components/menu/Menu.tsx";
import { NotYours } from "../../components/not-yours/NotYours.tsx";
import { Crumb, useTitle } from "../../components/page-head/PageHead.tsx";
import { Empty, Panel } from "../../components/panel/Panel.tsx";
import { CampaignTabs } from "../../components/tabs/CampaignTabs.tsx";
import { sayNumber } from "../../format.ts";
import { may } from "../../site.ts";
import { useUnsaved } from "../../unsaved.ts";
import { t } from "../../words.ts";
import type { PageProps } from "../pages.ts";
import { Findings } from "./Findings.tsx";
import { History } from "./history/History.tsx";
import { Preview } from "./Preview.tsx";
import { PreviewLink } from "./PreviewLink.tsx";
import { Review } from "./Review.tsx";
import { Steps } from "./Steps.tsx";
import {
  archive,
  campaigns,
  draft,
  isChanged,
  isLinking,
  isMissing,
  isReviewing,
  isSaving,
  open,
  openPreviewLink,
  remove,
  review,
  save,
  saved,
  turn,
} from "./state.ts";

export function Page({ id, query }: PageProps) {
  useUnsaved({ draft, isNew: () => draft.peek()?.id === "", isChanged: () => isChanged.peek() });
  useEffect(() => void open(id, query), [id]);
  useTitle(draft.value?.name || t`New campaign`);
  if (isMissing.value)
    return (
      <div class="section">
        <Empty icon="campaign" title={t`There is no such campaign`} text={t`It may have been deleted.`}>
          <a class="btn" href={hrefOf("campaigns")}>{t`All campaigns`}</a>
        </Empty>
      </div>
    );
  return (
    <>
      <header class="head">
        <Crumb text={t`Campaigns`} href={hrefOf("campaigns")} />
        <h1>{saved.value?.name ?? (id === "new" ? t`New campaign` : "")}</h1>
        {draft.value && <Status />}
        <div class="push">{draft.value && <Actions />}</div>
      </header>
      {saved.value && <CampaignTabs id={id} />}
      <Panel of={campaigns} what={t`The campaign`}>
        {() =>
          draft.value && (
            <div class="edit">
              <div class="form">
                <Counts />
                <Steps />
                <Findings />
                {saved.value && <History id={saved.value.id} savedAt={saved.value.updatedAt} />}
              </div>
              <Preview />
            </div>
          )
        }
      </Panel>
      {isReviewing.value && <Review />}
      {isLinking.value && <PreviewLink />}
    </>
  );
}

function Status() {
  if (!saved.value) return <span class="tag">{t`Draft`}</span>;
  return (
    <>
      <CampaignStatus of={saved.value} />
      {isChanged.value && <span class="tag warn">{t`Not saved`}</span>}
    </>
  );
}

function Actions() {
  if (!may("edit")) return <NotYours to="edit" />;
  const status = saved.value?.status;
  const isLive = status === "published" && saved.value?.isPublished && !isChanged.value;
  return (
    <>
      {saved.value && <More />}
      {(status === "published" || status === "paused") && (
        <button
          type="button"
          class="btn"
          disabled={isSaving.value}
          onClick={() => void turn(status === "paused" ? "published" : "paused")}
        >
          {status === "paused" ? t`Resume` : t`Pause`}
        </button>
      )}
      <button
        type="button"
        class="btn"
        disabled={isSaving.value || !isChanged.value}
        title={isChanged.value ? undefined : t`Nothing has changed`}
        onClick={() => void save()}
      >{t`Save`}</button>
      <button
        type="button"
        class="btn primary"
        disabled={isSaving.value || isLive}
        title={isLive ? t`It is live as it stands here` : undefined}
        onClick={review}
      >{t`Review and publish`}</button>
    </>
  );
}

/** What is done rarely. */
function More() {
  const status = saved.value?.status;
  return (
    <Menu label={t`More for this campaign`} class="quiet only-icon" face={<Icon name="dots" />}>
      <button type="button" onClick={openPreviewLink}>{t`Preview in the shop`}</button>
      {status !== "published" && (
        <button
          type="button"
          disabled={isSaving.value}
          onClick={() => void archive(status === "archived" ? "draft" : "archived")}
        >
          {status === "archived" ? t`Back to drafts` : t`Archive`}
        </button>
      )}
      <button type="button" onClick={() => void remove()}>{t`Delete`}</button>
    </Menu>
  );
}

function Counts() {
  const counts = saved.value?.counts;
  if (!counts || counts.shown + counts.ghosts === 0) return null;
  return (
    <p class="sub counts">
      <Icon name="eye" />
      <span>{t`Shown ${<b>{sayNumber(counts.shown)}</b>} times, held out ${<b>{sayNumber(counts.ghosts)}</b>}, followed ${<b>{sayNumber(counts.clicks)}</b>}.`}</span>
    </p>
  );
}
