import { TextField } from "../../components/field/Field.tsx";
import { Icon } from "../../components/icon/Icon.tsx";
import { SegmentChoice } from "../../components/segment-choice/SegmentChoice.tsx";
import { t } from "../../words.ts";
import { change, draft, faultAt, known, segmentFault } from "./state.ts";

export function Who() {
  const { name, segmentsIn, segmentsOut } = draft.value!;
  return (
    <>
      <TextField
        id="name"
        label={t`Name`}
        hint={t`For you; visitors do not see it.`}
        value={name}
        most={80}
        fault={faultAt("name")}
        onInput={(text) => change({ name: text })}
      />
      <SegmentChoice
        who="subscribers"
        options={[...known.value]}
        segmentsIn={segmentsIn}
        segmentsOut={segmentsOut}
        onChange={change}
      />
      {segmentFault.value && (
        <p class="msg bad">
          <Icon name="stop" />
          {segmentFault.value}
        </p>
      )}
    </>
  );
}
