import { type ComponentChildren, Fragment } from "preact";
import { branchesOf, type Step } from "../../../model/journey.ts";
import { Icon } from "../../components/icon/Icon.tsx";
import type { IconName } from "../../components/icon/shapes.ts";
import { Menu } from "../../components/menu/Menu.tsx";
import { sayCount, sayNumber, sayShare } from "../../format.ts";
import {
  endingsOf,
  STEP_ICONS,
  sayBranches,
  sayExits,
  sayReentry,
  sayStep,
  sayTrigger,
  sayWho,
} from "../../journey-words.ts";
import { outcomeOf, sayLost } from "../../push-words.ts";
import { t } from "../../words.ts";
import { names } from "../journeys/state.ts";
import { EndForm } from "./EndForm.tsx";
import { StepForm } from "./StepForm.tsx";
import {
  addStep,
  draft,
  dropStep,
  isFaulty,
  isOpen,
  openPart,
  type Part,
  saved,
  shiftStep,
  watch,
} from "./state.ts";
import { type ListAt, STEP_KINDS } from "./steps.ts";
import { TriggerForm } from "./TriggerForm.tsx";
import { WhoForm } from "./WhoForm.tsx";

/** What begins it, for whom, what comes after what, and what ends it. */
export function Parts() {
  const { trigger, segmentsIn, segmentsOut, steps, exits, reentryDays } = draft.value!;
  return (
    <ol class="journey" aria-label={t`The journey`}>
      <Node
        part="trigger"
        name={t`What begins it`}
        icon="spark"
        said={sayTrigger(trigger, names.value)}
        form={<TriggerForm />}
      />
      <Node
        part="who"
        name={t`For whom`}
        icon="people"
        said={sayWho({ segmentsIn, segmentsOut }, names.value)}
        form={<WhoForm />}
      />
      <Steps steps={steps} at="root" />
      <Node
        part="end"
        name={t`What ends it`}
        icon="stop"
        said={`${sayExits(exits, names.value)} ${sayReentry(reentryDays)}`}
        form={<EndForm />}
        counts={<Endings />}
      />
    </ol>
  );
}

/** Between any two steps, and at the end, another one can be put in. */
function Steps({ steps, at }: { steps: Step[]; at: ListAt }) {
  return (
    <>
      {steps.map((step, i) => (
        <Fragment key={step.id}>
          <Insert at={at} index={i} />
          <StepNode step={step} isFirst={i === 0} isLast={i === steps.length - 1} />
        </Fragment>
      ))}
      <Insert at={at} index={steps.length} isLast />
    </>
  );
}

interface NodeProps {
  part: Part;
  /** Said to who does not see the sign. */
  name: string;
  icon: IconName;
  said: string;
  form: ComponentChildren;
  /** How many came here, wait here. */
  counts?: ComponentChildren;
  menu?: ComponentChildren;
  /** Branches. */
  below?: ComponentChildren;
  class?: string | undefined;
}

function Node({ part, name, icon, said, form, counts, menu, below, class: className }: NodeProps) {
  const isShown = isOpen(part);
  return (
    <li class={["node", isShown && "open", className].filter(Boolean).join(" ")}>
      <div class="row">
        <span class="sign">
          <Icon name={icon} />
        </span>
        <p class="said">
          <span class="vh">{name}: </span>
          {said}
        </p>
        {!isShown && isFaulty(part) && <span class="tag bad">{t`to put right`}</span>}
        {counts && <span class="counts">{counts}</span>}
        <span class="acts">
          <button
            type="button"
            class="btn quiet small"
            aria-expanded={isShown}
            onClick={() => (openPart.value = isShown ? undefined : part)}
          >
            {isShown ? t`Done` : t`Change`}
            <span class="vh">
              {isShown ? t` with` : ""} {name}: {said}
            </span>
          </button>
          {menu}
        </span>
      </div>
      {isShown && <div class="body">{form}</div>}
      {below}
    </li>
  );
}

