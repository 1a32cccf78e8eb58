import { OneOf, TextField } from "../../components/field/Field.tsx";
import { SegmentChoice } from "../../components/segment-choice/SegmentChoice.tsx";
import { t } from "../../words.ts";
import { change, changeInvited, draft, faultAt, known } from "./state.ts";

export function Who() {
  const { name, segmentsIn, segmentsOut, isInvited } = draft.value!;
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
        who="visitors"
        options={[...known.value]}
        segmentsIn={segmentsIn}
        segmentsOut={segmentsOut}
        onChange={change}
      />
      <OneOf
        legend={t`When they come to it`}
        name="invited"
        options={[
          ["any", t`By themselves`],
          ["invited", t`Only once a journey has brought them`],
        ]}
        value={isInvited ? "invited" : "any"}
        onChange={(chosen) => changeInvited(chosen === "invited")}
      />
    </>
  );
}
