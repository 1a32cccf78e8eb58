import { useEffect } from "preact/hooks";
import type { Lead } from "../../../model/answer-report.ts";
import { hrefOf } from "../../address.ts";
import { Confirm } from "../../components/dialog/Confirm.tsx";
import { Icon } from "../../components/icon/Icon.tsx";
import { PageHead } from "../../components/page-head/PageHead.tsx";
import { Pager, rowsBefore } from "../../components/pager/Pager.tsx";
import { Empty, Panel } from "../../components/panel/Panel.tsx";
import { type Column, Table } from "../../components/table/Table.tsx";
import { sayMoment, sayNumber } from "../../format.ts";
import { may, now, site, whyNot, zone } from "../../site.ts";
import { t } from "../../words.ts";
import type { PageProps } from "../pages.ts";
import { leads, leaving, PAGE_SIZE, remove, show } from "./state.ts";

/** Who may be written to or called, and what they agreed to. */
export function Page({ query }: PageProps) {
  useEffect(() => show(query.before), [query.before]);
  return (
    <>
      <PageHead title={t`Leads`}>
        {(leads.value.value?.count ?? 0) > 0 && may("export") && (
          <a
            class="btn"
            href={`/api/leads/export?site=${site.value?.id ?? ""}`}
            download="leads.csv"
            target="_blank"
            rel="noopener"
          >{t`Download as a table`}</a>
        )}
      </PageHead>
      <Panel of={leads} what={t`The leads`} lines={14}>
        {(list) => {
          if (list.leads.length === 0) return <NoLeads />;
          const start = rowsBefore(PAGE_SIZE);
          return (
            <>
              <Table
                isLong
                caption={t`Leads, newest first`}
                columns={COLUMNS}
                rows={list.leads}
                keyOf={({ type, value }) => `${type} ${value}`}
              />
              <Pager page="leads" next={list.next}>
                {t`${sayNumber(start + 1)}–${sayNumber(start + list.leads.length)} of ${sayNumber(list.count)}`}
              </Pager>
            </>
          );
        }}
      </Panel>
      {leaving.value && <RemoveDialog of={leaving.value} />}
    </>
  );
}

function RemoveDialog({ of: { type, value } }: { of: NonNullable<typeof leaving.value> }) {
  return (
    <Confirm
      title={t`Remove ${value}?`}
      verb="Remove"
      onConfirm={() => void remove(type, value)}
      onClose={() => (leaving.value = undefined)}
    >
      <p>{t`The contact and what was agreed to go for good. The visitor and their answers stay.`}</p>
    </Confirm>
  );
}

function NoLeads() {
  return (
    <Empty
      icon="card"
      title={t`No leads yet`}
      text={t`A form that asks for an e-mail address or a telephone number brings them, each with what was agreed to.`}
    >
      <a class="btn" href={hrefOf("campaigns")}>{t`See the campaigns`}</a>
    </Empty>
  );
}

const COLUMNS: Column<Lead>[] = [
  {
    name: t`Contact`,
    isRowHead: true,
    of: ({ value, consent, controller }) => (
      <>
        <span class="nm">{value}</span>
        <span class="under">
          {consent} {controller}
        </span>
      </>
    ),
  },
  {
    name: t`Campaign`,
    isWide: true,
    of: ({ campaign }) => <a href={hrefOf("campaigns", campaign, { view: "answers" })}>{campaign}</a>,
  },
  {
    name: t`Visitor`,
    isWide: true,
    of: ({ visitor }) => <a href={hrefOf("visitors", visitor)}>{t`visitor`}</a>,
  },
  {
    name: t`Given##when`,
    isSorted: true,
    class: "num",
    of: ({ at }) => sayMoment(at, zone.value, now.value),
  },
  {
    name: t`Remove`,
    isUnheaded: true,
    of: ({ type, value }) => (
      <button
        type="button"
        class="btn quiet only-icon small"
        aria-label={t`Remove ${value}`}
        disabled={!may("erase")}
        title={whyNot("erase")}
        onClick={() => (leaving.value = { type, value })}
      >
        <Icon name="close" />
      </button>
    ),
  },
];
