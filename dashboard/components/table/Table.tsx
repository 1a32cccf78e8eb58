import type { ComponentChildren } from "preact";
import { Icon } from "../icon/Icon.tsx";

export interface Column<Row> {
  /** Heading. */
  name: string;
  /** Of a column that has an order: names it in the address, the same in every language. */
  id?: string;
  /** What stands there of a row; nothing becomes a dash. */
  of: (row: Row) => ComponentChildren;
  /** Numbers stand right and tabular. */
  isNumber?: boolean;
  /** Left out on phones, where the row's own page says it. */
  isWide?: boolean;
  /** Names the row to assistive technology; where the name is a link, the link does. */
  isRowHead?: boolean;
  /** The rows come sorted by it, greatest or newest first. */
  isSorted?: boolean;
  /** The rows can be brought into this order. */
  order?: (a: Row, b: Row) => number;
  /** Explains itself to the eye: the heading is only read out. */
  isUnheaded?: boolean;
  /** What the eye finds in the heading instead: the scale of what is drawn below. */
  scale?: ComponentChildren;
  /** Length of a soft bar behind the cell, as a share of its width. */
  bar?: (row: Row) => number;
  /** Of the cells alone. */
  class?: string;
}

interface Props<Row> {
  /** What the rows are, for whoever does not see the heading above. */
  caption: string;
  columns: Column<Row>[];
  rows: readonly Row[];
  keyOf: (row: Row) => string;
  isCompact?: boolean;
  /** Longer than a window is high: its head stays in sight. */
  isLong?: boolean;
  /** Of the table, for what only one page's table has. */
  class?: string;
  /** Asked for another order: the id of a column that has one. */
  onSort?: (id: string) => void;
}

/** Rows one compares. Wider than its place it scrolls by itself, and the page does not. */
export function Table<Row>({
  caption,
  columns,
  rows,
  keyOf,
  isCompact,
  isLong,
  class: className,
  onSort,
}: Props<Row>) {
  return (
    <div class={isLong ? "scroll long" : "scroll"}>
      <table class={["t", isCompact && "compact", className].filter(Boolean).join(" ")}>
        <caption class="vh">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th
                key={column.name}
                scope="col"
                class={classOf(column)}
                {...(column.isSorted && { "aria-sort": column.isNumber ? "descending" : "ascending" })}
              >
                <Heading column={column} onSort={onSort} />
                {column.isSorted && <Icon name={column.isNumber ? "arrow-down" : "arrow-up"} />}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map((column) => (
                <Cell key={column.name} column={column} row={row} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Heading<Row>({ column, onSort }: { column: Column<Row>; onSort: Props<Row>["onSort"] }) {
  if (column.isUnheaded)
    return (
      <>
        <span class="vh">{column.name}</span>
        {column.scale}
      </>
    );
  const { id } = column;
  if (!onSort || !id) return <>{column.name}</>;
  return (
    <button type="button" onClick={() => onSort(id)}>
      {column.name}
    </button>
  );
}

function Cell<Row>({ column, row }: { column: Column<Row>; row: Row }) {
  const { bar, isRowHead, of } = column;
  const attributes = { class: [classOf(column), bar && "bar", column.class].filter(Boolean).join(" ") };
  const content = (
    <>
      {bar && <i style={{ width: `${bar(row) * 100}%` }} />}
      {of(row) || <span class="mut">–</span>}
    </>
  );
  return isRowHead ? (
    <th scope="row" {...attributes}>
      {content}
    </th>
  ) : (
    <td {...attributes}>{content}</td>
  );
}

function classOf<Row>({ isNumber, isWide }: Column<Row>): string {
  return [isNumber && "r", isWide && "hide-s"].filter(Boolean).join(" ");
}
