import { useEffect } from "preact/hooks";
import type { SavedJourney } from "../../../model/push-report.ts";
import { hrefOf } from "../../address.ts";
import { NamedList } from "../../components/named-list/NamedList.tsx";
import type { Column } from "../../components/table/Table.tsx";
import { sayNumber } from "../../format.ts";
import { endingsOf, sayTrigger } from "../../journey-words.ts";
import { clockMoves } from "../../shell/state.ts";
import { t } from "../../words.ts";
import { Status } from "./Status.tsx";
import { journeys, loadNames, names } from "./state.ts";

export function Page() {
  useEffect(() => {
    void journeys.load();
    void loadNames();
  }, [clockMoves.value]);
  return (
    <NamedList
      page="journeys"
      title={t`Journeys`}
      toNew={t`New journey`}
      toFind={t`Find a journey`}
      none={t`No journeys yet`}
      icon="path"
      meaning={t`A journey is what comes after what, for a visitor who has gone: a reminder, a question, a code, until they order.`}
      of={journeys}
      rowsOf={(list) =>
        list.journeys.map((saved) => ({ ...saved, id: saved.journey.id, name: saved.journey.name }))
      }
      columns={COLUMNS}
      sortedBy="status"
      ways={<a class="btn" href={hrefOf("plays")}>{t`Begin with a play`}</a>}
    />
  );
}

type Row = SavedJourney & { id: string; name: string };
const ORDER = { published: 0, draft: 1, paused: 2, archived: 3 };
const enrolledOf = ({ sums }: Row) => sums.enrolled ?? 0;
const MOST_ENDINGS = 3;

const COLUMNS: Column<Row>[] = [
  {
    id: "name",
    name: t`Journey`,
    order: (a, b) => a.name.localeCompare(b.name),
    of: ({ id, name, journey }) => (
      <>
        <a class="nm" href={hrefOf("journeys", id)}>
          {name}
        </a>
        <span class="under">{sayTrigger(journey.trigger, names.value)}</span>
      </>
    ),
  },
  {
    id: "status",
    name: t`Status`,
    order: (a, b) => ORDER[a.journey.status] - ORDER[b.journey.status] || a.name.localeCompare(b.name),
    of: ({ journey }) => <Status of={journey} />,
  },
  {
    id: "enrolled",
    name: t`Enrolled`,
    isNumber: true,
    isWide: true,
    order: (a, b) => enrolledOf(b) - enrolledOf(a),
    of: (row) => enrolledOf(row) > 0 && sayNumber(enrolledOf(row)),
  },
  {
    id: "waiting",
    name: t`Under way`,
    isNumber: true,
    order: (a, b) => b.waiting - a.waiting,
    of: ({ waiting }) => waiting > 0 && sayNumber(waiting),
  },
  {
    name: t`Ended how`,
    isWide: true,
    of: ({ sums }) =>
      endingsOf(sums)
        .slice(0, MOST_ENDINGS)
        .map(({ word, count }) => `${sayNumber(count)}\u00a0${word}`)
        .join(", "),
  },
];
