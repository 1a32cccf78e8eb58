import { signal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { SparkLine } from "../../charts/SparkLine.tsx";
import { endsOf } from "../../charts/spark-line.ts";
import { Table } from "../../components/table/Table.tsx";
import { sayChange, sayDay, sayNumber } from "../../format.ts";
import { now } from "../../site.ts";
import { t } from "../../words.ts";
import { SIZE_DAYS, sizesOf } from "./counting/state.ts";

/** About this screen only, so not in the URL. */
const isTable = signal(false);

/** How many were in the segment as it was saved, by day of the shop. */
export function Sizes({ id }: { id: string }) {
  const sizes = useMemo(() => sizesOf(id), [id]);
  useEffect(() => void sizes.load(), [sizes]);
  const days = sizes.value.value?.days;
  // Where it cannot be read, the rest of the rail goes on without it.
  if (!days) return null;
  const members = days.map((day) => day.members);
  const ends = endsOf(members);
  return (
    <section>
      <h2 class="h2">
        {t`Size by day`} <small>{t`${SIZE_DAYS} days`}</small>
        {ends && <span class="push num">{sayChange(ends[1], ends[0])}</span>}
      </h2>
      {!ends && <p class="sub">{t`Counted once a day from the first save on: the line begins tomorrow.`}</p>}
      {ends && !isTable.value && <SparkLine values={members} height={44} />}
      {isTable.value && (
        <Table
          caption={t`Size by day`}
          isCompact
          rows={days.filter((day) => day.members !== null || day.entries > 0 || day.exits > 0).toReversed()}
          keyOf={({ day }) => day}
          columns={[
            { name: t`Day`, of: ({ day }) => sayDay(Date.parse(day), "UTC", now.value) },
            { name: t`In it`, isNumber: true, of: ({ members }) => members !== null && sayNumber(members) },
            { name: t`Came in`, isNumber: true, of: ({ entries }) => sayNumber(entries) },
            { name: t`Went out`, isNumber: true, of: ({ exits }) => sayNumber(exits) },
          ]}
        />
      )}
      <button type="button" class="link" onClick={() => (isTable.value = !isTable.value)}>
        {isTable.value ? t`As a line` : t`As a table`}
      </button>
    </section>
  );
}
