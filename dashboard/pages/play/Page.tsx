import { useEffect, useState } from "preact/hooks";
import { withFallbacks } from "../../../model/content.ts";
import { branchesOf, type JourneyTrigger, type Step } from "../../../model/journey.ts";
import { isJourneyPlay } from "../../../model/plays.ts";
import { hrefOf } from "../../address.ts";
import { Dialog } from "../../components/dialog/Dialog.tsx";
import { OneOf } from "../../components/field/Field.tsx";
import { Icon } from "../../components/icon/Icon.tsx";
import { Only } from "../../components/only/Only.tsx";
import { PageHead } from "../../components/page-head/PageHead.tsx";
import { Empty, Panel } from "../../components/panel/Panel.tsx";
import { sayList } from "../../format.ts";
import { STEP_ICONS, sayBranches, sayExits, sayReentry, sayStep, sayTrigger } from "../../journey-words.ts";
import { Findings } from "../../shell/Findings.tsx";
import { isPublishing, publication } from "../../shell/state.ts";
import { me, now, zone } from "../../site.ts";
import { t } from "../../words.ts";
import { PreviewFrame, type ScreenName } from "../campaign/PreviewFrame.tsx";
import { segments } from "../campaign/state.ts";
import { sayMeasure, saySummary } from "../campaign/words.ts";
import type { PageProps } from "../pages.ts";
import {
  found,
  isReviewing,
  isSaving,
  keepDrafts,
  nameOf,
  names,
  open,
  play,
  publish,
  setValues,
  staged,
  values,
} from "./state.ts";
import { Values } from "./Values.tsx";

export function Page({ id }: PageProps) {
  useEffect(() => void open(id), [id]);
  const chosen = play.value;
  if (!chosen)
    return (
      <div class="section">
        <Empty icon="campaign" title={t`There is no such play`} text={t`It may have been renamed.`}>
          <a class="btn" href={hrefOf("plays")}>{t`All plays`}</a>
        </Empty>
      </div>
    );
  const isBusy = isSaving.value || isPublishing.value || !staged.value;
  return (
    <>
      <PageHead title={t(chosen.name)} crumb={{ text: t`Plays`, href: hrefOf("plays") }}>
        <Only to="edit">
          <button
            type="button"
            class="btn"
            disabled={isBusy}
            onClick={() => void keepDrafts()}
          >{t`Save as draft`}</button>
          <button
            type="button"
            class="btn primary"
            disabled={isBusy || found.value.some(({ level }) => level === "bad")}
            onClick={() => (isReviewing.value = true)}
          >{t`Publish`}</button>
        </Only>
      </PageHead>
      <p class="sub">{t(chosen.does)}</p>
      <div class="settings">
        <OneOf
          legend={t`Language of the shop`}
          name="language"
          options={[
            ["en", "English"],
            ["pl", "Polski"],
          ]}
          value={values.value.language}
          onChange={(language) => setValues({ language })}
        />
        <Values />
      </div>
      <Found />
      <Panel of={segments} what={t`What it brings`}>
        {() => (isJourneyPlay(chosen) ? <Journeys /> : <Campaigns />)}
      </Panel>
      {isReviewing.value && <Review />}
    </>
  );
}

function Campaigns() {
  const [screen, setScreen] = useState<ScreenName>("phone");
  return (
    <>
      <div class="pbar">
        <span class="switch">
          <button type="button" aria-pressed={screen === "phone"} onClick={() => setScreen("phone")}>
            <Icon name="phone" />
            <span class="vh">{t`Phone`}</span>
          </button>
          <button type="button" aria-pressed={screen === "desktop"} onClick={() => setScreen("desktop")}>
            <Icon name="desktop" />
            <span class="vh">{t`Computer`}</span>
          </button>
        </span>
      </div>
      <ul class={`staged ${screen}`}>
        {staged.value?.campaigns.map((campaign) => (
          <li key={campaign.id}>
            <PreviewFrame
              content={campaign.variants[0]!.content}
              why={campaign.why}
              until={campaign.schedule.until}
              screen={screen}
              title={t`${campaign.name} as a visitor sees it`}
            />
            <h2>{campaign.name}</h2>
            <p class="sub">{saySummary(campaign, nameOf, zone.value, now.value)}</p>
            <p class="sub">{sayMeasure(campaign)}</p>
          </li>
        ))}
      </ul>
    </>
  );
}

/** From top to bottom, as its own page shows it. */
function Journeys() {
  return (
    <>
      {staged.value?.journeys.map((journey) => (
        <section key={journey.id} class="staged-journey" aria-label={journey.name}>
          <h2>{journey.name}</h2>
          <p>{sayTrigger(journey.trigger, names)}</p>
          <Sentences steps={journey.steps} trigger={journey.trigger} />
          <p class="sub">
            {sayExits(journey.exits, names)} {sayReentry(journey.reentryDays)}
          </p>
        </section>
      ))}
    </>
  );
}

function Sentences({ steps, trigger }: { steps: Step[]; trigger: JourneyTrigger }) {
  return (
    <ol>
      {steps.map((step) => (
        <li key={step.id}>
          <Icon name={STEP_ICONS[step.kind]} />
          <div>
            {sayStep(step, trigger, names)}
            {step.kind === "push" && <span class="sub">{withFallbacks(step.message.body)}</span>}
            {branchesOf(step).map((inner, branch) => (
              <div key={branch}>
                <span class="sub">{sayBranches(step)[branch]}</span>
                <Sentences steps={inner} trigger={trigger} />
              </div>
            ))}
          </div>
        </li>
      ))}
    </ol>
  );
}

function Found() {
  const byText = new Map(found.value.map((one) => [one.text, one]));
  if (byText.size === 0) return null;
  return (
    <ul class="found" aria-label={t`What to look at first`}>
      {[...byText.values()].map(({ text, level }) => (
        <li key={text} class={`note ${level}`}>
          <Icon name={level === "bad" ? "stop" : "warning"} />
          <span>{text}</span>
        </li>
      ))}
    </ul>
  );
}

function Review() {
  const { changes = [], liveWithinSeconds = 0 } = publication.value.value ?? {};
  const close = () => {
    isReviewing.value = false;
  };
  return (
    <Dialog title={t`Publish ${t(play.value!.name)}?`} onClose={close}>
      {staged.value?.campaigns.map((campaign) => (
        <p key={campaign.id}>
          <b>{campaign.name}.</b> {saySummary(campaign, nameOf, zone.value, now.value)}
        </p>
      ))}
      {staged.value?.journeys.map((journey) => (
        <p key={journey.id}>
          <b>{journey.name}.</b> {sayTrigger(journey.trigger, names)} {sayExits(journey.exits, names)}{" "}
          {sayReentry(journey.reentryDays)}
        </p>
      ))}
      <p>{t`A tenth of those it is for sees nothing, so that you can tell what it adds.`}</p>
      {changes.length > 0 && <p>{t`With it goes live what else is saved: ${sayList(changes)}.`}</p>}
      {found.value.length > 0 ? <Found /> : <Findings />}
      <p>
        {me.value?.isLocal
          ? t`Live here within ${liveWithinSeconds}\u00a0s.`
          : t`Live on the shop within ${liveWithinSeconds}\u00a0s.`}
      </p>
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
