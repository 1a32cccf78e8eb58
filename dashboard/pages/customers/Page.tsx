import { useEffect } from "preact/hooks";
import type { CustomerRow } from "../../../model/report.ts";
import { hrefOf } from "../../address.ts";
import { Find } from "../../components/field/Find.tsx";
import { PageHead } from "../../components/page-head/PageHead.tsx";
import { Pager, rowsBefore } from "../../components/pager/Pager.tsx";
import { Empty, Panel } from "../../components/panel/Panel.tsx";
import { type Column, Table } from "../../components/table/Table.tsx";
import { sayAge, sayMoney, sayNumber } from "../../format.ts";
import { clockMoves } from "../../shell/state.ts";
import { currency, now } from "../../site.ts";
import { t } from "../../words.ts";
import type { PageProps } from "../pages.ts";
import { customers, PAGE_SIZE, seek, show, sought } from "./state.ts";

/** Whoever the shop knows by an id of its own, found by how that begins. */
export function Page({ query }: PageProps) {
  const { search, before } = query;
  useEffect(() => show(query), [search, before, clockMoves.value]);
  return (
    <>
      <PageHead title={t`Customers`}>
        <Find label={t`Find by the shop’s id`} value={sought.value} onInput={seek} />
      </PageHead>
      <Panel of={customers} what={t`The customers`} lines={14}>
        {(list) => {
          if (list.customers.length === 0) return search ? <NotFound search={search} /> : <NoCustomers />;
          const start = rowsBefore(PAGE_SIZE);
          return (
            <>
              <Table
                isLong
                caption={t`Customers, by the shop’s id`}
                columns={COLUMNS}
                rows={list.customers}
                keyOf={({ id }) => id}
              />
              <Pager page="customers" next={list.next}>
                {sayNumber(start + 1)}–{sayNumber(start + list.customers.length)}
              </Pager>
            </>
          );
        }}
      </Panel>
    </>
  );
}

function NotFound({ search }: { search: string }) {
  return (
    <Empty
      icon="search"
      title={t`No customer’s id begins with “${search}”`}
      text={t`Ids are searched as the shop writes them, capital letters and all.`}
    >
      <button type="button" class="btn" onClick={() => seek("")}>{t`Show all`}</button>
    </Empty>
  );
}

function NoCustomers() {
  return (
    <Empty
      icon="people"
      title={t`No customers yet`}
      text={t`A customer is a visitor whom the shop’s server knows: it sends its own id with an order, or with what it knows of them.`}
    >
      <a class="btn" href={hrefOf("sources")}>{t`See the sources`}</a>
    </Empty>
  );
}

const COLUMNS: Column<CustomerRow>[] = [
  {
    name: t`Customer`,
    isSorted: true,
    of: ({ id }) => (
      <a class="nm" href={hrefOf("customers", id)}>
        {id}
      </a>
    ),
  },
  { name: t`Orders`, isNumber: true, isWide: true, of: ({ orders }) => orders > 0 && sayNumber(orders) },
  {
    name: t`Spent`,
    isNumber: true,
    of: ({ orders, spentMinor }) => orders > 0 && sayMoney(spentMinor, currency.value),
  },
  {
    name: t`Last order`,
    class: "num",
    isWide: true,
    of: ({ lastOrderAt }) => lastOrderAt !== null && t`${sayAge(lastOrderAt, now.value)} ago`,
  },
  {
    name: t`Browsers`,
    isNumber: true,
    isWide: true,
    of: ({ visitors }) => visitors > 0 && sayNumber(visitors),
  },
];
