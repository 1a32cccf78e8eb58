import type { ServiceReport, ValueHealth } from "../../../model/value-report.ts";
import { Dialog } from "../../components/dialog/Dialog.tsx";
import { Icon } from "../../components/icon/Icon.tsx";
import { Table } from "../../components/table/Table.tsx";
import { sayCount, sayNumber } from "../../format.ts";
import { t } from "../../words.ts";
import { isSending, saveTable, table, tryTable } from "./state.ts";
import { sayMinutes } from "./words.ts";

/** Time that customers took, from the shop's own help desk. */
export function Service({ known: { service } }: { known: ValueHealth }) {
  return (
    <section class="section" aria-label={t`Service time`}>
      <h2 class="h2">
        {t`Service time`}{" "}
        <small>{service.entries > 0 && sayCount(service.entries, "entry", "entries")}</small>
      </h2>
      <p class="mut small">
        {t`${
          service.entries > 0
            ? t`${sayMinutes(service.minutes)} in all.`
            : t`None told yet, so net value is what customers brought.`
        } A table with the columns customer, month, minutes; or POST /v1/service-minutes.`}
      </p>
      <label class="btn file">
        <Icon name="plus" />
        {t`Bring in a table`}
        <input
          type="file"
          accept=".csv,text/csv"
          class="vh"
          onChange={async (event) => {
            const input = event.currentTarget;
            const [file] = input.files ?? [];
            if (file) await tryTable(file.name, await file.text());
            input.value = "";
          }}
        />
      </label>
      {table.value && <Trial />}
    </section>
  );
}

const OUTCOMES: Record<ServiceReport["lines"][number]["outcome"], string> = {
  new: t`new`,
  changed: t`replaces what was there`,
  same: t`is there already`,
  fault: "",
};
const MOST_SHOWN = 50;

/** What the table would do, before it does. */
function Trial() {
  const { name, report, failure } = table.value!;
  const good = report ? report.counts.new + report.counts.changed + report.counts.same : 0;
  return (
    <Dialog
      title={name}
      onClose={() => {
        table.value = undefined;
      }}
    >
      {failure && (
        <p class="msg bad">
          <Icon name="stop" />
          {failure}
        </p>
      )}
      {report && (
        <>
          <p>
            {report.counts.faults > 0
              ? t`Nothing can be brought in: ${sayCount(report.counts.faults, "line")} of ${sayNumber(good + report.counts.faults)} cannot be read.`
              : t`${sayCount(good, "line")}: ${sayNumber(report.counts.new)} new, ${sayNumber(report.counts.changed)} changed, ${sayNumber(report.counts.same)} the same.`}
          </p>
          {report.counts.unknown > 0 && (
            <p class="msg warn">
              <Icon name="warning" />
              {t`${sayCount(report.counts.unknown, "line")} of customers without an order: they count once one comes.`}
            </p>
          )}
          <div class="trial">
            <Table
              caption={t`Lines of the table`}
              isCompact
              rows={report.lines.slice(0, MOST_SHOWN)}
              keyOf={({ line }) => String(line)}
              columns={[
                { name: t`Line`, isNumber: true, of: ({ line }) => sayNumber(line) },
                { name: t`Customer`, of: ({ customer, field }) => customer ?? field },
                { name: t`Month`, of: ({ month }) => month },
                {
                  name: t`Time`,
                  isNumber: true,
                  of: ({ minutes }) => minutes !== undefined && sayMinutes(minutes),
                },
                {
                  name: t`What happens`,
                  of: ({ outcome, expected }) =>
                    outcome === "fault" ? (
                      <span class="bad-text">{t`expected ${expected}`}</span>
                    ) : (
                      OUTCOMES[outcome]
                    ),
                },
              ]}
            />
          </div>
        </>
      )}
      <div class="acts">
        <button
          type="button"
          class="btn"
          onClick={() => {
            table.value = undefined;
          }}
        >{t`Cancel`}</button>
        {report && report.counts.faults === 0 && good > 0 && (
          <button
            type="button"
            class="btn primary"
            disabled={isSending.value}
            onClick={() => void saveTable()}
          >{t`Bring in`}</button>
        )}
      </div>
    </Dialog>
  );
}
