import type { SavedWebhook, WebhookMessage, WebhookPayload } from "../../../model/webhook.ts";
import { Icon } from "../../components/icon/Icon.tsx";
import { Pager, rowsBefore } from "../../components/pager/Pager.tsx";
import { Empty, Panel } from "../../components/panel/Panel.tsx";
import { type Column, Table } from "../../components/table/Table.tsx";
import { sayCount, sayMoment, sayNumber } from "../../format.ts";
import { refine } from "../../route.ts";
import { now, zone } from "../../site.ts";
import { t } from "../../words.ts";
import { sayAbout, sayType, standingOf } from "../webhooks/words.ts";
import { isBusy, log, replay } from "./state.ts";

const PAGE_SIZE = 50;
const FILTERS = [
  ["", t`Every message`],
  ["due", t`Waiting`],
  ["sent", t`Taken`],
  ["failed", t`Failed`],
] as const;

/** Every message of the last thirty days and what became of it. */
export function Log({ of, state }: { of: SavedWebhook; state: string }) {
  const columns = columnsOf(of.isOn);
  return (
    <section class="section" aria-label={t`Log`}>
      <h2 class="h2">
        {t`Log`} <small>{t`the last 30 days`}</small>
        <span class="push tools">
          {of.messages.failed > 0 && (
            <button
              type="button"
              class="btn small"
              disabled={isBusy.value}
              onClick={() => void replay()}
            >{t`Send ${sayCount(of.messages.failed, "failed one")} again`}</button>
          )}
          <label>
            <span class="vh">{t`Which messages`}</span>
            <select
              class="select filter"
              value={state}
              onChange={({ currentTarget: { value } }) =>
                refine({ state: value || undefined, before: undefined, trail: undefined })
              }
            >
              {FILTERS.map(([value, word]) => (
                <option key={value} value={value}>
                  {word}
                </option>
              ))}
            </select>
          </label>
        </span>
      </h2>
      <Panel of={log} what={t`The log`} lines={8}>
        {({ messages, next }) => {
          if (messages.length === 0)
            return state ? (
              <Empty
                icon="filter"
                title={t`No such message`}
                text={t`Messages in this state are looked for.`}
              >
                <button
                  type="button"
                  class="btn"
                  onClick={() => refine({ state: undefined })}
                >{t`Show all`}</button>
              </Empty>
            ) : (
              <Empty
                icon="chat"
                title={t`Nothing was told yet`}
                text={t`The first message comes when something of what it is told happens, or now, as a test.`}
              />
            );
          const start = rowsBefore(PAGE_SIZE);
          return (
            <>
              <Table
                caption={t`Messages, newest first`}
                columns={columns}
                rows={messages}
                keyOf={({ id }) => id}
              />
              <Pager page="webhooks" id={of.id} next={next}>
                {sayNumber(start + 1)}–{sayNumber(start + messages.length)}
              </Pager>
            </>
          );
        }}
      </Panel>
    </section>
  );
}

const columnsOf = (isOn: boolean): Column<WebhookMessage>[] => [
  {
    name: t`Message`,
    isRowHead: true,
    of: ({ id, type, body }) => {
      const told = JSON.parse(body) as WebhookPayload;
      return (
        <>
          <span class="nm">{sayType(type)}</span>
          <span class="under">{sayAbout(told)}</span>
          <details>
            <summary>{t`What was said`}</summary>
            <p class="num">{id}</p>
            <pre>{JSON.stringify(told, null, 2)}</pre>
          </details>
        </>
      );
    },
  },
  {
    name: t`State`,
    of: (message) => {
      const { icon, word, isOn: isTaken } = standingOf(message, isOn, now.value);
      const { status, reason } = message;
      return (
        <>
          <span class={`status ${isTaken ? "on" : message.state}`}>
            <Icon name={icon} />
            {word}
          </span>
          {reason && (
            <span class="under">
              {t(reason)}
              {status !== null && ` (${status})`}
            </span>
          )}
        </>
      );
    },
  },
  { name: t`Attempts`, isNumber: true, isWide: true, of: ({ attempts }) => sayNumber(attempts) },
  {
    name: t`Told`,
    isSorted: true,
    isNumber: true,
    isWide: true,
    of: ({ madeAt }) => sayMoment(madeAt, zone.value, now.value),
  },
  {
    name: t`Send again`,
    isUnheaded: true,
    of: ({ id, type, state }) =>
      state === "failed" ? (
        <button
          type="button"
          class="btn small"
          aria-label={t`Send again: ${sayType(type)}, ${id}`}
          disabled={isBusy.value}
          onClick={() => void replay(id)}
        >{t`Send again`}</button>
      ) : (
        <span />
      ),
  },
];
