import { hrefOf } from "../../../address.ts";
import { Feed } from "../../../components/feed/Feed.tsx";
import { Empty, Panel } from "../../../components/panel/Panel.tsx";
import { now } from "../../../site.ts";
import { t } from "../../../words.ts";
import { you } from "../../../you.ts";
import { events, feed, names } from "../../live/state.ts";

const ROWS = 8;

export function Live() {
  return (
    <section class="section">
      <h2 class="h2">
        {t`Live`} <small>{t`newest first`}</small>
        <span class="push">
          <a href={hrefOf("live")}>{t`Open live view`}</a>
        </span>
      </h2>
      <Panel of={feed} what={t`The live view`}>
        {() =>
          events.value.length > 0 ? (
            <Feed
              events={events.value.slice(0, ROWS)}
              now={now.value}
              names={names.value}
              you={you.value}
              isShort
            />
          ) : (
            <Empty
              icon="live"
              title={t`Nobody has come by yet`}
              text={t`What visitors do shows here within a second or two.`}
            />
          )
        }
      </Panel>
    </section>
  );
}
