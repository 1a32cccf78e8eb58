import { useEffect } from "preact/hooks";
import { CHANGE_DAYS, CHANGE_KINDS, CHANGES_KEPT, GUARDED_KINDS } from "../../../model/change.ts";
import { hrefOf } from "../../address.ts";
import { ChangeTable } from "../../components/changes/ChangeTable.tsx";
import { KIND_WORDS } from "../../components/changes/words.ts";
import { PageHead } from "../../components/page-head/PageHead.tsx";
import { Pager, rowsBefore } from "../../components/pager/Pager.tsx";
import { Empty, Panel } from "../../components/panel/Panel.tsx";
import { sayNumber } from "../../format.ts";
import { refine } from "../../route.ts";
import { clockMoves } from "../../shell/state.ts";
import { may } from "../../site.ts";
import { t } from "../../words.ts";
import type { PageProps } from "../pages.ts";
import { changes, show } from "./state.ts";

/** As the edge answers them. */
const PAGE_SIZE = 25;

/** Who has changed what, and when: rules, settings, keys and members, with the way back. */
export function Page({ query }: PageProps) {
  const { kind, of, by, before } = query;
  useEffect(() => show(query), [kind, of, by, before, clockMoves.value]);
  const isNarrowed = !!(kind || of || by);
  return (
    <>
      <PageHead title={t`History`}>
        <select
          class="select filter"
          aria-label={t`Changes of`}
          value={kind ?? ""}
          onChange={({ currentTarget: { value } }) => narrow({ kind: value, of: "" })}
        >
          <option value="">{t`Of everything`}</option>
          {CHANGE_KINDS.filter((one) => may("access") || !GUARDED_KINDS.includes(one)).map((one) => (
            <option key={one} value={one}>
              {KIND_WORDS[one].word}
            </option>
          ))}
        </select>
        <select
          class="select filter"
          aria-label={t`Changed by`}
          value={by ?? ""}
          onChange={({ currentTarget: { value } }) => narrow({ by: value })}
        >
          <option value="">{t`By anybody`}</option>
          {(changes.value.value?.authors ?? []).map((author) => (
            <option key={author} value={author}>
              {author}
            </option>
          ))}
        </select>
      </PageHead>
      <Panel of={changes} what={t`The history`} lines={14}>
        {({ changes: rows, next }) =>
          rows.length === 0 ? (
            <Empty
              icon={isNarrowed ? "filter" : "clock"}
              title={isNarrowed ? t`No such change` : t`Nothing has been changed yet`}
              text={
                isNarrowed
                  ? t`None of the changes kept is of this kind and by this person.`
                  : t`Whoever saves, publishes or deletes something is named here, with what differs.`
              }
            >
              {isNarrowed && <a class="btn" href={hrefOf("history")}>{t`Show all`}</a>}
            </Empty>
          ) : (
            <>
              <ChangeTable rows={rows} onPutBack={() => void changes.load()} />
              <Pager page="history" next={next}>
                {sayNumber(rowsBefore(PAGE_SIZE) + 1)}–{sayNumber(rowsBefore(PAGE_SIZE) + rows.length)}
              </Pager>
            </>
          )
        }
      </Panel>
      <p class="sub section">{t`Of each thing the newest ${CHANGES_KEPT} changes are kept, for ${CHANGE_DAYS} days. Keys, links and secrets are never among them.`}</p>
    </>
  );
}

const narrow = (change: Record<string, string>) =>
  refine({
    ...Object.fromEntries(Object.entries(change).map(([name, value]) => [name, value || undefined])),
    before: undefined,
    trail: undefined,
  });
