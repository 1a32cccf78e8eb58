import type { Answer } from "../../api.ts";
import { t } from "../../words.ts";
import { sayFailure } from "../panel/failure.ts";
import { say } from "./toast.ts";

/** Says what has happened with a way back, and where that fails, that it did. `then`: once it is undone. */
export function sayUndoable(text: string, back: () => Promise<Answer<unknown>>, then: () => void): void {
  say(text, {
    label: t`Undo`,
    run: () =>
      void back().then((answer) => {
        if ("failure" in answer) say(t`Not undone. ${sayFailure(answer.failure)}`);
        else then();
      }),
  });
}
