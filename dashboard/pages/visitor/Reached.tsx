import { CHANNELS } from "../../../model/channel.ts";
import type { Reach } from "../../../model/reach.ts";
import { Icon } from "../../components/icon/Icon.tsx";
import { sayMoment } from "../../format.ts";
import { now, zone } from "../../site.ts";
import { t } from "../../words.ts";
import { CHANNEL_WORDS, sayObstacle, sayPreference } from "./reach-words.ts";

/** By what they are best reached (P19), and by what they may be now (S2): what other tools are told, too. */
export function Reached({ reach: { preferred, channels } }: { reach: Reach }) {
  return (
    <section class="sec" aria-label={t`Channels`}>
      <h2 class="h2">
        {t`Channels`}{" "}
        <small>
          {t`best by ${CHANNEL_WORDS[preferred.channel].toLowerCase()}, ${sayPreference(preferred)}`}
        </small>
      </h2>
      <dl class="kv">
        {CHANNELS.map((channel) => {
          const { mayUse, lastAt } = channels[channel];
          return (
            <>
              <dt key={channel}>
                {CHANNEL_WORDS[channel]}{" "}
                {lastAt !== null && <span>{sayMoment(lastAt, zone.value, now.value)}</span>}
              </dt>
              <dd>
                <span class={`status${mayUse ? " on" : ""}`}>
                  <Icon name={mayUse ? "check" : "minus"} />
                  {mayUse ? t`Now` : sayObstacle(channels[channel], zone.value, now.value)}
                </span>
              </dd>
            </>
          );
        })}
      </dl>
    </section>
  );
}
