import type { ComponentProps } from "preact";
import { StepRow } from "../../components/editor/StepRow.tsx";
import { now, zone } from "../../site.ts";
import { t } from "../../words.ts";
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
      <Row step="who" name={t`Who`} icon="people" said={sayWho(campaign, nameOf)}>
        <Who />
      </Row>
      <Row step="where" name={t`Where`} icon="page" said={sayWhere(campaign)}>
        <Where />
      </Row>
      <Row step="when" name={t`When`} icon="clock" said={sayWhen(campaign, zone.value, now.value)}>
        <When />
      </Row>
      <Row step="what" name={t`What`} icon="chat" said={sayWhat(campaign)}>
        <What />
      </Row>
      <Row step="measure" name={t`Measure`} icon="scale" said={sayMeasure(campaign)}>
        <Measure />
      </Row>
    </ol>
  );
}

type RowProps = Pick<ComponentProps<typeof StepRow>, "name" | "icon" | "said" | "children"> & { step: Step };

function Row({ step, ...row }: RowProps) {
  return (
    <StepRow
      {...row}
      isOpen={openStep.value === step}
      isFaulty={isChecked.value && faults.value.some((fault) => fault.step === step)}
      onToggle={(isOpen) => (openStep.value = isOpen ? step : undefined)}
    />
  );
}
