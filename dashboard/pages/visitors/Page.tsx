import { useEffect } from "preact/hooks";
import type { VisitorRow } from "../../../model/report.ts";
import { Glyph } from "../../components/glyph/Glyph.tsx";
import { visitorName } from "../../components/glyph/visitor-name.ts";
import { Icon } from "../../components/icon/Icon.tsx";
import { PageHead } from "../../components/page-head/PageHead.tsx";
import { Pager, rowsBefore } from "../../components/pager/Pager.tsx";
import { Empty, Panel } from "../../components/panel/Panel.tsx";
import { capital, sayAge, sayMoney, sayNumber, sayPlace } from "../../format.ts";
import { usePolling } from "../../polling.ts";
import { hrefOf, refine } from "../../route.ts";
import { clockMoves } from "../../shell/state.ts";
import { now, site } from "../../site.ts";
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
        title="Visitors"
        status={
          segment && (
            <span class="tag accent">
              <Icon name="segments" />
              {chosen?.name ?? segment}
              <button
                type="button"
                class="tag-close"
                aria-label="Remove the filter"
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
            aria-label="Segment"
            value={segment ?? ""}
            onChange={(event) =>
              refine({ segment: event.currentTarget.value, before: undefined, trail: undefined })
            }
          >
            <option value="">All visitors</option>
            {known.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        )}
        <a class="btn only-phone" href={hrefOf("segments")}>
          Segments
        </a>
      </PageHead>
      <Panel of={visitors} what="The visitors" lines={14}>
        {(list) => {
          if (list.visitors.length === 0)
            return segment ? (
              <Empty
                icon="segments"
                title="Nobody is in this segment"
                text="Visitors enter it as soon as its condition holds for them."
              >
                <a class="btn" href={hrefOf("segments", segment)}>
                  See its condition
                </a>
              </Empty>
            ) : (
              <NoVisitors />
            );
          const start = rowsBefore(PAGE_SIZE);
          return (
            <>
              <Table rows={list.visitors} />
              <Pager page="visitors" next={list.next}>
                {sayNumber(start + 1)}–{sayNumber(start + list.visitors.length)}
                {!segment && <> of {sayNumber(list.count)} in the last 30 days</>}
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
      title="No visitors yet"
      text="The first one shows here as soon as the shop wears the tag."
    >
      {site.value?.isDemo && (
        <a class="btn" href="/demo/" target="_blank" rel="noreferrer">
          Be a visitor
        </a>
      )}
    </Empty>
  );
}

function Table({ rows }: { rows: VisitorRow[] }) {
  return (
    <div class="scroll">
      <table class="t visitors">
        <thead>
          <tr>
            <th scope="col">Visitor</th>
            <th scope="col" aria-sort="descending">
              Last seen <Icon name="arrow-down" />
            </th>
            <th scope="col" class="r hide-s">
              Visits
            </th>
            <th scope="col" class="hide-s">
              Place
            </th>
            <th scope="col" class="hide-s">
              Device
            </th>
            <th scope="col" class="hide-s">
              Came by
            </th>
            <th scope="col" class="r">
              In the cart
            </th>
            <th scope="col" class="r hide-s">
              Orders
            </th>
            <th scope="col" class="r hide-s">
              Spent
            </th>
            <th scope="col" class="hide-s">
              Segments
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.id} row={row} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ row }: { row: VisitorRow }) {
  const isLive = now.value - row.lastSeenAt < LIVE_MS;
  const place = sayPlace(row);
  return (
    <tr>
      <td>
        <span class="visitor">
          <Glyph id={row.id} size="1.75rem" />
          <span>
            <a class="nm" href={hrefOf("visitors", row.id)}>
              {visitorName(row.id)}
            </a>
            {row.id === you.value && <span class="tag live">you</span>}
            <span class="under only-phone">{[place, row.device].filter(Boolean).join(", ")}</span>
          </span>
        </span>
      </td>
      <td class="num">
        {isLive && <i class="dot live" />}
        {sayAge(row.lastSeenAt, now.value)}
      </td>
      <td class="r hide-s">{sayNumber(row.visits)}</td>
      <td class="hide-s">{place}</td>
      <td class="hide-s">{capital(row.device)}</td>
      <td class="hide-s">{capital(row.channel)}</td>
      <td class="r">{row.cartMinor > 0 ? sayMoney(row.cartMinor, row.currency) : <None />}</td>
      <td class="r hide-s">{row.orders > 0 ? sayNumber(row.orders) : <None />}</td>
      <td class="r hide-s">{row.spentMinor > 0 ? sayMoney(row.spentMinor, row.currency) : <None />}</td>
      <td class="hide-s">
        <Segments names={row.segments} />
      </td>
    </tr>
  );
}

const None = () => <span class="mut">–</span>;

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
