import { MOMENT_NAMES, type Trigger } from "../../../model/campaign.ts";
import { definitions, type MomentName } from "../../../model/micro-moment.ts";
import { MOST_NTH_PAGE } from "../../../model/trail.ts";
import { Field, OneOf, TextField } from "../../components/field/Field.tsx";
import { zone } from "../../site.ts";
import { t } from "../../words.ts";
import { atClock, type OnClock, onClock } from "./schedule.ts";
import { change, draft, faultAt } from "./state.ts";
import { TRIGGERS } from "./triggers.ts";

export function When() {
  const { trigger, cap } = draft.value!;
  return (
    <>
      <div class="two">
        <Field id="trigger" label={t`It comes`}>
          <select
            class="select"
            id="trigger"
            value={trigger.kind}
            onChange={(event) =>
              change({ trigger: TRIGGERS[event.currentTarget.value as Trigger["kind"]].begin })
            }
          >
            {Object.entries(TRIGGERS).map(([kind, { label }]) => (
              <option key={kind} value={kind}>
                {label}
              </option>
            ))}
          </select>
        </Field>
        <TriggerField trigger={trigger} />
      </div>
      <div class="two">
        <Moment id="from" label={t`Begins`} timeLabel={t`Time it begins`} />
        <Moment id="until" label={t`Ends`} timeLabel={t`Time it ends`} />
      </div>
      <p class="hint">{t`By the shop’s clock, ${zone.value}.`}</p>
      <OneOf
        legend={t`How often`}
        name="cap"
        options={[
          ["capped", t`At most so often`],
          ["free", t`As often as it fits`],
        ]}
        value={cap ? "capped" : "free"}
        onChange={(kind) => change({ cap: kind === "capped" ? { times: 2, days: 7 } : null })}
      />
      {cap && (
        <p class="inline">{t`At most${(
          <Whole
            id="times"
            label={t`Times`}
            value={cap.times}
            onInput={(times) => change({ cap: { ...cap, times } })}
          />
        )}times in${(
          <Whole
            id="days"
            label={t`Days`}
            value={cap.days}
            onInput={(days) => change({ cap: { ...cap, days } })}
          />
        )}days`}</p>
      )}
    </>
  );
}

/** Begin or end of the schedule: a day, and the time of it, which is midnight until it is said. */
function Moment({ id, label, timeLabel }: { id: "from" | "until"; label: string; timeLabel: string }) {
  const { schedule } = draft.value!;
  const { [id]: at, ...rest } = schedule;
  const { date, time } = at === undefined ? { date: "", time: "" } : onClock(at, zone.value);
  const set = (changed: OnClock) => {
    const moment = atClock(changed, zone.value);
    if (moment !== undefined) change({ schedule: { ...schedule, [id]: moment } });
  };
  return (
    <Field
      id={id}
      label={label}
      aside={at === undefined ? t`optional` : undefined}
      fault={faultAt(`schedule.${id}`)}
    >
      <div class="moment">
        <input
          class="input"
          id={id}
          type="date"
          value={date}
          onInput={({ currentTarget: { value } }) =>
            value ? set({ date: value, time }) : change({ schedule: rest })
          }
        />
        <input
          class="input"
          type="time"
          aria-label={timeLabel}
          disabled={at === undefined}
          value={time}
          onInput={({ currentTarget: { value } }) => set({ date, time: value })}
        />
      </div>
    </Field>
  );
}

/** What the trigger still needs to know. */
function TriggerField({ trigger }: { trigger: Trigger }) {
  const set = (changed: Trigger) => change({ trigger: changed });
  switch (trigger.kind) {
    case "engaged":
    case "idle":
      return (
        <Field
          id="seconds"
          label={trigger.kind === "idle" ? t`Seconds without a touch` : t`Seconds of attention`}
          fault={faultAt("trigger.seconds")}
        >
          <Whole id="seconds" value={trigger.seconds} onInput={(seconds) => set({ ...trigger, seconds })} />
        </Field>
      );
    case "scroll":
      return (
        <Field id="share" label={t`Of the page seen, %`} fault={faultAt("trigger.share")}>
          <Whole
            id="share"
            value={Math.round(trigger.share * 100)}
            onInput={(percent) => set({ ...trigger, share: percent / 100 })}
          />
        </Field>
      );
    case "click":
      return (
        <TextField
          id="selector"
          label={t`On what: a CSS selector`}
          hint={t`Such as .size-guide; a link that leads to another page does not count.`}
          value={trigger.selector}
          most={200}
          fault={faultAt("trigger.selector") || faultOfSelector(trigger.selector)}
          onInput={(selector) => set({ ...trigger, selector })}
        />
      );
    case "event":
      return (
        <TextField
          id="event"
          label={t`Name of the event`}
          hint={t`As in impuls('track', 'size_guide').`}
          value={trigger.event}
          most={40}
          fault={faultAt("trigger.event")}
          onInput={(event) => set({ ...trigger, event })}
        />
      );
    case "moment":
      return (
        <Field id="moment" label={t`Which`} hint={t(definitions[trigger.moment].definition)}>
          <select
            class="select"
            id="moment"
            value={trigger.moment}
            onChange={(event) => set({ ...trigger, moment: event.currentTarget.value as MomentName })}
          >
            {MOMENT_NAMES.map((moment) => (
              <option key={moment} value={moment}>
                {t(definitions[moment].title)}
              </option>
            ))}
          </select>
        </Field>
      );
    case "nth_page":
      return (
        <Field id="page" label={t`Page of the visit, 2 to ${MOST_NTH_PAGE}`} fault={faultAt("trigger.page")}>
          <Whole id="page" value={trigger.page} onInput={(page) => set({ ...trigger, page })} />
        </Field>
      );
    case "return":
      return (
        <Field id="away" label={t`Seconds behind another tab`} fault={faultAt("trigger.awaySeconds")}>
          <Whole
            id="away"
            value={trigger.awaySeconds}
            onInput={(awaySeconds) => set({ ...trigger, awaySeconds })}
          />
        </Field>
      );
    case "exit":
      return (
        <p class="hint">{t`The pointer leaves for the tabs or the address; on a phone the page is pulled up fast after reading, the tab is left and found again, or the cart is looked at without a touch. Once a page, never on the way to a link, and not in the first 15 seconds.`}</p>
      );
    default:
      return null;
  }
}

const faultOfSelector = (selector: string) =>
  selector && !CSS.supports(`selector(${selector})`) ? t`This is no CSS selector.` : "";

interface WholeProps {
  id: string;
  label?: string;
  value: number;
  onInput: (value: number) => void;
}
/** A whole number from 1. An empty field is no number, and is said so before publishing. */
export function Whole({ id, label, value, onInput }: WholeProps) {
  return (
    <input
      class="input"
      id={id}
      type="number"
      min={1}
      aria-label={label}
      value={Number.isFinite(value) ? value : ""}
      onInput={(event) => onInput(event.currentTarget.valueAsNumber)}
    />
  );
}
