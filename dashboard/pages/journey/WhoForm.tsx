import { SegmentChoice } from "../../components/segment-choice/SegmentChoice.tsx";
import { segments } from "../journeys/state.ts";
import { change, draft } from "./state.ts";

export function WhoForm() {
  const { segmentsIn, segmentsOut } = draft.value!;
  return (
    <SegmentChoice
      who="visitors"
      options={segments.value.value?.segments.map(({ id, name }) => [id, name] as const) ?? []}
      segmentsIn={segmentsIn}
      segmentsOut={segmentsOut}
      onChange={change}
    />
  );
}
