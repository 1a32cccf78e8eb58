/** Whether and how often the visitor is asked for web push, and what came of it. */
import type { Core, KeptDecision, SubscriptionPart } from "./api.ts";
import type { PushKept } from "./push-edge.ts";
import type { Asking } from "./render/push.ts";

/** After a no. */
const ASK_AGAIN_MS = 30 * 86_400_000;

export const keptIn = (core: Core): PushKept => core.stored<PushKept>("push") ?? {};

/** Tells what came of asking. */
export function report(
  core: Core,
  state: PushKept["state"],
  campaign?: string,
  changes: PushKept = {},
): void {
  const kept = { ...keptIn(core), ...changes, state };
  core.record("push_permission", { state, campaign }, { beside: [["push", kept]] });
  core.save();
}

/**
 * What the block asks with; undefined where there is nothing to ask here, or not any more. What is found in the way, rather
 * than answered, is told once. Fails where the edge does not answer. For a ghost nothing is told, and no service worker made.
 */
export async function prepare(
  core: Core,
  { campaign, variant, placement, ghost }: Pick<KeptDecision, "campaign" | "variant" | "placement" | "ghost">,
  part: SubscriptionPart,
): Promise<Omit<Asking, "picture"> | undefined> {
  const { state, noes = 0, noAt = 0 } = keptIn(core);
  const permission = window.Notification?.permission;
  const isSettled =
    noes > 1 || (noes && Date.now() < noAt + ASK_AGAIN_MS) || (state === "granted" && permission === state);
  if (isSettled || core.pageKind() === "checkout") return undefined;
  const find = (found: PushKept["state"]): undefined => {
    if (found !== state && !ghost) report(core, found, campaign);
  };
  const no = (said: PushKept["state"]) =>
    report(core, said, campaign, { noes: (keptIn(core).noes ?? 0) + 1, noAt: Date.now() });
  const refuse = () => no("declined");
  if (!permission || !window.PushManager || !navigator.serviceWorker) {
    if ((navigator as { standalone?: boolean }).standalone !== false) return find("unsupported");
    find("needs_home_screen");
    return { refuse };
  }
  if (permission === "denied") return find(permission);
  const subscribe = ghost ? async () => {} : await part.ready(core);
  if (!subscribe) return find("no_worker");
  return {
    isAllowed: permission === "granted",
    refuse,
    async ask() {
      core.record("content_click", { campaign, variant, placement, target: "push" });
      const said = await Notification.requestPermission();
      if (said === "denied") report(core, said, campaign);
      if (said === "default") no("dismissed");
      if (said !== "granted") return false;
      try {
        await subscribe(campaign);
        return true;
      } catch (error) {
        report(core, "unsupported", campaign);
        throw error;
      }
    },
  };
}
