/** Lazy part: the question for notifications, loaded beside the content part. Opened, it is what `PushPart` in api.ts describes. */
import type { Opening, PushPart, RecentItem } from "./api.ts";
import { loadSubscription } from "./parts.ts";
import { prepare } from "./permission.ts";
import css from "./render/content-push.css" with { type: "text" };
import { pushWith } from "./render/push.ts";

export const open: Opening<PushPart>["open"] = async (core, decision) => {
  const picture = core.stored<RecentItem[]>("recent")?.[0]?.image;
  const asking = core.samples?.push ?? (await prepare(core, decision, (await loadSubscription())!));
  return { css, push: asking ? pushWith({ picture, ...asking }) : () => undefined };
};
