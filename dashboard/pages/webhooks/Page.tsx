import type { SavedWebhook } from "../../../model/webhook.ts";
import { hrefOf } from "../../address.ts";
import { Icon } from "../../components/icon/Icon.tsx";
import { PageHead } from "../../components/page-head/PageHead.tsx";
import { Empty, Panel } from "../../components/panel/Panel.tsx";
import { type Column, Table } from "../../components/table/Table.tsx";
import { sayNumber } from "../../format.ts";
import { usePolling } from "../../polling.ts";
import { t } from "../../words.ts";
import { webhooks } from "./state.ts";
import { sayAddress, TYPE_WORDS } from "./words.ts";

const REFRESH_MS = 10_000;

/** What is told to other tools as it happens: e-mail, SMS, letters, a call centre. */
export function Page() {
  usePolling(webhooks.load, REFRESH_MS);
  const toNew = <a class="btn primary" href={hrefOf("webhooks", "new")}>{t`New webhook`}</a>;
  const isThere = (webhooks.value.value?.webhooks.length ?? 0) > 0;
  return (
    <>
      <PageHead title={t`Webhooks`}>{isThere && toNew}</PageHead>
      <Panel of={webhooks} what={t`The webhooks`}>
        {(list) =>
          list.webhooks.length === 0 ? (
            <Empty
              icon="chat"
              title={t`No webhooks yet`}
              text={t`A webhook tells another tool of yours what happens here, signed and within seconds: who enters a segment, a new lead, whom to write a letter.`}
            >
              {toNew}
            </Empty>
          ) : (
            <Table caption={t`Webhooks`} columns={COLUMNS} rows={list.webhooks} keyOf={({ id }) => id} />
          )
        }
      </Panel>
    </>
  );
}

const COLUMNS: Column<SavedWebhook>[] = [
  {
    name: t`Address`,
    isRowHead: true,
    of: ({ id, url, types }) => (
      <>
        <a class="nm address" href={hrefOf("webhooks", id)}>
          {sayAddress(url)}
        </a>
        <span class="under">{types.map((type) => TYPE_WORDS[type]).join(", ")}</span>
      </>
    ),
  },
  {
    name: t`Sends`,
    of: ({ isOn }) => (
      <span class={`status${isOn ? " on" : ""}`}>
        <Icon name={isOn ? "check" : "minus"} />
        {isOn ? t`On` : t`Off`}
      </span>
    ),
  },
  { name: t`Taken`, isNumber: true, isWide: true, of: ({ messages }) => sayNumber(messages.sent) },
  { name: t`Waiting`, isNumber: true, isWide: true, of: ({ messages }) => sayNumber(messages.due) },
  {
    name: t`Failed`,
    isNumber: true,
    of: ({ id, messages }) =>
      messages.failed > 0 ? (
        <a class="down" href={hrefOf("webhooks", id, { state: "failed" })}>
          {sayNumber(messages.failed)}
        </a>
      ) : (
        sayNumber(0)
      ),
  },
];
