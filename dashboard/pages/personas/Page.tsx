import { useEffect } from "preact/hooks";
import { personasOf, TRADES, trades } from "../../../model/personas.ts";
import type { PersonaReport } from "../../../model/report.ts";
import { Only } from "../../components/only/Only.tsx";
import { PageHead } from "../../components/page-head/PageHead.tsx";
import { Empty, Panel } from "../../components/panel/Panel.tsx";
import { sayCount, sayNumber } from "../../format.ts";
import { clockMoves } from "../../shell/state.ts";
import { t } from "../../words.ts";
import type { PageProps } from "../pages.ts";
import { PersonaRow } from "./PersonaRow.tsx";
import { choose, report, show } from "./state.ts";

export function Page({ query }: PageProps) {
  useEffect(show, [clockMoves.value]);
  const known = report.value.value;
  return (
    <>
      <PageHead title={t`Personas`}>{known && <Trade of={known} />}</PageHead>
      <Panel of={report} what={t`The personas`} lines={10}>
        {(counted) => <Personas report={counted} open={query.persona} />}
      </Panel>
    </>
  );
}

function Trade({ of: { settings } }: { of: PersonaReport }) {
  return (
    <label class="trade">
      <span class="sub">{t`Your trade`}</span>
      <Only to="edit">
        <select
          class="pick"
          value={settings.trade ?? ""}
          onChange={({ currentTarget: { value } }) =>
            void choose({ ...settings, trade: TRADES.find((trade) => trade === value) })
          }
        >
          <option value="">{t`Not chosen`}</option>
          {TRADES.map((trade) => (
            <option key={trade} value={trade}>
              {t(trades[trade].name)}
            </option>
          ))}
        </select>
      </Only>
    </label>
  );
}

function Personas({ report, open }: { report: PersonaReport; open: string | undefined }) {
  const { settings, sampled, total, personas } = report;
  if (total === 0)
    return (
      <Empty
        icon="people"
        title={t`No visitors yet`}
        text={t`A persona is a pattern of behaviour. It fills with real visitors as they come.`}
      />
    );
  const own = settings.trade ? trades[settings.trade].personas : [];
  const every = personasOf(undefined);
  const most = Math.max(1, ...personas.map(({ count }) => count));
  const list = (of: readonly (typeof every)[number][]) => (
    <ul class="personas">
      {of.map((persona) => (
        <PersonaRow
          key={persona.id}
          persona={persona}
          report={report}
          most={most}
          isOpen={persona.id === open}
        />
      ))}
    </ul>
  );
  return (
    <>
      <p class="sub counted">{t`Patterns of behaviour, matched to your own visitors: ${
        sampled < total
          ? t`counted from ${sayNumber(sampled)} of ${sayNumber(total)}, so with a range`
          : t`all ${sayCount(total, "visitor")} looked at`
      }.`}</p>
      {settings.trade && (
        <section aria-labelledby="own-trade">
          <h2 class="h2" id="own-trade">
            {t(trades[settings.trade].name)}
          </h2>
          {list(own)}
        </section>
      )}
      <section class={settings.trade ? "section" : undefined} aria-labelledby="every-trade">
        <h2 class="h2" id="every-trade">{t`Every shop`}</h2>
        {list(every)}
      </section>
    </>
  );
}
