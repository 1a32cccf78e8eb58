import type { JourneyTrigger, Step } from "../../../model/journey.ts";
import { valueOfCell } from "../../../model/trait.ts";
import { Field, TextField } from "../../components/field/Field.tsx";
import { Icon } from "../../components/icon/Icon.tsx";
import { MessageForm } from "../../components/notification/MessageForm.tsx";
import { Previews } from "../../components/notification/Previews.tsx";
import { sayInstant } from "../../journey-words.ts";
import { t } from "../../words.ts";
import { beholder } from "../broadcast/beholder/state.ts";
import { Eyes } from "../broadcast/Look.tsx";
import { campaigns, pools, segments } from "../journeys/state.ts";
import { NumberField } from "./NumberField.tsx";
import { PickOne } from "./PickOne.tsx";
import { draft, faultAt, paths, setStep } from "./state.ts";

type Of<Kind extends Step["kind"]> = Extract<Step, { kind: Kind }>;
interface Props<Kind extends Step["kind"]> {
  step: Of<Kind>;
  fault: (field: string) => string;
}

/** Triggers that are about one product. */
const HAVE_PRODUCT: JourneyTrigger["kind"][] = ["runs_out", "back_in_stock", "price_drop"];

/** One step being edited, each kind in its own way. */
export function StepForm({ step }: { step: Step }) {
  const path = paths.value.get(step.id);
  const fault = (field: string) => faultAt(`${path}.${field}`);
  switch (step.kind) {
    case "wait":
      return <Wait step={step} fault={fault} />;
    case "until_hour":
      return <UntilHour step={step} fault={fault} />;
    case "push":
      return (
        <div class="beside">
          <MessageForm
            id={step.id}
            message={step.message}
            onChange={(message) => setStep({ ...step, message })}
            faultAt={(field) => fault(`message.${field}`)}
            hasProduct={HAVE_PRODUCT.includes(draft.value!.trigger.kind)}
          />
          <aside aria-label={t`Preview`}>
            <div class="pbar">
              <Eyes />
            </div>
            <Previews message={step.message} beholder={beholder.value} />
          </aside>
        </div>
      );
    case "invite":
      return (
        <PickOne
          id={`${step.id}-campaign`}
          label={t`Campaign`}
          hint={t`It is shown at the next visit, to those alone whom a journey has brought to it.`}
          fault={fault("campaign") && t`Choose one.`}
          value={step.campaign}
          options={campaigns.value.value?.campaigns}
          page="campaigns"
          toNew={t`New campaign`}
          onChange={(campaign) => setStep({ ...step, campaign })}
        />
      );
    case "coupon":
      return (
        <PickOne
          id={`${step.id}-pool`}
          label={t`Pool of codes`}
          hint={t`What comes after it may say the code: the token is under “The visitor’s own”.`}
          fault={fault("pool") && t`Choose one.`}
          value={step.pool}
          options={pools.value.value?.pools}
          page="coupons"
          toNew={t`New pool`}
          onChange={(pool) => setStep({ ...step, pool })}
        />
      );
    case "webhook":
      return <Webhook step={step} fault={fault} />;
    case "trait":
      return <Trait step={step} fault={fault} />;
    case "if":
      return (
        <PickOne
          id={`${step.id}-segment`}
          label={t`Is the visitor in`}
          hint={t`As it is when the step is reached.`}
          fault={fault("segment") && t`Choose one.`}
          value={step.segment}
          options={segments.value.value?.segments}
          page="segments"
          toNew={t`New segment`}
          onChange={(segment) => setStep({ ...step, segment })}
        />
      );
    case "split":
      return <Split step={step} fault={fault} />;
  }
}

/** Minutes of each unit, the largest first. */
const UNITS = [
  [1440, t`days`],
  [60, t`hours`],
  [1, t`minutes`],
] as const;

function Wait({ step, fault }: Props<"wait">) {
  const { minutes } = step;
  const [unit] = UNITS.find(([size]) => Number.isFinite(minutes) && minutes % size === 0) ?? UNITS[2];
  const set = (to: number) => setStep({ ...step, minutes: to });
  return (
    <Field
      id={`${step.id}-count`}
      label={t`After ${sayInstant(draft.value!.trigger)}`}
      hint={t`Counted from what begins the journey, and not from the step before. Where that time has passed already, it goes on at once.`}
      fault={fault("minutes")}
    >
      <span class="inline">
        <input
          class="input"
          id={`${step.id}-count`}
          type="number"
          min={1}
          value={Number.isFinite(minutes) ? minutes / unit : ""}
          onInput={(event) => set(event.currentTarget.valueAsNumber * unit)}
        />
        <select
          class="select"
          aria-label={t`Unit`}
          value={unit}
          onChange={(event) => set((minutes / unit) * Number(event.currentTarget.value))}
        >
          {UNITS.map(([size, name]) => (
            <option key={size} value={size}>
              {name}
            </option>
          ))}
        </select>
      </span>
    </Field>
  );
}

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

