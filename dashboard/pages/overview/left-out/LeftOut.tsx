import { useEffect, useMemo } from "preact/hooks";
import { hrefOf } from "../../../address.ts";
import { sumOfBots } from "../../../bot-words.ts";
import { sayCount } from "../../../format.ts";
import { t } from "../../../words.ts";
import { botsIn } from "./state.ts";

/** What robots sent in the range, which no figure counts; nothing where there was none. */
export function LeftOut({ from, to }: { from: string; to: string }) {
  const bots = useMemo(() => botsIn({ from, to }), [from, to]);
  useEffect(() => void bots.load(), [bots]);
  const left = bots.value.value ? sumOfBots(bots.value.value.events) : 0;
  if (left === 0) return null;
  return (
    <p class="sub">{t`Left out of all figures: ${<a href={hrefOf("health")}>{sayCount(left, "event of a robot", "events of robots")}</a>}.`}</p>
  );
}
