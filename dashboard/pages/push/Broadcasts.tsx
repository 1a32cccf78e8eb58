import type { SavedBroadcast } from "../../../model/push-report.ts";
import { hrefOf } from "../../address.ts";
import { Icon } from "../../components/icon/Icon.tsx";
import { Empty } from "../../components/panel/Panel.tsx";
import { type Column, Table } from "../../components/table/Table.tsx";
import { sayMoment, sayNumber, sayShare } from "../../format.ts";
import { BROADCAST_WORDS, outcomeOf, sayLost } from "../../push-words.ts";
import { now, zone } from "../../site.ts";
import { t } from "../../words.ts";
import { sayWhat, sayWhen } from "../broadcast/words.ts";

/** Last changed first: where each stands, and what came of it. */
export function Broadcasts({ list }: { list: SavedBroadcast[] }) {
  if (list.length === 0)
    return (
      <Empty
        icon="bell"
        title={t`No broadcasts yet`}
        text={t`A broadcast is one notification to the subscribers of some segments, at once or each at their own hour.`}
      >
        <a class="btn" href={hrefOf("push", "new")}>{t`New broadcast`}</a>
        <a class="btn" href={hrefOf("journeys")}>{t`See the journeys`}</a>
      </Empty>
    );
  return (
    <section aria-label={t`Broadcasts`}>
      <h2 class="h2">{t`Broadcasts`}</h2>
      <Table
        caption={t`Broadcasts, last changed first`}
        rows={list}
        keyOf={({ broadcast }) => broadcast.id}
        columns={COLUMNS}
      />
    </section>
  );
}

const ofSums = ({ sums }: SavedBroadcast) => outcomeOf(sums);

const COLUMNS: Column<SavedBroadcast>[] = [
  {
    name: t`Broadcast`,
    of: ({ broadcast }) => (
      <>
        <a class="nm" href={hrefOf("push", broadcast.id)}>
          {broadcast.name}
        </a>
        <span class="under hide-s">{sayWhat(broadcast)}</span>
      </>
    ),
  },
  { name: t`Status`, of: (row) => <Standing of={row} /> },
  { name: t`Sent`, isNumber: true, of: (row) => ofSums(row).sent > 0 && sayNumber(ofSums(row).sent) },
  {
    name: t`Shown`,
    isNumber: true,
    isWide: true,
    of: (row) => ofSums(row).shown > 0 && sayNumber(ofSums(row).shown),
  },
  {
    name: t`Clicked`,
    isNumber: true,
    of: (row) => {
      const { clicked, shown } = ofSums(row);
      return (
        clicked > 0 && (
          <>
            {sayNumber(clicked)} <span class="mut">{sayShare(clicked / shown, 1)}</span>
          </>
        )
      );
    },
  },
  { name: t`Not sent`, isWide: true, of: (row) => sayLost(ofSums(row)) },
  {
    name: t`Held out`,
    isNumber: true,
    isWide: true,
    of: (row) => ofSums(row).heldOut > 0 && sayNumber(ofSums(row).heldOut),
  },
];

function Standing({ of: row }: { of: SavedBroadcast }) {
  const { word, icon, isOn } = BROADCAST_WORDS[row.status];
  const { all, due } = ofSums(row);
  const isUnderWay = row.status === "sending" || row.status === "paused" || due > 0;
  return (
    <>
      <span class={`status${isOn ? " on" : ""}`}>
        <Icon name={icon} />
        {word}
      </span>
      {row.status === "draft" ? (
        <span class="under">{sayWhen(row.broadcast, zone.value, now.value)}</span>
      ) : isUnderWay ? (
        <span class="under num">{t`${sayNumber(all - due)} of ${sayNumber(all)}`}</span>
      ) : (
        row.startedAt !== null && (
          <span class="under num">{sayMoment(row.startedAt, zone.value, now.value)}</span>
        )
      )}
    </>
  );
}