function UntilHour({ step }: Props<"until_hour">) {
  return (
    <Field
      id={`${step.id}-hour`}
      label={t`Hour`}
      hint={t`The next time the clock where the visitor is shows it; quiet hours hold as well.`}
    >
      <select
        class="select"
        id={`${step.id}-hour`}
        value={step.hour}
        onChange={(event) => setStep({ ...step, hour: Number(event.currentTarget.value) })}
      >
        {HOURS.map((hour) => (
          <option key={hour} value={hour}>
            {hour}:00
          </option>
        ))}
      </select>
    </Field>
  );
}

const CHANNELS: [Of<"webhook">["type"], string][] = [
  ["handover", t`Hand over to e-mail, SMS or a call centre`],
  ["thank_you", t`Have a thank-you made and sent`],
  ["inactive", t`Tell of a visitor who has gone quiet`],
];

function Webhook({ step, fault }: Props<"webhook">) {
  const { text = "" } = step;
  return (
    <>
      <Field
        id={`${step.id}-type`}
        label={t`What your service is told`}
        hint={t`By a signed webhook, with the channel the visitor answers best.`}
      >
        <select
          class="select"
          id={`${step.id}-type`}
          value={step.type}
          onChange={({ currentTarget: { value } }) =>
            setStep({ ...step, type: CHANNELS.find(([type]) => type === value)![0] })
          }
        >
          {CHANNELS.map(([type, name]) => (
            <option key={type} value={type}>
              {name}
            </option>
          ))}
        </select>
      </Field>
      <TextField
        id={`${step.id}-text`}
        label={t`What it should say`}
        aside={text ? undefined : t`optional`}
        isLong
        most={400}
        hint={t`Tokens are filled with the visitor’s own: {{cart.first.name|your choice}}`}
        value={text}
        fault={fault("text")}
        onInput={(words) => {
          const { text: _, ...rest } = step;
          setStep(words ? { ...rest, text: words } : rest);
        }}
      />
    </>
  );
}

function Trait({ step, fault }: Props<"trait">) {
  return (
    <div class="two">
      <TextField
        id={`${step.id}-name`}
        label={t`Trait`}
        hint={t`Such as reminded. Segments can ask for it.`}
        most={64}
        value={step.name}
        fault={fault("name")}
        onInput={(name) => setStep({ ...step, name })}
      />
      <TextField
        id={`${step.id}-value`}
        label={t`Value`}
        hint={t`true, false, a number or text.`}
        most={200}
        value={String(step.value)}
        fault={fault("value")}
        onInput={(value) => setStep({ ...step, value: valueOfCell(value) })}
      />
    </div>
  );
}

const MOST_BRANCHES = 4;
const percent = (share: number) => Math.round(share * 1000) / 10;

function Split({ step, fault }: Props<"split">) {
  const { branches, holdoutShare } = step;
  const put = (changed: typeof branches) => setStep({ ...step, branches: changed });
  const add = () => {
    const id = [..."abcdefgh"].find((letter) => branches.every((one) => one.id !== letter))!;
    put([...branches, { id, share: 1 / (branches.length + 1), steps: [] }]);
  };
  return (
    <>
      <NumberField
        id={`${step.id}-holdout`}
        label={t`Get nothing more, %`}
        hint={t`They end here, once and for good: against them the rest is measured.`}
        least={0}
        value={percent(holdoutShare)}
        fault={fault("holdoutShare")}
        onInput={(share) => setStep({ ...step, holdoutShare: share / 100 })}
      />
      <fieldset class="field">
        <legend>{t`Branches, and the weight of each`}</legend>
        {branches.map(({ id, share, steps }, i) => (
          <div key={id} class="use">
            <span>{id.toUpperCase()}</span>
            <input
              class="input"
              type="number"
              min={0}
              max={100}
              aria-label={t`Weight of branch ${id.toUpperCase()}, %`}
              value={Number.isFinite(share) ? percent(share) : ""}
              onInput={(event) =>
                put(branches.with(i, { id, steps, share: event.currentTarget.valueAsNumber / 100 }))
              }
            />
            <span>%</span>
            <button
              type="button"
              class="btn quiet only-icon small"
              aria-label={t`Remove branch ${id.toUpperCase()} with its steps`}
              disabled={branches.length === 1}
              onClick={() => put(branches.toSpliced(i, 1))}
            >
              <Icon name="close" />
            </button>
          </div>
        ))}
        {branches.length < MOST_BRANCHES && (
          <div>
            <button type="button" class="btn small" onClick={add}>
              <Icon name="plus" />
              {t`Branch`}
            </button>
          </div>
        )}
      </fieldset>
    </>
  );
}