function StepNode({ step, isFirst, isLast }: { step: Step; isFirst: boolean; isLast: boolean }) {
  const { trigger } = draft.value!;
  const said = sayStep(step, trigger, names.value);
  const branches = branchesOf(step);
  const branchNames = sayBranches(step);
  return (
    <Node
      part={{ step: step.id }}
      name={STEP_KINDS[step.kind].label}
      icon={STEP_ICONS[step.kind]}
      said={said}
      class={step.kind === "wait" || step.kind === "until_hour" ? "time" : undefined}
      form={<StepForm step={step} />}
      counts={<Counts step={step} />}
      menu={
        <Menu label={t`More for: ${said}`} class="quiet only-icon small" face={<Icon name="dots" />}>
          <button
            type="button"
            disabled={isFirst}
            onClick={() => shiftStep(step.id, -1)}
          >{t`Move up`}</button>
          <button
            type="button"
            disabled={isLast}
            onClick={() => shiftStep(step.id, 1)}
          >{t`Move down`}</button>
          <button type="button" onClick={() => dropStep(step.id)}>
            {t`Remove${branches.length > 0 && t` with its branches`}`}
          </button>
        </Menu>
      }
      below={
        branches.length > 0 && (
          <div class="branches">
            {branches.map((steps, branch) => (
              <section key={branch} aria-label={`${said}: ${branchNames[branch]}`}>
                <h3>{branchNames[branch]}</h3>
                <ol>
                  <Steps steps={steps} at={{ of: step.id, branch }} />
                </ol>
              </section>
            ))}
          </div>
        )
      }
    />
  );
}

/** Why visitors left, most first. */
function Endings() {
  const endings = endingsOf(saved.value?.sums ?? {});
  return endings.map(({ how, word, count }) => (
    <span key={how}>
      <b>{sayNumber(count)}</b> {word}
    </span>
  ));
}

/** How many came to it, how many wait there, and of a notification what became of it. */
function Counts({ step }: { step: Step }) {
  const { sums = {}, waitingAt = {}, deliveries = {} } = saved.value ?? {};
  const came = sums[`step:${step.id}`] ?? 0;
  const waits = waitingAt[step.id] ?? 0;
  if (came === 0 && waits === 0) return null;
  const outcome = step.kind === "push" ? outcomeOf(deliveries[step.id] ?? {}) : undefined;
  const lost = outcome && sayLost(outcome);
  return (
    <>
      <span>{t`${<b>{sayNumber(came)}</b>} came`}</span>
      {outcome && outcome.sent > 0 && (
        <span>
          {t`${sayNumber(outcome.sent)} sent, ${sayNumber(outcome.shown)} shown, ${<b>{sayNumber(outcome.clicked)}</b>} clicked${outcome.shown > 0 && ` (${sayShare(outcome.clicked / outcome.shown, 1)})`}`}
        </span>
      )}
      {lost && <span>{lost}</span>}
      {waits > 0 && (
        <button type="button" class="link" onClick={() => watch(step.id)}>
          {sayCount(waits, "waits here", "wait here")}
        </button>
      )}
    </>
  );
}

function Insert({ at, index, isLast = false }: { at: ListAt; index: number; isLast?: boolean }) {
  return (
    <li class={`insert${isLast ? " last" : ""}`}>
      <Menu
        label={isLast ? t`Add a step` : t`Put a step in here`}
        class={isLast ? "small" : "only-icon small"}
        face={
          <>
            <Icon name="plus" />
            {isLast && t`Step`}
          </>
        }
      >
        {(Object.entries(STEP_KINDS) as [Step["kind"], { label: string }][]).map(([kind, { label }]) => (
          <button key={kind} type="button" onClick={() => addStep(at, index, kind)}>
            {label}
            <Icon name={STEP_ICONS[kind]} />
          </button>
        ))}
      </Menu>
    </li>
  );
}
