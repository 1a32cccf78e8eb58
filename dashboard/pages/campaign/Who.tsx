import { Choices, TextField } from "../../components/field/Field.tsx";
import { hrefOf } from "../../route.ts";
import { change, draft, faultAt, known } from "./state.ts";

export function Who() {
  const { name, segmentsIn, segmentsOut } = draft.value!;
  const options = [...known.value];
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
      {options.length === 0 ? (
        <p class="hint">
          There is no segment yet, so it is for every visitor.{" "}
          <a href={hrefOf("segments", "new")}>New segment</a>
        </p>
      ) : (
        <>
          <Choices
            legend="Visitors in any of"
            hint="None chosen: every visitor."
            options={options}
            chosen={segmentsIn}
            onChange={(chosen) =>
              change({ segmentsIn: chosen, segmentsOut: segmentsOut.filter((id) => !chosen.includes(id)) })
            }
          />
          <Choices
            legend="But not in"
            options={options}
            chosen={segmentsOut}
            onChange={(chosen) =>
              change({ segmentsOut: chosen, segmentsIn: segmentsIn.filter((id) => !chosen.includes(id)) })
            }
          />
        </>
      )}
    </>
  );
}
