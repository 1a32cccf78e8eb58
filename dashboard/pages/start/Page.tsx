import { hrefOf } from "../../address.ts";
import { Only } from "../../components/only/Only.tsx";
import { PageHead } from "../../components/page-head/PageHead.tsx";
import { Panel } from "../../components/panel/Panel.tsx";
import { usePolling } from "../../polling.ts";
import { site } from "../../site.ts";
import { adopt } from "../../styles/adopt.ts";
import { t } from "../../words.ts";
import type { PageProps } from "../pages.ts";
import { Check } from "./Check.tsx";
import { Code } from "./Code.tsx";
import { NextSteps } from "./Next.tsx";
import { Origins } from "./Origins.tsx";
import css from "./page.css" with { type: "text" };
import { refresh, report } from "./state.ts";
import { type Way, waysFor } from "./ways.ts";

adopt(css);

const REFRESH_MS = 2000;

/** Puts the tag on a shop, and says when it works. */
export function Page({ query }: PageProps) {
  usePolling(refresh, REFRESH_MS);
  const id = site.value?.id;
  if (!id) return null;
  const ways = waysFor(location.origin, id);
  const way = ways.find((one) => one.id === query.on) ?? ways[0]!;
  return (
    <>
      <PageHead
        title={t`Start`}
        status={<span class="sub">{t`Put the tag on your shop. This site is ${id}.`}</span>}
      />
      <nav class="tabs" aria-label={t`Ways to install`}>
        {ways.map(({ id: other, name }) => (
          <a
            key={other}
            href={hrefOf("start", "", { ...query, on: other === "html" ? undefined : other })}
            aria-current={other === way.id ? "page" : undefined}
          >
            {name}
          </a>
        ))}
      </nav>
      <div class="start-cols">
        <div>
          <Steps of={way} />
        </div>
        <aside aria-label={t`Does it work?`}>
          <Panel of={report} what={t`The live check`} lines={4}>
            {(value) => (
              <>
                <Check report={value} shop={query.shop ?? ""} />
                <NextSteps report={value} />
                <Only to="edit">
                  <Origins origins={value.origins} />
                </Only>
              </>
            )}
          </Panel>
        </aside>
      </div>
    </>
  );
}

function Steps({ of: { name, steps } }: { of: Way }) {
  return (
    <section aria-label={name}>
      <ol class="install">
        {steps.map(({ text, code, note }) => (
          <li key={text}>
            <p>{text}</p>
            {code && <Code key={code} text={code} of={text} />}
            {note && <p class="sub">{note}</p>}
          </li>
        ))}
      </ol>
    </section>
  );
}
