import type { ComponentChildren } from "preact";
import { Icon } from "../../components/icon/Icon.tsx";
import type { IconName } from "../../components/icon/shapes.ts";
import { now, zone } from "../../site.ts";
import type { Step } from "./findings.ts";
import { Measure } from "./Measure.tsx";
import { draft, faults, isChecked, nameOf, openStep } from "./state.ts";
import { What } from "./What.tsx";
import { When } from "./When.tsx";
import { Where } from "./Where.tsx";
import { Who } from "./Who.tsx";
import { sayMeasure, sayWhat, sayWhen, sayWhere, sayWho } from "./words.ts";

/** Five sentences; one of them open at a time. Together the closed ones are the summary. */
export function Steps() {
  const campaign = draft.value!;
  return (
    <ol class="steps">
      <StepRow step="who" name="Who" icon="people" said={sayWho(campaign, nameOf)}>
        <Who />
      </StepRow>
      <StepRow step="where" name="Where" icon="page" said={sayWhere(campaign)}>
        <Where />
      </StepRow>
      <StepRow step="when" name="When" icon="clock" said={sayWhen(campaign, zone.value, now.value)}>
        <When />
      </StepRow>
      <StepRow step="what" name="What" icon="chat" said={sayWhat(campaign)}>
        <What />
      </StepRow>
      <StepRow step="measure" name="Measure" icon="scale" said={sayMeasure(campaign)}>
        <Measure />
      </StepRow>
    </ol>
  );
}

interface Props {
  step: Step;
  name: string;
  icon: IconName;
  said: string;
  children: ComponentChildren;
}
function StepRow({ step, name, icon, said, children }: Props) {
  const isFaulty = isChecked.value && faults.value.some((fault) => fault.step === step);
  if (openStep.value !== step)
    return (
      <li class="closed">
        <Icon name={icon} />
        <h2>{name}</h2>
        <p>{said}</p>
        {isFaulty && <span class="tag bad">to put right</span>}
        <button
          type="button"
          class="btn quiet small"
          aria-expanded={false}
          onClick={() => (openStep.value = step)}
        >
          Change<span class="vh"> {name}</span>
        </button>
      </li>
    );
  return (
    <li class="open">
      <Icon name={icon} />
      <h2>{name}</h2>
      <button
        type="button"
        class="btn quiet small"
        aria-expanded={true}
        onClick={() => (openStep.value = undefined)}
      >
        Done<span class="vh"> with {name}</span>
      </button>
      <div class="body">{children}</div>
    </li>
  );
}
