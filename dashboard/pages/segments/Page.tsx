import { useEffect } from "preact/hooks";
import type { Estimate } from "../../../model/estimate.ts";
import { LIFECYCLES, lifecycleWords } from "../../../model/lifecycle.ts";
import { hrefOf } from "../../address.ts";
import { SparkLine } from "../../charts/SparkLine.tsx";
import { endsOf } from "../../charts/spark-line.ts";
import { Icon } from "../../components/icon/Icon.tsx";
import { Menu } from "../../components/menu/Menu.tsx";
import { NamedList } from "../../components/named-list/NamedList.tsx";
import { Only } from "../../components/only/Only.tsx";
import type { Column } from "../../components/table/Table.tsx";
import { sayCondition } from "../../condition-words.ts";
import { sayChange, sayMoment, sayMoney, sayNumber, sayShare } from "../../format.ts";
import { now, zone } from "../../site.ts";
import { t } from "../../words.ts";
import { discard, segments } from "./state.ts";

export function Page() {
  useEffect(() => void segments.load(), []);
  return (
    <NamedList
      page="segments"
      title={t`Segments`}
      toNew={t`New segment`}
      toFind={t`Find a segment`}
      none={t`No segments yet`}
      icon="segments"
      meaning={t`A segment is a group of visitors who share a behaviour. Begin with nothing, or with one of these.`}
      of={segments}
      rowsOf={(list) => list.segments}
      columns={COLUMNS}
      sortedBy="size"
      ways={<Ways />}
    />
  );
}

/** What a first segment can begin with. */
function Ways() {
  return (
    <>
      <a class="btn" href={hrefOf("buyers")}>{t`Pick a cell of the RFM grid`}</a>
      {LIFECYCLES.map((stage) => (
        <a key={stage} class="btn" href={hrefOf("segments", "new", { lifecycle: stage })}>
          {t(lifecycleWords[stage].name)}
        </a>
      ))}
    </>
  );
}

type Listed = NonNullable<typeof segments.value.value>["segments"][number];

/** Of all visitors, 0 to 1; undefined before the first count. */
function shareOf({ size }: Listed): number | undefined {
  const visitors = segments.value.value?.visitors ?? 0;
  return size && visitors > 0 ? Math.min(1, size.members / visitors) : undefined;
}
const byName = (a: Listed, b: Listed) => a.name.localeCompare(b.name);
const bySize = (a: Listed, b: Listed) => (b.size?.members ?? -1) - (a.size?.members ?? -1) || byName(a, b);

/** What all orders of its members brought, as last counted. */
const revenueOf = ({ size }: Listed) => size?.worth?.spent?.revenueMinor;
const sayRevenue = (
  { count, low, high }: Estimate,
  { revenueMinor, currency }: { revenueMinor: number; currency: string },
) => {
  const [own, least, most, all] = [count, low, high, revenueMinor].map((minor) =>
    sayMoney(minor, currency, true),
  ) as [string, string, string, string];
  return low === high
    ? t`${own} of ${all} that all buyers brought`
    : t`${least} to ${most} of ${all} that all buyers brought`;
};

const COLUMNS: Column<Listed>[] = [
  {
    id: "name",
    name: t`Segment`,
    order: byName,
    bar: (segment) => shareOf(segment) ?? 0,
    of: ({ id, name, condition }) => (
      <span class="named">
        <a class="nm" href={hrefOf("segments", id)}>
          {name}
        </a>
        <span class="under hide-s">{sayCondition(condition)}</span>
      </span>
    ),
  },
  {
    id: "size",
    name: t`Size`,
    isNumber: true,
    order: bySize,
    of: ({ size }) =>
      size && (
        <span title={t`Counted ${sayMoment(size.countedAt, zone.value, now.value)}`}>
          {sayNumber(size.members)}
        </span>
      ),
  },
  {
    name: t`Of all`,
    isNumber: true,
    isWide: true,
    class: "mut",
    of: (segment) => {
      const share = shareOf(segment);
      return share !== undefined && sayShare(share, 1);
    },
  },
  {
    id: "revenue",
    name: t`Of revenue`,
    isNumber: true,
    isWide: true,
    order: (a, b) => (revenueOf(b)?.count ?? -1) - (revenueOf(a)?.count ?? -1) || byName(a, b),
    of: (segment) => {
      const revenue = revenueOf(segment);
      const shop = segments.value.value?.shop;
      if (!revenue || !shop || shop.revenueMinor <= 0) return null;
      const isExact = revenue.low === revenue.high;
      const share = Math.min(1, revenue.count / shop.revenueMinor);
      return (
        <span title={sayRevenue(revenue, shop)}>
          {isExact ? sayShare(share, 1) : t`about ${sayShare(share)}`}
        </span>
      );
    },
  },
  {
    name: t`Average order`,
    isNumber: true,
    isWide: true,
    of: ({ size }) =>
      size?.worth?.spent && sayMoney(size.worth.spent.averageOrderMinor, segments.value.value!.shop.currency),
  },
  {
    name: t`30 days`,
    isWide: true,
    of: ({ trend }) => {
      const ends = endsOf(trend);
      return (
        ends && (
          <span class="trend">
            <SparkLine values={trend} height={16} />
            <span class="num mut">{sayChange(ends[1], ends[0])}</span>
          </span>
        )
      );
    },
  },
  {
    name: t`Used by`,
    isWide: true,
    of: ({ usedBy: [first, ...others] }) =>
      first && (
        <span>
          <a href={hrefOf("campaigns", first.id)}>{first.name}</a>
          {others.length > 0 && (
            <span class="mut" title={others.map(({ name }) => name).join(", ")}>
              {" "}
              {t`and ${sayNumber(others.length)} more`}
            </span>
          )}
        </span>
      ),
  },
  {
    id: "status",
    name: t`Status`,
    isWide: true,
    order: (a, b) => Number(b.isPublished) - Number(a.isPublished) || byName(a, b),
    of: ({ isPublished }) => <SegmentStatus isPublished={isPublished} />,
  },
  {
    name: t`More`,
    isNumber: true,
    isUnheaded: true,
    of: (segment) => (
      <Menu label={t`More for ${segment.name}`} class="quiet only-icon small" face={<Icon name="dots" />}>
        <a href={hrefOf("visitors", "", { segment: segment.id })}>{t`See its visitors`}</a>
        <a href={hrefOf("campaigns", "new", { segment: segment.id })}>{t`New campaign for it`}</a>
        <a href={hrefOf("segments", "new", { segment: segment.id })}>{t`New segment from it`}</a>
        <Only to="edit">
          <button
            type="button"
            onClick={() => void discard(segment, () => void segments.load())}
          >{t`Delete`}</button>
        </Only>
      </Menu>
    ),
  },
];

function SegmentStatus({ isPublished }: { isPublished: boolean }) {
  return (
    <span class={`status${isPublished ? " on" : ""}`}>
      <Icon name={isPublished ? "check" : "page"} />
      {isPublished ? t`Published` : t`Not live yet`}
    </span>
  );
}
