import { useEffect, useState } from "preact/hooks";
import type { SavedWebhook } from "../../../model/webhook.ts";
import { hrefOf } from "../../address.ts";
import { Confirm } from "../../components/dialog/Confirm.tsx";
import { Dialog } from "../../components/dialog/Dialog.tsx";
import { Icon } from "../../components/icon/Icon.tsx";
import { PageHead } from "../../components/page-head/PageHead.tsx";
import { Empty, Panel } from "../../components/panel/Panel.tsx";
import { sayMoment, sayNumber } from "../../format.ts";
import { usePolling } from "../../polling.ts";
import { now, zone } from "../../site.ts";
import { useUnsaved } from "../../unsaved.ts";
import { t } from "../../words.ts";
import type { PageProps } from "../pages.ts";
import { webhooks } from "../webhooks/state.ts";
import { sayAddress } from "../webhooks/words.ts";
import { Log } from "./Log.tsx";
import { Settings } from "./Settings.tsx";
import {
  draft,
  isBusy,
  isChanged,
  isDeleting,
  isMissing,
  look,
  open,
  refresh,
  remove,
  rotate,
  saved,
  sendTest,
  shownSecret,
} from "./state.ts";

const REFRESH_MS = 5_000;

/** One webhook: what it is told and where, its secret, and what became of every message. */
export function Page({ id, query }: PageProps) {
  useUnsaved({ draft, isNew: () => !saved.peek(), isChanged: () => isChanged.peek() });
  useEffect(() => open(id), [id]);
  useEffect(() => look(query.state, query.before), [id, query.state, query.before]);
  usePolling(refresh, REFRESH_MS);
  const known = saved.value;
  return (
    <div class="webhook">
      <PageHead
        title={id === "new" ? t`New webhook` : known ? sayAddress(known.url) : ""}
        crumb={{ text: t`Webhooks`, href: hrefOf("webhooks") }}
        status={known && <IsOn of={known} />}
      >
        {known && (
          <button
            type="button"
            class="btn"
            disabled={isBusy.value}
            onClick={() => void sendTest()}
          >{t`Send a test message`}</button>
        )}
      </PageHead>
      <Panel of={webhooks} what={t`The webhook`}>
        {() =>
          isMissing.value ? (
            <Empty icon="chat" title={t`No such webhook`} text={t`It may have been deleted.`}>
              <a class="btn" href={hrefOf("webhooks")}>{t`All webhooks`}</a>
            </Empty>
          ) : (
            draft.value && (
              <>
                <Settings draft={draft.value} isNew={id === "new"} />
                {known && (
                  <>
                    <Secret of={known} />
                    <Log of={known} state={query.state ?? ""} />
                  </>
                )}
              </>
            )
          )
        }
      </Panel>
      {shownSecret.value && <SecretDialog secret={shownSecret.value.secret} />}
      {isDeleting.value && known && <DeleteDialog of={known} />}
    </div>
  );
}

const IsOn = ({ of: { isOn } }: { of: SavedWebhook }) => (
  <span class={`status${isOn ? " on" : ""}`}>
    <Icon name={isOn ? "check" : "minus"} />
    {isOn ? t`On` : t`Off`}
  </span>
);

function Secret({ of: { oldSecretUntil } }: { of: SavedWebhook }) {
  return (
    <section class="section" aria-label={t`Secret`}>
      <h2 class="h2">
        {t`Secret`} <small>{t`by which your tool knows that a message comes from here`}</small>
      </h2>
      <p class="sub">
        {oldSecretUntil === null
          ? t`It was shown when it was made. A new one may be made at any time: for a day both sign.`
          : t`The one before signs as well until ${sayMoment(oldSecretUntil, zone.value, now.value)}.`}
      </p>
      <p class="acts">
        <button
          type="button"
          class="btn"
          disabled={isBusy.value}
          onClick={() => void rotate()}
        >{t`Make a new secret`}</button>
      </p>
    </section>
  );
}

function SecretDialog({ secret }: { secret: string }) {
  const [isCopied, setIsCopied] = useState(false);
  return (
    <Dialog title={t`Secret of the webhook`} onClose={() => (shownSecret.value = undefined)}>
      <p>{t`Copy it into your tool now: it is not shown again. Every library of the Standard Webhooks specification takes it as it stands.`}</p>
      <code class="secret">{secret}</code>
      <form method="dialog" class="acts">
        <button
          type="button"
          class="btn"
          onClick={() => void navigator.clipboard?.writeText(secret).then(() => setIsCopied(true))}
        >
          {isCopied ? t`Copied` : t`Copy`}
        </button>
        <button type="submit" class="btn primary">{t`Done`}</button>
      </form>
    </Dialog>
  );
}

function DeleteDialog({ of: { url, messages } }: { of: SavedWebhook }) {
  const close = () => {
    isDeleting.value = false;
  };
  return (
    <Confirm
      title={t`Delete the webhook?`}
      verb="Delete"
      isBusy={isBusy.value}
      onConfirm={() => void remove()}
      onClose={close}
    >
      <p>
        {t`${<b>{t`Goes:`}</b>} ${sayAddress(url)}, its secret and its log${messages.due > 0 && t`, and ${sayNumber(messages.due)} messages that wait`}.`}
      </p>
      <p>
        {t`${<b>{t`Stays:`}</b>} what your tool has taken. Switched off instead, it keeps log and secret.`}
      </p>
    </Confirm>
  );
}
