import { useEffect } from "preact/hooks";
import { Find } from "../../components/field/Find.tsx";
import { Icon } from "../../components/icon/Icon.tsx";
import { PageHead } from "../../components/page-head/PageHead.tsx";
import { Empty, Panel } from "../../components/panel/Panel.tsx";
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
            <Table segments={found} />
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

type Listed = NonNullable<typeof segments.value.value>["segments"];

function Table({ segments: rows }: { segments: Listed }) {
  return (
    <table class="t">
      <thead>
        <tr>
          <th scope="col">Segment</th>
          <th scope="col" class="hide-s">
            A visitor is in when
          </th>
          <th scope="col">Status</th>
          <th scope="col" class="r hide-s">
            Changed
          </th>
          <th scope="col" class="hide-s">
            <span class="vh">Visitors</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows
          .toSorted((a, b) => a.name.localeCompare(b.name))
          .map((segment) => (
            <tr key={segment.id}>
              <td>
                <a class="nm" href={hrefOf("segments", segment.id)}>
                  {segment.name}
                </a>
              </td>
              <td class="hide-s sub">{sayCondition(segment.condition)}</td>
              <td>
                <SegmentStatus isPublished={segment.isPublished} />
              </td>
              <td class="r hide-s mut">{sayMoment(segment.updatedAt, zone.value, now.value)}</td>
              <td class="r hide-s">
                <a href={hrefOf("visitors", "", { segment: segment.id })}>Visitors</a>
              </td>
            </tr>
          ))}
      </tbody>
    </table>
  );
}

function SegmentStatus({ isPublished }: { isPublished: boolean }) {
  return (
    <span class={`status${isPublished ? " on" : ""}`}>
      <Icon name={isPublished ? "check" : "page"} />
      {isPublished ? "Published" : "Not live yet"}
    </span>
  );
}
