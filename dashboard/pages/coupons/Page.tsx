import { useEffect } from "preact/hooks";
import type { CouponPoolList, CouponPoolStanding } from "../../../model/coupon.ts";
import { hrefOf } from "../../address.ts";
import { NamedList } from "../../components/named-list/NamedList.tsx";
import { type Column, Table } from "../../components/table/Table.tsx";
import { sayDay, sayMoment, sayMoney, sayNumber } from "../../format.ts";
import { currency, now, zone } from "../../site.ts";
import { t } from "../../words.ts";
import { pools } from "./state.ts";

/** Pools of codes, what came of each, and codes in orders that nobody was given. */
export function Page() {
  useEffect(() => void pools.load(), []);
  const unissued = pools.value.value?.unissued ?? [];
  return (
    <>
      <NamedList
        page="coupons"
        title={t`Coupons`}
        toNew={t`New pool`}
        toFind={t`Find a pool`}
        none={t`No pools yet`}
        icon="coupon"
        meaning={t`A pool holds codes your shop honours. A campaign gives each visitor one of them, and nobody another’s.`}
        of={pools}
        rowsOf={(list) => list.pools}
        columns={COLUMNS}
        sortedBy="orders"
      />
      {unissued.length > 0 && <Unissued unissued={unissued} />}
    </>
  );
}

const COLUMNS: Column<CouponPoolStanding>[] = [
  {
    id: "name",
    name: t`Pool`,
    order: (a, b) => a.name.localeCompare(b.name),
    of: ({ id, name, waiting }) => (
      <>
        <a class="nm" href={hrefOf("coupons", id)}>
          {name}
        </a>
        {waiting > 0 && <span class="under">{t`${sayNumber(waiting)} wait for your shop`}</span>}
      </>
    ),
  },
  {
    name: t`Ends`,
    isWide: true,
    of: ({ expiresAt }) => expiresAt !== null && sayDay(expiresAt, zone.value, now.value),
  },
  { name: t`Free`, isNumber: true, isWide: true, of: ({ free }) => sayNumber(free) },
  {
    id: "given",
    name: t`Given`,
    isNumber: true,
    order: (a, b) => b.given - a.given,
    of: ({ given }) => sayNumber(given),
  },
  {
    id: "orders",
    name: t`Orders`,
    isNumber: true,
    order: (a, b) => b.orders - a.orders,
    of: ({ orders }) => sayNumber(orders),
  },
  {
    id: "brought",
    name: t`Brought`,
    isNumber: true,
    order: (a, b) => b.revenueMinor - a.revenueMinor,
    of: ({ revenueMinor }) => revenueMinor > 0 && sayMoney(revenueMinor, currency.value, true),
  },
];

/** Guessed, passed on, or given out by the shop some other way. */
function Unissued({ unissued }: { unissued: CouponPoolList["unissued"] }) {
  return (
    <section class="section" aria-label={t`Codes nobody was given`}>
      <h2 class="h2">
        {t`Codes nobody was given`} <small>{t`guessed, passed on, or given out another way`}</small>
      </h2>
      <Table
        caption={t`Codes nobody was given`}
        isCompact
        rows={unissued}
        keyOf={({ code, order }) => `${code} ${order}`}
        columns={[
          { name: t`Code`, isRowHead: true, class: "num", of: ({ code }) => code },
          { name: t`Pool`, isWide: true, of: ({ pool }) => <a href={hrefOf("coupons", pool)}>{pool}</a> },
          { name: t`Order`, of: ({ order }) => <a href={hrefOf("orders", order)}>{order}</a> },
          { name: t`Placed`, of: ({ placedAt }) => sayMoment(placedAt, zone.value, now.value) },
        ]}
      />
    </section>
  );
}
