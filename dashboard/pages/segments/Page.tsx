import { useEffect } from "preact/hooks";
import { Find } from "../../components/field/Find.tsx";
import { Icon } from "../../components/icon/Icon.tsx";
import { PageHead } from "../../components/page-head/PageHead.tsx";
import { Empty, Panel } from "../../components/panel/Panel.tsx";
import { type Column, Table } from "../../components/table/Table.tsx";
import { sayCondition } from "../../condition-words.ts";
import { sayMoment } from "../../format.ts";
import { hrefOf } from "../../route.ts";
import { now, zone } from "../../site.ts";
import { segments, sought } from "./state.ts";

export function Page() {
  useEffect(() => void segments.load(), []);
  const list = segments.value.value?.segments ?? [];
  return (
    <>
      <PageHead title="Segments">
        {list.length > 0 && (
          <>
            <Find label="Find a segment" value={sought.value} onInput={(text) => (sought.value = text)} />
            <a class="btn primary" href={hrefOf("segments", "new")}>
              New segment
            </a>
          </>
        )}
      </PageHead>
      <Panel of={segments} what="The segments">
        {({ segments: all }) => {
          if (all.length === 0)
            return (
              <Empty
                icon="segments"
                title="No segments yet"
                text="A segment is a group of visitors who share a behaviour."
              >
                <a class="btn primary" href={hrefOf("segments", "new")}>
                  New segment
                </a>
              </Empty>
            );
          const text = sought.value.toLowerCase();
          const found = all.filter(({ name }) => name.toLowerCase().includes(text));
          return found.length > 0 ? (
            <Table
              caption="Segments"
              columns={COLUMNS}
              rows={found.toSorted((a, b) => a.name.localeCompare(b.name))}
              keyOf={({ id }) => id}
            />
          ) : (
            <Empty icon="search" title={`No segment is called “${sought.value}”`} text="Names are searched.">
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

type Listed = NonNullable<typeof segments.value.value>["segments"][number];

const COLUMNS: Column<Listed>[] = [
  {
    name: "Segment",
    of: ({ id, name }) => (
      <a class="nm" href={hrefOf("segments", id)}>
        {name}
      </a>
    ),
  },
  {
    name: "A visitor is in when",
    isWide: true,
    class: "sub",
    of: ({ condition }) => sayCondition(condition),
  },
  { name: "Status", of: ({ isPublished }) => <SegmentStatus isPublished={isPublished} /> },
  {
    name: "Changed",
    isNumber: true,
    isWide: true,
    class: "mut",
    of: ({ updatedAt }) => sayMoment(updatedAt, zone.value, now.value),
  },
  {
    name: "Visitors",
    isNumber: true,
    isWide: true,
    isUnheaded: true,
    of: ({ id }) => <a href={hrefOf("visitors", "", { segment: id })}>Visitors</a>,
  },
];

function SegmentStatus({ isPublished }: { isPublished: boolean }) {
  return (
    <span class={`status${isPublished ? " on" : ""}`}>
      <Icon name={isPublished ? "check" : "page"} />
      {isPublished ? "Published" : "Not live yet"}
    </span>
  );
}
