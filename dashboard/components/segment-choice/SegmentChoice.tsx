import { hrefOf } from "../../route.ts";
import { Choices } from "../field/Field.tsx";

interface Chosen {
  segmentsIn: string[];
  segmentsOut: string[];
}
interface Props extends Chosen {
  /** Id and name of every segment there is. */
  options: readonly (readonly [string, string])[];
  /** "Visitors", "Subscribers". */
  who: string;
  onChange: (chosen: Chosen) => void;
}

/** For whom something is, by segments: in any of some, in none of others. One is never in both. */
export function SegmentChoice({ options, who, segmentsIn, segmentsOut, onChange }: Props) {
  const every = `every ${who.toLowerCase().replace(/s$/, "")}`;
  if (options.length === 0)
    return (
      <p class="hint">
        There is no segment yet, so it is for {every}. <a href={hrefOf("segments", "new")}>New segment</a>
      </p>
    );
  return (
    <>
      <Choices
        legend={`${who} in any of`}
        hint={`None chosen: ${every}.`}
        options={options}
        chosen={segmentsIn}
        onChange={(chosen) =>
          onChange({ segmentsIn: chosen, segmentsOut: segmentsOut.filter((id) => !chosen.includes(id)) })
        }
      />
      <Choices
        legend="But not in"
        options={options}
        chosen={segmentsOut}
        onChange={(chosen) =>
          onChange({ segmentsOut: chosen, segmentsIn: segmentsIn.filter((id) => !chosen.includes(id)) })
        }
      />
    </>
  );
}
