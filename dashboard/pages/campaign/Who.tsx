import { OneOf, TextField } from "../../components/field/Field.tsx";
import { SegmentChoice } from "../../components/segment-choice/SegmentChoice.tsx";
import { change, changeInvited, draft, faultAt, known } from "./state.ts";

export function Who() {
  const { name, segmentsIn, segmentsOut, isInvited } = draft.value!;
  return (
    <>
      <TextField
        id="name"
        label="Name"
        hint="For you; visitors do not see it."
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
        legend="When they come to it"
        name="invited"
        options={[
          ["any", "By themselves"],
          ["invited", "Only once a journey has brought them"],
        ]}
        value={isInvited ? "invited" : "any"}
        onChange={(chosen) => changeInvited(chosen === "invited")}
      />
    </>
  );
}
