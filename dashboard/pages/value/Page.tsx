import { useEffect } from "preact/hooks";
import type { PeriodStanding } from "../../../model/value-report.ts";
import { hrefOf } from "../../address.ts";
import { Only } from "../../components/only/Only.tsx";
import { PageHead } from "../../components/page-head/PageHead.tsx";
import { Empty, Panel } from "../../components/panel/Panel.tsx";
import { moneyParts, sayCount, sayMoney, sayShare } from "../../format.ts";
import { usePolling } from "../../polling.ts";
import { clockMoves } from "../../shell/state.ts";
import { t } from "../../words.ts";
import type { PageProps } from "../pages.ts";
import { Filters } from "./Filters.tsx";
import { Model } from "./Model.tsx";
import { Ranking } from "./Ranking.tsx";
import { Service } from "./Service.tsx";
import { Settings } from "./Settings.tsx";
import { health, ranking, refreshWhileWriting, show } from "./state.ts";
import { sayMonths } from "./words.ts";

const REFRESH_MS = 5_000;

/** Whom to give a day and whom an hour (S18). */
export function Page({ query }: PageProps) {
  const { months, by, attention, segment, stage, member, before } = query;
  useEffect(() => show(query), [months, by, attention, segment, stage, member, before, clockMoves.value]);
  usePolling(refreshWhileWriting, REFRESH_MS);
  const standing = ranking.value.value?.standing;
  return (
    <>
      <PageHead
        title={t`Customer value`}
        status={
          standing && (
            <span class="sub meta num">
              {t`${sayCount(standing.buyers, "customer")} in ${sayMonths(standing.months)}`}
            </span>
          )
        }
      />
      <div class="value-cols">
        <div>
          <Panel of={ranking} what={t`The ranking`} lines={14}>
            {(list) =>
              list.standing ? (
                <>
                  <Sums standing={list.standing} currency={list.currency} />
                  <Filters list={list} query={query} />
                  <Ranking list={list} isByExpected={by === "expected"} />
                </>
              ) : (
                <Empty
                  icon="scale"
                  title={t`No values yet`}
                  text={t`Customers are valued within the hour after the first order.`}
                />
              )
            }
          </Panel>
        </div>
        <aside aria-label={t`How values come about`}>
          <Panel of={health} what={t`The model`} lines={10}>
            {(known) => (
              <>
                <Model known={known} />
                <Only to="edit">
                  <Settings key={JSON.stringify(known.settings)} known={known} />
                </Only>
                <Only to="edit">
                  <Service known={known} />
                </Only>
              </>
            )}
          </Panel>
        </aside>
      </div>
    </>
  );
}

function Sums({ standing, currency }: { standing: PeriodStanding; currency: string }) {
  const { months, revenueMinor, netMinor, orders, buyers, day, selfService } = standing;
  const share = buyers > 0 ? day / buyers : 0;
  return (
    <dl class="sums value-sums">
      <div>
        <dt>{t`Brought in ${sayMonths(months)}`}</dt>
        <Amount minor={revenueMinor} currency={currency} />
        <dd class="p">
          {sayCount(orders, "order")}
          {orders > 0 && t`, ${sayMoney(Math.round(revenueMinor / orders), currency)} on average`}
        </dd>
        <dd class="p">
          <a href={hrefOf("buyers")}>{t`Average and share by segment`}</a>
        </dd>
      </div>
      <div>
        <dt>{t`Net of service`}</dt>
        <Amount minor={netMinor} currency={currency} />
        <dd class="p">{t`${sayMoney(revenueMinor - netMinor, currency, true)} of service`}</dd>
      </div>
      <div>
        <dt>{t`Worth a day`}</dt>
        <dd>{sayCount(day, "customer")}</dd>
        <dd class="p">{t`${sayShare(share)} of them bring 80 % of the gain`}</dd>
      </div>
      <div>
        <dt>{t`For self-service`}</dt>
        <dd>{sayCount(selfService, "customer")}</dd>
        <dd class="p">
          {selfService > 0
            ? t`bring nothing after service: answer with a FAQ page, a how-to video`
            : t`everybody brings something after service`}
        </dd>
        {selfService > 0 && (
          <dd class="p">
            <a href={hrefOf("campaigns", "new")}>{t`Make a campaign that points there`}</a>
          </dd>
        )}
      </div>
    </dl>
  );
}

function Amount({ minor, currency }: { minor: number; currency: string }) {
  const { amount, unit, isBefore } = moneyParts(minor, currency, true);
  return (
    <dd>
      {isBefore && unit}
      {amount} {!isBefore && <small>{unit}</small>}
    </dd>
  );
}
