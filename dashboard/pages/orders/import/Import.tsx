import type { CsvOrders } from "../../../../model/order-csv.ts";
import { Field } from "../../../components/field/Field.tsx";
import { Icon } from "../../../components/icon/Icon.tsx";
import { Table } from "../../../components/table/Table.tsx";
import { capital, sayCount, sayMoment, sayMoney, sayNumber } from "../../../format.ts";
import { now, zone } from "../../../site.ts";
import { t } from "../../../words.ts";
import { Status } from "../Status.tsx";
import {
  asOf,
  choose,
  dateAs,
  done,
  failure,
  fileName,
  isBusy,
  isDone,
  outcomes,
  read,
  send,
} from "./state.ts";

const SHOWN = 50;
const FORMATS = {
  shopify: t`Shopify’s export`,
  woocommerce: t`WooCommerce’s export`,
  plain: t`A plain file`,
};

/** A file of orders: line by line what would become of it, and only then the import itself. */
export function Import() {
  const file = read.value;
  return (
    <div class="import">
      <Field
        id="orders-file"
        label={t`File of orders (CSV)`}
        hint={t`Shopify’s export, that of WooCommerce’s export plug-ins, or a plain one with the columns id, placed_at, value and currency. It is read on this device first; names, addresses and e-mails in it are not read.`}
        fault={file && "fault" in file ? t`Expected ${file.fault.expected}.` : undefined}
      >
        <input
          id="orders-file"
          class="input"
          type="file"
          accept=".csv,text/csv,text/plain"
          onChange={(event) => void choose(event.currentTarget.files?.[0])}
        />
      </Field>
      {file && "orders" in file && <Found file={file} />}
    </div>
  );
}

function Found({ file }: { file: CsvOrders }) {
  const count = (outcome: string) => outcomes.value.filter((one) => one === outcome).length;
  const [fresh, changed, same] = [count("new"), count("changed"), count("same")];
  return (
    <>
      <Field
        id="as-of"
        label={t`As of`}
        hint={t`When the file was made: it stands over earlier news of its orders and under later ones, unless a line says when it was changed.`}
      >
        <input
          id="as-of"
          class="input short"
          type="datetime-local"
          value={localOf(asOf.value)}
          onChange={(event) => {
            const at = Date.parse(event.currentTarget.value);
            if (!Number.isNaN(at)) void dateAs(Math.min(at, now.value));
          }}
        />
      </Field>
      <p class="verdict" role="status">
        {t`${isDone.value ? t`Taken in: ` : `${FORMATS[file.format]}: `}${sayCount(fresh, "new order")}, ${sayNumber(changed)} changed, ${sayNumber(same)} as they are${file.faults.length > 0 && t`, ${sayCount(file.faults.length, "line")} left out`}.`}
      </p>
      {failure.value && (
        <p class="msg bad" role="alert">
          <Icon name="stop" />
          {failure.value}
        </p>
      )}
      {isBusy.value && (
        <progress aria-label={t`Orders looked at`} max={file.orders.length} value={done.value} />
      )}
      <div class="acts">
        <button
          type="button"
          class="btn primary"
          disabled={isBusy.value || isDone.value || fresh + changed === 0}
          onClick={() => void send(false)}
        >
          {isBusy.value
            ? t`${sayNumber(done.value)} of ${sayNumber(file.orders.length)}`
            : t`Import ${sayCount(fresh + changed, "order")}`}
        </button>
        <span class="sub">
          {fresh + changed === 0 && !isBusy.value
            ? t`There is nothing in it that is not known.`
            : isDone.value
              ? fileName.value
              : t`Nothing has been written yet.`}
        </span>
      </div>
      {file.faults.length > 0 && <Faults faults={file.faults} />}
      <Preview orders={file.orders} />
    </>
  );
}

function Faults({ faults }: { faults: CsvOrders["faults"] }) {
  return (
    <section aria-label={t`Left out`}>
      <h2 class="h2">
        {t`Left out`}{" "}
        <small>{faults.length > SHOWN && t`the first ${SHOWN} of ${sayNumber(faults.length)}`}</small>
      </h2>
      <Table
        caption={t`Lines left out`}
        rows={faults.slice(0, SHOWN)}
        keyOf={({ line, column }) => `${line} ${column}`}
        columns={[
          { name: t`Line`, isNumber: true, isRowHead: true, of: ({ line }) => sayNumber(line) },
          { name: t`Column`, of: ({ column }) => column },
          { name: t`Expected`, of: ({ expected }) => expected },
        ]}
      />
    </section>
  );
}

const OUTCOMES = { new: t`new`, changed: t`changed`, same: t`as it is` };

function Preview({ orders }: { orders: CsvOrders["orders"] }) {
  const rows = orders.slice(0, SHOWN).map((order, i) => ({ ...order, outcome: outcomes.value[i] }));
  return (
    <section aria-label={t`Orders in the file`}>
      <h2 class="h2">
        {t`Orders in the file`}{" "}
        <small>
          {orders.length > SHOWN
            ? t`the first ${SHOWN} of ${sayNumber(orders.length)}`
            : sayNumber(orders.length)}
        </small>
      </h2>
      <Table
        caption={t`Orders in the file`}
        rows={rows}
        keyOf={({ report }) => report.id}
        columns={[
          { name: t`Order`, isRowHead: true, class: "num", of: ({ report }) => report.id },
          { name: t`Line`, isNumber: true, isWide: true, of: ({ line }) => sayNumber(line) },
          {
            name: t`Placed`,
            isWide: true,
            class: "num",
            of: ({ report }) => sayMoment(report.placedAt!, zone.value, now.value),
          },
          { name: t`Status`, of: ({ report }) => report.stage && <Status of={report.stage} /> },
          { name: t`Channel`, isWide: true, of: ({ report }) => report.channel && capital(report.channel) },
          {
            name: t`Value`,
            isNumber: true,
            of: ({ report }) => sayMoney(report.valueMinor!, report.currency!),
          },
          { name: t`Here`, of: ({ outcome }) => outcome && OUTCOMES[outcome] },
        ]}
      />
    </section>
  );
}

/** As the browser's own field wants it: this device's clock, without a zone. */
function localOf(at: number): string {
  const offset = new Date(at).getTimezoneOffset() * 60_000;
  return new Date(at - offset).toISOString().slice(0, 16);
}
