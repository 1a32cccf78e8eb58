import { useEffect } from "preact/hooks";
import type { VisitorRow } from "../../../model/report.ts";
import { hrefOf } from "../../address.ts";
import { Glyph } from "../../components/glyph/Glyph.tsx";
import { visitorName } from "../../components/glyph/visitor-name.ts";
import { Icon } from "../../components/icon/Icon.tsx";
import { PageHead } from "../../components/page-head/PageHead.tsx";
import { Pager, rowsBefore } from "../../components/pager/Pager.tsx";
import { Empty, Panel } from "../../components/panel/Panel.tsx";
import { type Column, Table } from "../../components/table/Table.tsx";
import { DEVICE_WORDS } from "../../device-words.ts";
import { capital, sayAge, sayMoney, sayNumber, sayPlace } from "../../format.ts";
import { usePolling } from "../../polling.ts";
import { refine } from "../../route.ts";
import { clockMoves } from "../../shell/state.ts";
import { now, site } from "../../site.ts";
import { t } from "../../words.ts";
import { you } from "../../you.ts";
import type { PageProps } from "../pages.ts";
import { PAGE_SIZE, refresh, segments, show, visitors } from "./state.ts";

const REFRESH_MS = 10_000;
/** A visitor counts as on the site so long after the last event. */
const LIVE_MS = 5 * 60_000;

export function Page({ query }: PageProps) {
  const { segment, before } = query;
  useEffect(() => show(query), [segment, before, clockMoves.value]);
  usePolling(refresh, REFRESH_MS);
  const known = segments.value.value?.segments ?? [];
  const chosen = known.find(({ id }) => id === segment);
  return (
    <>
      <PageHead
        title={t`Visitors`}
        status={
          segment && (
            <span class="tag accent">
              <Icon name="segments" />
              {chosen?.name ?? segment}
              <button
                type="button"
                class="tag-close"
                aria-label={t`Remove the filter`}
                onClick={() => refine({ segment: undefined, before: undefined, trail: undefined })}
              >
                <Icon name="close" />
              </button>
            </span>
          )
        }
      >
        {known.length > 0 && (
          <select
            class="select filter"
            aria-label={t`Segment`}
            value={segment ?? ""}
            onChange={(event) =>
              refine({ segment: event.currentTarget.value, before: undefined, trail: undefined })
            }
          >
            <option value="">{t`All visitors`}</option>
            {known.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        )}
        <a class="btn only-phone" href={hrefOf("segments")}>{t`Segments`}</a>
      </PageHead>
      <Panel of={visitors} what={t`The visitors`} lines={14}>
        {(list) => {
          if (list.visitors.length === 0)
            return segment ? (
              <Empty
                icon="segments"
                title={t`Nobody is in this segment`}
                text={t`Visitors enter it as soon as its condition holds for them.`}
              >
                <a class="btn" href={hrefOf("segments", segment)}>{t`See its condition`}</a>
              </Empty>
            ) : (
              <NoVisitors />
            );
          const start = rowsBefore(PAGE_SIZE);
          return (
            <>
              <Table
                isLong
                caption={t`Visitors, last seen first`}
                class="visitors"
                columns={COLUMNS}
                rows={list.visitors}
                keyOf={({ id }) => id}
              />
              <Pager page="visitors" next={list.next}>
                {sayNumber(start + 1)}–{sayNumber(start + list.visitors.length)}
                {!segment && <> {t`of ${sayNumber(list.count)} in the last 30 days`}</>}
              </Pager>
            </>
          );
        }}
      </Panel>
    </>
  );
}

function NoVisitors() {
  return (
    <Empty
      icon="people"
      title={t`No visitors yet`}
      text={t`The first one shows here as soon as the shop wears the tag.`}
    >
      {site.value?.isDemo && (
        <a class="btn" href="/demo/" target="_blank" rel="noreferrer">{t`Be a visitor`}</a>
      )}
    </Empty>
  );
}

const COLUMNS: Column<VisitorRow>[] = [
  { name: t`Visitor`, of: (row) => <Named row={row} /> },
  {
    name: t`Last seen`,
    isSorted: true,
    class: "num",
    of: ({ lastSeenAt }) => (
      <>
        {now.value - lastSeenAt < LIVE_MS && <i class="dot live" />}
        {sayAge(lastSeenAt, now.value)}
      </>
    ),
  },
  { name: t`Visits`, isNumber: true, isWide: true, of: ({ visits }) => sayNumber(visits) },
  { name: t`Place`, isWide: true, of: sayPlace },
  { name: t`Device`, isWide: true, of: ({ device }) => capital(DEVICE_WORDS[device] ?? device) },
  { name: t`Came by`, isWide: true, of: ({ channel }) => capital(t(channel)) },
  {
    name: t`In the cart`,
    isNumber: true,
    of: ({ cartMinor, currency }) => cartMinor > 0 && sayMoney(cartMinor, currency),
  },
  { name: t`Orders`, isNumber: true, isWide: true, of: ({ orders }) => orders > 0 && sayNumber(orders) },
  {
    name: t`Spent`,
    isNumber: true,
    isWide: true,
    of: ({ spentMinor, currency }) => spentMinor > 0 && sayMoney(spentMinor, currency),
  },
  {
    name: t`Segments`,
    isWide: true,
    of: ({ segments: names }) => names.length > 0 && <Segments names={names} />,
  },
];

function Named({ row }: { row: VisitorRow }) {
  return (
    <span class="visitor">
      <Glyph id={row.id} size="1.75rem" />
      <span>
        <a class="nm" href={hrefOf("visitors", row.id)}>
          {visitorName(row.id)}
        </a>
        {row.id === you.value && <span class="tag live">{t`you`}</span>}
        <span class="under only-phone">
          {[sayPlace(row), DEVICE_WORDS[row.device] ?? row.device].filter(Boolean).join(", ")}
        </span>
      </span>
    </span>
  );
}

const SHOWN_SEGMENTS = 2;
function Segments({ names }: { names: string[] }) {
  const rest = names.length - SHOWN_SEGMENTS;
  return (
    <span class="in-segments">
      {names.slice(0, SHOWN_SEGMENTS).map((name) => (
        <span key={name} class="tag accent">
          {name}
        </span>
      ))}
      {rest > 0 && (
        <span class="mut num" title={names.slice(SHOWN_SEGMENTS).join(", ")}>
          +{rest}
        </span>
      )}
    </span>
  );
}
