import type { ComponentChildren } from "preact";
import { rankOf } from "../../../model/search.ts";
import { hrefOf, type PageName } from "../../address.ts";
import type { Reading } from "../../reading.ts";
import { refine, route } from "../../route.ts";
import { may } from "../../site.ts";
import { t } from "../../words.ts";
import { Find } from "../field/Find.tsx";
import type { IconName } from "../icon/shapes.ts";
import { PageHead } from "../page-head/PageHead.tsx";
import { Empty, Panel } from "../panel/Panel.tsx";
import { type Column, Table } from "../table/Table.tsx";

interface Props<List, Row> {
  page: PageName;
  /** "Segments". */
  title: string;
  /** "New segment". */
  toNew: string;
  /** "Find a segment". */
  toFind: string;
  /** "No segments yet". */
  none: string;
  icon: IconName;
  /** What one is, for whoever has none yet. */
  meaning: string;
  of: Reading<List>;
  rowsOf: (list: List) => Row[];
  /** At least one of them has an order. */
  columns: Column<Row>[];
  /** Id of the column that gives the order, where the URL names none. */
  sortedBy: string;
  /** What is to be said of all of them. */
  above?: ComponentChildren;
  /** Further ways to a first one, where there is none. */
  ways?: ComponentChildren;
}

/** A page that lists what marketers make: found by name, and the way to a new one. What is sought and the order stand in the URL. */
export function NamedList<List, Row extends { id: string; name: string }>(props: Props<List, Row>) {
  const { page, title, icon, meaning, of, rowsOf, above, ways } = props;
  const { find = "", sort = props.sortedBy } = route.value.query;
  const seek = (text: string) => refine({ find: text }, { replace: true });
  const columns = props.columns.map((column) => ({
    ...column,
    isSorted: column.id === sort,
  }));
  const order = columns.find(({ isSorted }) => isSorted)?.order;
  const making = may("edit") && (
    <a class="btn primary" href={hrefOf(page, "new")}>
      {props.toNew}
    </a>
  );
  const list = of.value.value;
  return (
    <>
      <PageHead title={title}>
        {list && rowsOf(list).length > 0 && (
          <>
            <Find label={props.toFind} value={find} onInput={seek} />
            {making}
          </>
        )}
      </PageHead>
      <Panel of={of} what={title}>
        {(known) => {
          const all = rowsOf(known);
          if (all.length === 0)
            return (
              <Empty icon={icon} title={props.none} text={meaning}>
                {making}
                {ways}
              </Empty>
            );
          const found = all.filter(({ name }) => !find || rankOf(name, find) > 0);
          return found.length > 0 ? (
            <>
              {above}
              <Table
                caption={title}
                columns={columns}
                rows={found.toSorted(order)}
                keyOf={({ id }) => id}
                onSort={(id) => refine({ sort: id === props.sortedBy ? undefined : id })}
              />
            </>
          ) : (
            <Empty icon="search" title={t`Nothing is called “${find}”`} text={t`Names are searched.`}>
              <button type="button" class="btn" onClick={() => seek("")}>{t`Show all`}</button>
            </Empty>
          );
        }}
      </Panel>
    </>
  );
}
