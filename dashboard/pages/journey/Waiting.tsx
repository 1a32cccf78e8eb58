import { stepsIn } from "../../../model/journey.ts";
import type { EnrolmentList } from "../../../model/push-report.ts";
import { hrefOf } from "../../address.ts";
import { Dialog } from "../../components/dialog/Dialog.tsx";
import { visitorName } from "../../components/glyph/visitor-name.ts";
import { Panel } from "../../components/panel/Panel.tsx";
import { type Column, Table } from "../../components/table/Table.tsx";
import { sayMoment } from "../../format.ts";
import { sayStep } from "../../journey-words.ts";
import { sayReason } from "../../push-words.ts";
import { now, zone } from "../../site.ts";
import { t } from "../../words.ts";
import { names } from "../journeys/state.ts";
import { draft, turnPage, waiting, watched } from "./state.ts";

/** Who waits at a step, until when, and what holds them longer than the step says. */
export function Waiting() {
  const { step: id, after } = watched.value!;
  const step = stepsIn(draft.value?.steps ?? []).find((one) => one.id === id);
  return (
    <Dialog title={t`Who waits here`} onClose={() => (watched.value = undefined)}>
      {step && <p>{sayStep(step, draft.value!.trigger, names.value).replace(/:$/, "")}</p>}
      <Panel of={waiting} what={t`Who waits`}>
        {({ enrolments, next }) => (
          <>
            {enrolments.length === 0 ? (
              <p>{t`Nobody any more.`}</p>
            ) : (
              <Table
                caption={t`Who waits here, who is due first on top`}
                isCompact
                columns={COLUMNS}
                rows={enrolments}
                keyOf={({ visitor }) => visitor}
              />
            )}
            <div class="acts">
              {after.length > 0 && (
                <button
                  type="button"
                  class="btn small"
                  onClick={() => turnPage(after.slice(0, -1))}
                >{t`Previous`}</button>
              )}
              {next && (
                <button
                  type="button"
                  class="btn small"
                  onClick={() => turnPage([...after, next])}
                >{t`Next`}</button>
              )}
            </div>
          </>
        )}
      </Panel>
    </Dialog>
  );
}

const momentOf = (at: number) => sayMoment(at, zone.value, now.value);

const COLUMNS: Column<EnrolmentList["enrolments"][number]>[] = [
  {
    name: t`Visitor`,
    of: ({ visitor, triggeredAt }) => (
      <>
        <a class="nm" href={hrefOf("visitors", visitor)}>
          {visitorName(visitor)}
        </a>
        <span class="under num">{t`begun ${momentOf(triggeredAt)}`}</span>
      </>
    ),
  },
  {
    name: t`Until`,
    class: "num",
    of: ({ dueAt, held }) => (
      <>
        {dueAt <= now.value ? t`about to go on` : momentOf(dueAt)}
        {held && <span class="under">{t`held: ${sayReason(held)}`}</span>}
      </>
    ),
  },
];
