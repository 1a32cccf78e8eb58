import { useEffect } from "preact/hooks";
import type { CampaignResults } from "../../../model/results/report.ts";
import { hrefOf } from "../../address.ts";
import { CampaignStatus } from "../../components/campaign-status/CampaignStatus.tsx";
import { Icon } from "../../components/icon/Icon.tsx";
import { PageHead } from "../../components/page-head/PageHead.tsx";
import { Panel } from "../../components/panel/Panel.tsx";
import { CampaignTabs } from "../../components/tabs/CampaignTabs.tsx";
import { clockMoves } from "../../shell/state.ts";
import { t } from "../../words.ts";
import type { PageProps } from "../pages.ts";
import { Arms } from "./Arms.tsx";
import { Checks } from "./Checks.tsx";
import { GoalReached } from "./GoalReached.tsx";
import { Settling } from "./Settling.tsx";
import { campaign, open, results } from "./state.ts";
import { Verdict } from "./Verdict.tsx";
import { WearingOff } from "./WearingOff.tsx";

/** What a campaign added: the answer first, then what it rests on. */
export function Page({ id }: PageProps) {
  useEffect(() => open(id), [id, clockMoves.value]);
  return (
    <>
      <PageHead
        title={campaign.value?.name ?? ""}
        crumb={{ text: t`Campaigns`, href: hrefOf("campaigns") }}
        status={campaign.value && <CampaignStatus of={campaign.value} />}
      />
      <CampaignTabs id={id} view="results" />
      <Panel of={results} what={t`The results`} lines={12}>
        {(known: CampaignResults) => (
          <>
            {known.isSplitOff && <SplitOff />}
            <GoalReached of={known} />
            <Verdict of={known} />
            {known.arms.some(({ visitors }) => visitors > 0) && (
              <>
                <Arms of={known} />
                <Settling of={known} />
                <div class="cols">
                  <WearingOff of={known} />
                  <Checks of={known} />
                </div>
              </>
            )}
          </>
        )}
      </Panel>
    </>
  );
}

function SplitOff() {
  return (
    <div class="note warn" role="alert">
      <Icon name="warning" />
      <div>
        <p>
          <b>{t`Do not go by these figures: visitors do not arrive in the shares they are split by.`}</b>
        </p>
        <p>{t`By chance this happens in one campaign of a thousand. Something loses visitors of one side: a script that stops before it tells what was shown, or a page that draws one variant and not the other.`}</p>
      </div>
    </div>
  );
}
