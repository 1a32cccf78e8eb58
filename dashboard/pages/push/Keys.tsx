import { useState } from "preact/hooks";
import type { PushOverview } from "../../../model/push-report.ts";
import { Dialog } from "../../components/dialog/Dialog.tsx";
import { Only } from "../../components/only/Only.tsx";
import { Table } from "../../components/table/Table.tsx";
import { sayMoment, sayNumber } from "../../format.ts";
import { now, zone } from "../../site.ts";
import { t } from "../../words.ts";
import { isBusy, rotate } from "./state.ts";

/** What notifications are signed with. The newest is current. */
export function Keys({ keys }: { keys: PushOverview["keys"] }) {
  const [isAsking, setAsking] = useState(false);
  return (
    <section class="section" aria-label={t`Keys`}>
      <h2 class="h2">
        {t`Keys`} <small>{t`what your notifications are signed with`}</small>
      </h2>
      <Table
        caption={t`Keys, newest first`}
        isCompact
        rows={keys}
        keyOf={({ id }) => id}
        columns={[
          {
            name: t`Key`,
            isRowHead: true,
            of: ({ id }) => (
              <>
                <code>{id}</code> {id === keys[0]?.id && <span class="tag accent">{t`current`}</span>}
              </>
            ),
          },
          { name: t`Made`, class: "num", of: ({ madeAt }) => sayMoment(madeAt, zone.value, now.value) },
          {
            name: t`Subscribers`,
            isNumber: true,
            of: ({ subscriptions }) => sayNumber(subscriptions),
          },
        ]}
      />
      <p class="sub">{t`The keys are your shop’s own, made here: no push vendor stands between. A subscriber keeps the key they subscribed with, so old keys stay.`}</p>
      <p class="acts">
        <Only to="access">
          <button type="button" class="btn" onClick={() => setAsking(true)}>{t`Make a new key`}</button>
        </Only>
      </p>
      {isAsking && (
        <Dialog title={t`Make a new key?`} onClose={() => setAsking(false)}>
          <p>{t`For when the present one may have become known to somebody, or by your own rules.`}</p>
          <ul>
            <li>{t`Who subscribes from now on does so with the new key.`}</li>
            <li>{t`Who has subscribed already still gets everything, signed with their old key; at their next visit the browser subscribes again with the new one, without asking.`}</li>
            <li>{t`The old key is kept until then. A new one cannot be taken back.`}</li>
          </ul>
          <div class="acts">
            <button
              type="button"
              class="btn"
              onClick={() => setAsking(false)}
            >{t`Keep the present one`}</button>
            <button
              type="button"
              class="btn primary"
              disabled={isBusy.value}
              onClick={() => {
                setAsking(false);
                void rotate();
              }}
            >{t`Make a new key`}</button>
          </div>
        </Dialog>
      )}
    </section>
  );
}
