import { useEffect } from "preact/hooks";
import { Icon } from "../../components/icon/Icon.tsx";
import { NamedList } from "../../components/named-list/NamedList.tsx";
import type { Column } from "../../components/table/Table.tsx";
import { sayCondition } from "../../condition-words.ts";
import { sayMoment } from "../../format.ts";
import { hrefOf } from "../../route.ts";
import { now, zone } from "../../site.ts";
import { segments, sought } from "./state.ts";

export function Page() {
  useEffect(() => void segments.load(), []);
  return (
    <NamedList
      page="segments"
      title="Segments"
      one="segment"
      icon="segments"
      meaning="A segment is a group of visitors who share a behaviour."
      of={segments}
      rowsOf={(list) => list.segments}
      sought={sought}
      columns={COLUMNS}
      order={(a, b) => a.name.localeCompare(b.name)}
    />
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
