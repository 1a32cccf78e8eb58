/** What stands under the figures. Its styles come with it: they are no part of the first load. */

import { hrefOf } from "../../../address.ts";
import { Panel } from "../../../components/panel/Panel.tsx";
import { t } from "../../../words.ts";
import { panels } from "../state.ts";
import { CampaignsAdded } from "./CampaignsAdded.tsx";
import { Funnel } from "./Funnel.tsx";
import { Live } from "./Live.tsx";
import { Moments } from "./Moments.tsx";
import css from "./panels.css" with { type: "text" };
import { Regions } from "./Regions.tsx";
import { Sources } from "./Sources.tsx";
import { Tills } from "./Tills.tsx";

export { Added } from "./Added.tsx";

const sheet = new CSSStyleSheet();
sheet.replaceSync(css);
document.adoptedStyleSheets.push(sheet);

export function Panels({ query }: { query: Record<string, string> }) {
  return (
    <>
      <CampaignsAdded />
      <Panel of={panels} what={t`The panels`} lines={10}>
        {(report) => (
          <>
            <div class="cols">
              <Funnel of={report} />
              <Sources of={report} />
            </div>
            <div class="cols">
              <Regions of={report} by={query.regions} />
              <Live />
            </div>
            <div class="cols">
              <div>
                <Tills of={report} />
                <p class="hint">
                  <a
                    href={hrefOf("buyers")}
                  >{t`Sizes of the RFM segments, and who moves between them day by day`}</a>
                </p>
              </div>
              <Moments of={report} />
            </div>
          </>
        )}
      </Panel>
    </>
  );
}
