import { useEffect, useState } from "preact/hooks";
import type { RfmReport } from "../../../model/report.ts";
import { PageHead } from "../../components/page-head/PageHead.tsx";
import { Empty, Panel } from "../../components/panel/Panel.tsx";
import { sayCount, sayList, sayMoney } from "../../format.ts";
import { clockMoves } from "../../shell/state.ts";
import { t } from "../../words.ts";
import type { PageProps } from "../pages.ts";
import { CutPointsDialog } from "./CutPointsDialog.tsx";
import { Falls } from "./Falls.tsx";
import { Grid } from "./Grid.tsx";
import { Moves } from "./Moves.tsx";
import { Segments } from "./Segments.tsx";
import { Stages } from "./Stages.tsx";
import { falls, lifecycle, rfm, show } from "./state.ts";

export function Page({ query }: PageProps) {
  useEffect(show, [clockMoves.value]);
  const [isCutting, setCutting] = useState(false);
  const total = rfm.value.value?.total;
  return (
    <>
      <PageHead
        title={t`RFM and lifecycle`}
        status={
          total && total.buyers > 0 && <span class="sub meta num">{sayCount(total.buyers, "buyer")}</span>
        }
      >
        <button type="button" class="btn" onClick={() => setCutting(true)}>{t`Cut points`}</button>
      </PageHead>
      {isCutting && <CutPointsDialog onClose={() => setCutting(false)} />}
      <div class="buyer-cols">
        <div>
          <Panel of={rfm} what={t`The buyers`} lines={14}>
            {(report) =>
              report.cuts ? (
                <Scores report={report} by={query.by === "revenue" ? "revenue" : "buyers"} />
              ) : (
                <Unscored />
              )
            }
          </Panel>
        </div>
        <aside aria-label={t`Stages`}>
          <Panel of={lifecycle} what={t`The stages`} lines={8}>
            {(report) => <Stages report={report} />}
          </Panel>
        </aside>
      </div>
    </>
  );
}

function Scores({ report, by }: { report: RfmReport; by: "buyers" | "revenue" }) {
  return (
    <>
      <Grid report={report} by={by} />
      <Told report={report} />
      <Segments report={report} />
      <Panel of={falls} what={t`The falls`} lines={6}>
        {(told) => <Falls report={told} />}
      </Panel>
      <Moves moves={report.moves} />
    </>
  );
}

const Unscored = () => (
  <Empty
    icon="grid"
    title={t`No scores yet`}
    text={t`Buyers are scored within the hour after the first order, by the shop’s own quartiles unless cut points are set.`}
  />
);

/** What the scores do not show by themselves: where the monetary ones begin, and what they leave out. */
function Told({ report: { cuts, currency, leftOut } }: { report: RfmReport }) {
  const from = cuts!.monetaryMinor.map((minor, i) => t`M${i + 2} from ${sayMoney(minor, currency)}`);
  const out = [
    leftOut.otherCurrencies > 0 && t`${sayCount(leftOut.otherCurrencies, "order")} in other currencies`,
    leftOut.ofNobody > 0 && t`${sayCount(leftOut.ofNobody, "order")} of nobody known`,
  ].filter((part): part is string => !!part);
  return (
    <p class="mut says">
      {t`Value parts a cell further: ${sayList(from)}. ${out.length > 0 && t`Left out of the value: ${sayList(out)}.`}`}
    </p>
  );
}
