import type { Signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import type { Reading } from "../../reading.ts";
import { hrefOf, type PageName } from "../../route.ts";
import { may } from "../../site.ts";
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
  /** What the names are narrowed to. */
  sought: Signal<string>;
  /** At least one of them has an order. */
  columns: Column<Row>[];
  /** Name of the column that gives the order. */
  sortedBy: Signal<string>;
  /** What is to be said of all of them. */
  above?: ComponentChildren;
  /** Further ways to a first one, where there is none. */
  ways?: ComponentChildren;
}

/** A page that lists what marketers make: found by name, and the way to a new one. */
export function NamedList<List, Row extends { id: string; name: string }>(props: Props<List, Row>) {
  const { page, title, icon, meaning, of, rowsOf, sought, sortedBy, above, ways } = props;
  const columns = props.columns.map((column) => ({
    ...column,
    isSorted: column.name === sortedBy.value,
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
            <Find label={props.toFind} value={sought.value} onInput={(text) => (sought.value = text)} />
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
          const text = sought.value.toLowerCase();
          const found = all.filter(({ name }) => name.toLowerCase().includes(text));
          return found.length > 0 ? (
            <>
              {above}
              <Table
                caption={title}
                columns={columns}
                rows={found.toSorted(order)}
                keyOf={({ id }) => id}
                onSort={(name) => (sortedBy.value = name)}
              />
            </>
          ) : (
            <Empty icon="search" title={`Nothing is called “${sought.value}”`} text="Names are searched.">
              <button type="button" class="btn" onClick={() => (sought.value = "")}>
                Show all
              </button>
            </Empty>
          );
        }}
      </Panel>
    </>
  );
}
