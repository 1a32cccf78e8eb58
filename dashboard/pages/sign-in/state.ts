import { signal } from "@preact/signals";
import { hrefOf } from "../../address.ts";
import { isSignedOut, signIn } from "../../api.ts";
import { sayFailure } from "../../components/panel/failure.ts";
import { go } from "../../route.ts";
import { start } from "../../shell/state.ts";
import { t } from "../../words.ts";

export const fault = signal("");
export const isBusy = signal(false);

/** The code of a pasted link, or the code itself. */
export function codeOf(pasted: string): string {
  return pasted.trim().replace(/^.*#/, "");
}

export async function enter(pasted: string): Promise<void> {
  const code = codeOf(pasted);
  if (!code) {
    fault.value = t`Paste the link, or the part after its #.`;
    return;
  }
  isBusy.value = true;
  const answer = await signIn(code);
  isBusy.value = false;
  if ("failure" in answer) {
    const { status } = answer.failure;
    fault.value =
      status === 401 || status === 403 || status === 400
        ? t`This link is not valid any more. Ask for a new one.`
        : sayFailure(answer.failure);
    return;
  }
  fault.value = "";
  isSignedOut.value = false;
  // The code leaves the address and the history with it.
  go(hrefOf("overview"), { replace: true });
  await start();
}
