import type { Segment } from "../../../model/segment.ts";
import { deleteSegment, getSegments, saveSegment } from "../../api.ts";
import { sayFailure } from "../../components/panel/failure.ts";
import { say } from "../../components/toast/toast.ts";
import { sayUndoable } from "../../components/toast/undo.ts";
import { reading } from "../../reading.ts";
import { refreshPublication } from "../../shell/state.ts";
import { t } from "../../words.ts";

export const segments = reading(getSegments);

/** Deletes it and offers the way back. `onChange`: after each of the two. False where it stays, and is said why. */
export async function discard({ id, name, condition }: Segment, onChange: () => void): Promise<boolean> {
  const answer = await deleteSegment(id);
  if ("failure" in answer) {
    say(t`Not deleted. ${sayFailure(answer.failure)}`);
    return false;
  }
  void refreshPublication();
  onChange();
  sayUndoable(
    t`${name} deleted.`,
    () => saveSegment({ id, name, condition }),
    () => {
      void refreshPublication();
      onChange();
    },
  );
  return true;
}
