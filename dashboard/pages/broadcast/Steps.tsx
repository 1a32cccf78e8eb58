import type { ComponentProps } from "preact";
import { StepRow } from "../../components/editor/StepRow.tsx";
import { now, zone } from "../../site.ts";
import { t } from "../../words.ts";
import type { Step } from "./draft.ts";
import { Measure } from "./Measure.tsx";
import { draft, isFaulty, nameOf, openStep } from "./state.ts";
import { What } from "./What.tsx";
import { When } from "./When.tsx";
import { Who } from "./Who.tsx";
import { sayMeasure, sayWhat, sayWhen, sayWho } from "./words.ts";

/** Four sentences, one of them open at a time. */
export function Steps() {
  const broadcast = draft.value!;
  return (
    <ol class="steps">
      <Row step="who" name={t`Who`} icon="people" said={sayWho(broadcast, nameOf)}>
        <Who />
      </Row>
      <Row step="what" name={t`What`} icon="bell" said={sayWhat(broadcast)}>
        <What />
      </Row>
      <Row step="when" name={t`When`} icon="clock" said={sayWhen(broadcast, zone.value, now.value)}>
        <When />
      </Row>
      <Row step="measure" name={t`Measure`} icon="scale" said={sayMeasure(broadcast)}>
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
      isFaulty={isFaulty(step)}
      onToggle={(isOpen) => (openStep.value = isOpen ? step : undefined)}
    />
  );
}
