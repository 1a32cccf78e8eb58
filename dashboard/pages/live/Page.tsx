import { Feed } from "../../components/feed/Feed.tsx";
import { PageHead } from "../../components/page-head/PageHead.tsx";
import { Empty, Panel } from "../../components/panel/Panel.tsx";
import { sayCount, sayNumber } from "../../format.ts";
import { usePolling } from "../../polling.ts";
import { refine } from "../../route.ts";
import { lookAgainForYou } from "../../shell/state.ts";
import { now, site } from "../../site.ts";
import { adopt } from "../../styles/adopt.ts";
import { t } from "../../words.ts";
import { you } from "../../you.ts";
import type { PageProps } from "../pages.ts";
import css from "./debugger.css" with { type: "text" };
import { events, feed, isPaused, names, onSite, pause, pollLive, resume, waiting } from "./state.ts";

adopt(css);

const POLL_MS = 800;
const LOOK_MS = 3000;

export function Page({ query }: PageProps) {
  const isRaw = query.view === "debugger";
  usePolling(pollLive, POLL_MS);
  usePolling(lookAgainForYou, LOOK_MS);
  return (
    <>
      <PageHead
        title={t`Live`}
        status={
          <span class="tag live">
            <i class="dot live" />
            {sayCount(onSite.value, "on the site now", "on the site now")}
          </span>
        }
      >
        <span class="switch">
          <button
            type="button"
            aria-pressed={!isRaw}
            onClick={() => refine({ view: undefined }, { replace: true })}
          >{t`Sentences`}</button>
          <button
            type="button"
            aria-pressed={isRaw}
            onClick={() => refine({ view: "debugger" }, { replace: true })}
          >{t`Debugger`}</button>
        </span>
        <span class="sub live-state" role="status">
          {isPaused.value ? t`Held still` : t`Newest first, every second`}
        </span>
        {waiting.value.length > 0 && (
          <button type="button" class="btn small" onClick={resume}>
            {t`${sayNumber(waiting.value.length)} new`}
          </button>
        )}
      </PageHead>
      <Panel of={feed} what={t`The live view`} lines={12}>
        {() =>
          events.value.length > 0 ? (
            // biome-ignore lint/a11y/noStaticElementInteractions: rows must not move away under the pointer
            <div
              class="live"
              onMouseEnter={pause}
              onMouseLeave={resume}
              onFocusIn={pause}
              onFocusOut={resume}
            >
              <Feed
                events={events.value}
                held={waiting.value}
                now={now.value}
                names={names.value}
                you={you.value}
                isRaw={isRaw}
              />
            </div>
          ) : (
            <Empty
              icon="live"
              title={t`Nobody has come by yet`}
              text={t`Pages, products, carts and moments show here a second or two after they happen.`}
            >
              {site.value?.isDemo && (
                <a class="btn" href="/demo/" target="_blank" rel="noreferrer">{t`Be a visitor`}</a>
              )}
            </Empty>
          )
        }
      </Panel>
    </>
  );
}
