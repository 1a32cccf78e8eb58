import { useEffect } from "preact/hooks";
import { DELIVERY_STATES } from "../../../model/push.ts";
import { hrefOf } from "../../address.ts";
import { PageHead } from "../../components/page-head/PageHead.tsx";
import { Pager, rowsBefore } from "../../components/pager/Pager.tsx";
import { Empty, Panel } from "../../components/panel/Panel.tsx";
import { DELIVERY_WORDS } from "../../push-words.ts";
import { refine } from "../../route.ts";
import { clockMoves } from "../../shell/state.ts";
import { t } from "../../words.ts";
import type { PageProps } from "../pages.ts";
import { DeliveryTable, sayRows } from "./DeliveryTable.tsx";
import { broadcasts, deliveries, journeys, show, stateOf } from "./state.ts";

/** As the edge answers them. */
const PAGE_SIZE = 50;

/** Every notification and what became of it: of one broadcast or journey, or of all. */
export function Page({ query }: PageProps) {
  const { source, state, visitor, before } = query;
  useEffect(() => show(query), [source, state, visitor, before, clockMoves.value]);
  useEffect(() => {
    void broadcasts.load();
    void journeys.load();
  }, []);
  const isNarrowed = !!(source || state || visitor);
  return (
    <>
      <PageHead title={t`Deliveries`} crumb={{ text: t`Notifications`, href: hrefOf("push") }}>
        <Sources value={source} />
        <select
          class="select filter"
          aria-label={t`What became of it`}
          value={stateOf(state) ?? ""}
          onChange={({ currentTarget: { value } }) => narrow({ state: value })}
        >
          <option value="">{t`Whatever became of it`}</option>
          {DELIVERY_STATES.map((one) => (
            <option key={one} value={one}>
              {DELIVERY_WORDS[one].word}
            </option>
          ))}
        </select>
      </PageHead>
      {stateOf(state) && <p class="sub means">{DELIVERY_WORDS[stateOf(state)!].meaning}</p>}
      <Panel of={deliveries} what={t`The deliveries`} lines={14}>
        {({ deliveries: rows, next }) =>
          rows.length === 0 ? (
            <Empty
              icon={isNarrowed ? "filter" : "bell"}
              title={isNarrowed ? t`No notification fits` : t`Nothing has been sent yet`}
              text={
                isNarrowed
                  ? t`None of these stands so.`
                  : t`Broadcasts and journeys send; each notification then has a row here.`
              }
            >
              <a
                class="btn"
                href={isNarrowed ? hrefOf("push", "", { view: "deliveries" }) : hrefOf("push", "new")}
              >
                {isNarrowed ? t`Show all` : t`New broadcast`}
              </a>
            </Empty>
          ) : (
            <>
              <DeliveryTable rows={rows} reload={deliveries.load} />
              <Pager page="push" next={next}>
                {sayRows(rowsBefore(PAGE_SIZE), rows.length)}
              </Pager>
            </>
          )
        }
      </Panel>
    </>
  );
}

const narrow = (change: Record<string, string>) =>
  refine({
    ...Object.fromEntries(Object.entries(change).map(([name, value]) => [name, value || undefined])),
    before: undefined,
    trail: undefined,
  });

function Sources({ value = "" }: { value: string | undefined }) {
  const sent = broadcasts.value.value?.broadcasts.filter(({ status }) => status !== "draft") ?? [];
  const running = journeys.value.value?.journeys ?? [];
  return (
    <select
      class="select filter"
      aria-label={t`Sent by`}
      value={value}
      onChange={({ currentTarget: { value: source } }) => narrow({ source })}
    >
      <option value="">{t`Sent by any`}</option>
      {running.length > 0 && (
        <optgroup label={t`Journeys`}>
          {running.map(({ journey: { id, name } }) => (
            <option key={id} value={`journey:${id}`}>
              {name}
            </option>
          ))}
        </optgroup>
      )}
      {sent.length > 0 && (
        <optgroup label={t`Broadcasts`}>
          {sent.map(({ broadcast: { id, name } }) => (
            <option key={id} value={`broadcast:${id}`}>
              {name}
            </option>
          ))}
        </optgroup>
      )}
      <option value="test">{t`Tests`}</option>
    </select>
  );
}
