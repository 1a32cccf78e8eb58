import { useEffect } from "preact/hooks";
import type { Door } from "../../../../model/order-report.ts";
import type { DoorList } from "../../../../model/report.ts";
import { Confirm } from "../../../components/dialog/Confirm.tsx";
import { Dialog } from "../../../components/dialog/Dialog.tsx";
import { Field } from "../../../components/field/Field.tsx";
import { Only } from "../../../components/only/Only.tsx";
import { Panel } from "../../../components/panel/Panel.tsx";
import { sayMoment, sayNumber } from "../../../format.ts";
import { now, zone } from "../../../site.ts";
import { t } from "../../../words.ts";
import { DOOR_NAMES } from "../words.ts";
import { doors, giveUpPrevious, givingUp, set, shownSecret } from "./state.ts";

type DoorRow = DoorList["doors"][number];

/** Each way orders come in: how it does, and how it is set up. */
export function Doors() {
  useEffect(() => void doors.load(), []);
  return (
    <Panel of={doors} what={t`The doors`} lines={10}>
      {(list) => (
        <>
          <p class="sub lead">{t`An order is one, whichever doors tell of it. The shop’s own word stands over its page, and a later change over an earlier one.`}</p>
          <div class="doors">
            {list.doors.map((door) => (
              <DoorCard key={door.door} of={door} />
            ))}
          </div>
          {shownSecret.value && <SecretDialog {...shownSecret.value} />}
        </>
      )}
    </Panel>
  );
}

const MEANINGS: Record<Door, string> = {
  page: t`The tag on the thank-you page. It knows the visitor, but not what became of the order.`,
  api: t`Your own server, with an API key as Bearer.`,
  woocommerce: t`In WooCommerce, Settings, Advanced, Webhooks: add one each for “Order created”, “Order updated” and “Order deleted”, with this address and secret.`,
  shopify: t`In Shopify, Settings, Notifications, Webhooks: add “Order creation”, “Order update”, “Order payment”, “Order cancellation” and “Refund create” as JSON, with this address. Shopify shows the secret it signs with below the list; enter it here.`,
  csv: t`Exports of WooCommerce or Shopify, or a plain file: under Import.`,
};

const OUTCOME_WORDS: Record<NonNullable<DoorRow["lastOutcome"]>, string> = {
  accepted: t`accepted`,
  refused: t`refused`,
  ignored: t`ignored`,
};

function DoorCard({ of }: { of: DoorRow }) {
  const signs = of.door === "woocommerce" || of.door === "shopify";
  return (
    <section class="door" aria-label={DOOR_NAMES[of.door]}>
      <h2 class="h2">{DOOR_NAMES[of.door]}</h2>
      <p class="num counts">
        {of.lastAt === null ? (
          <span class="mut">{t`Nothing came yet`}</span>
        ) : (
          t`Last ${sayMoment(of.lastAt, zone.value, now.value)}, ${OUTCOME_WORDS[of.lastOutcome!]}${of.lastReason && `: ${t(of.lastReason)}`}`
        )}
      </p>
      <dl class="tally num">
        <div>
          <dt>{t`Accepted`}</dt>
          <dd>{sayNumber(of.accepted)}</dd>
        </div>
        <div>
          <dt>{t`Refused`}</dt>
          <dd class={of.refused > 0 ? "bad" : undefined}>{sayNumber(of.refused)}</dd>
        </div>
        <div>
          <dt>{t`Ignored`}</dt>
          <dd>{sayNumber(of.ignored)}</dd>
        </div>
      </dl>
      <p class="sub">{MEANINGS[of.door]}</p>
      {of.url && <code class="url">{of.url}</code>}
      {signs && (
        <Only to="access">
          <Secret of={of} />
        </Only>
      )}
    </section>
  );
}

function Secret({ of }: { of: DoorRow }) {
  const { door, secretAt, hasPreviousSecret } = of;
  return (
    <div class="secret">
      <p class="sub">
        {secretAt === null
          ? t`No secret yet: nothing is accepted.`
          : t`Secret set ${sayMoment(secretAt, zone.value, now.value)}.`}
        {hasPreviousSecret && t` The one before is still accepted.`}
      </p>
      <div class="acts">
        {door === "shopify" ? (
          <form
            onSubmit={(event) => {
              event.preventDefault();
              const form = event.currentTarget;
              void set(door, String(new FormData(form).get("secret"))).then(() => form.reset());
            }}
          >
            <Field id="shopify-secret" label={t`Shopify’s secret`}>
              <div class="acts">
                <input
                  class="input"
                  id="shopify-secret"
                  name="secret"
                  autocomplete="off"
                  required
                  minLength={16}
                  maxLength={200}
                />
                <button type="submit" class="btn">{t`Set secret`}</button>
              </div>
            </Field>
          </form>
        ) : (
          <button type="button" class="btn" onClick={() => void set(door)}>
            {secretAt === null ? t`Make secret` : t`Make a new secret`}
          </button>
        )}
        {givingUp.value === door && (
          <Confirm
            title={t`Give up the old secret?`}
            verb={t`Give it up`}
            onConfirm={() => void giveUpPrevious(door)}
            onClose={() => (givingUp.value = undefined)}
          >
            <p>{t`What is still signed with it is refused from then on. It cannot be had back.`}</p>
          </Confirm>
        )}
        {hasPreviousSecret && (
          <button
            type="button"
            class="btn quiet"
            onClick={() => (givingUp.value = door)}
          >{t`Give up the old one`}</button>
        )}
      </div>
    </div>
  );
}

function SecretDialog({ door, secret }: { door: Door; secret: string }) {
  return (
    <Dialog title={t`Secret for ${DOOR_NAMES[door]}`} onClose={() => (shownSecret.value = undefined)}>
      <p>{t`Copy it now: it is not shown again. A new one can be made at any time, and the old one goes on until you give it up.`}</p>
      <code class="url">{secret}</code>
      <form method="dialog" class="acts">
        <button type="submit" class="btn primary">{t`Done`}</button>
      </form>
    </Dialog>
  );
}
