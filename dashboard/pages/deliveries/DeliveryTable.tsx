import type { DeliveryList } from "../../../model/push-report.ts";
import { hrefOf } from "../../address.ts";
import { visitorName } from "../../components/glyph/visitor-name.ts";
import { Icon } from "../../components/icon/Icon.tsx";
import { Only } from "../../components/only/Only.tsx";
import { type Column, Table } from "../../components/table/Table.tsx";
import { capital, sayCount, sayMoment, sayNumber } from "../../format.ts";
import { DELIVERY_WORDS, hrefOfSource, sayReason } from "../../push-words.ts";
import { now, zone } from "../../site.ts";
import { t } from "../../words.ts";
import { you } from "../../you.ts";
import { replay, replaying } from "./state.ts";

type Row = DeliveryList["deliveries"][number];

interface Props {
  rows: Row[];
  /** Of one source, or of one visitor: the column that would say the same in each row is left out. */
  without?: "Notification" | "Visitor";
  reload: () => Promise<void>;
}

/** Notifications, newest first: to whom, what became of each, and why. */
export function DeliveryTable({ rows, without, reload }: Props) {
  return (
    <Table
      isLong
      caption={t`Notifications, newest first`}
      rows={rows}
      keyOf={({ id }) => id}
      columns={columnsWith(reload).filter(({ name }) => name !== without)}
    />
  );
}

const columnsWith = (reload: Props["reload"]): Column<Row>[] => [
  {
    name: t`Visitor`,
    of: ({ visitor }) => (
      <a class="nm" href={hrefOf("visitors", visitor)}>
        {visitor === you.value ? t`You` : visitorName(visitor)}
      </a>
    ),
  },
  {
    name: t`Notification`,
    of: ({ source, name, step }) => {
      const href = hrefOfSource(source);
      const part = source.startsWith("broadcast:") ? t`variant ${step.toUpperCase()}` : step;
      return (
        <>
          {href ? (
            <a class="nm" href={href}>
              {name}
            </a>
          ) : (
            <span class="nm">{source === "test" ? t`Test` : name}</span>
          )}
          {part && source !== "test" && <span class="under">{part}</span>}
        </>
      );
    },
  },
  { name: t`What became of it`, of: (row) => <State of={row} /> },
  {
    name: t`When`,
    isWide: true,
    isSorted: true,
    class: "num",
    of: ({ sentAt, dueAt, madeAt, state, reason }) => {
      const momentOf = (at: number) => sayMoment(at, zone.value, now.value);
      if (sentAt !== null) return momentOf(sentAt);
      if (reason === "paused") return t`when resumed`;
      return state === "due" && dueAt > now.value ? t`from ${momentOf(dueAt)}` : momentOf(madeAt);
    },
  },
  {
    name: t`Push service`,
    isWide: true,
    of: ({ status, attempts }) =>
      status !== null && (
        <span class="num">
          {status}
          {attempts > 1 && <span class="under">{sayCount(attempts, "try", "tries")}</span>}
        </span>
      ),
  },
  {
    name: t`Again`,
    isUnheaded: true,
    isNumber: true,
    of: ({ id, state, visitor }) =>
      state !== "failed" ? (
        <span />
      ) : (
        <Only to="edit">
          <button
            type="button"
            class="btn small"
            aria-label={t`Send once more to ${visitorName(visitor)}`}
            disabled={replaying.value.has(id)}
            onClick={() => void replay(id, reload)}
          >{t`Send again`}</button>
        </Only>
      ),
  },
];

function State({ of: { state, reason, shownAt, clickedAt } }: { of: Row }) {
  const { word, icon, meaning } = DELIVERY_WORDS[state];
  const at = clickedAt ?? shownAt;
  const note = reason ? sayReason(reason) : at !== null ? sayMoment(at, zone.value, now.value) : "";
  return (
    <>
      <span class={`status${state === "clicked" || state === "shown" ? " on" : ""}`} title={meaning}>
        <Icon name={icon} />
        {word}
      </span>
      {note && <span class="under">{capital(note)}</span>}
    </>
  );
}

/** "1–50". */
export const sayRows = (start: number, count: number): string =>
  count > 0 ? `${sayNumber(start + 1)}–${sayNumber(start + count)}` : "";
