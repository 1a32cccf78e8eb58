import { useEffect } from "preact/hooks";
import type { AnsweredOption, AnsweredQuestion, CampaignAnswers } from "../../../model/answer-report.ts";
import { MIN_SCORES, type PromoterScore } from "../../../model/answers.ts";
import { hrefOf } from "../../address.ts";
import { CampaignStatus } from "../../components/campaign-status/CampaignStatus.tsx";
import { PageHead } from "../../components/page-head/PageHead.tsx";
import { Empty, Panel } from "../../components/panel/Panel.tsx";
import { Table } from "../../components/table/Table.tsx";
import { CampaignTabs } from "../../components/tabs/CampaignTabs.tsx";
import { sayCount, sayMoment, sayNumber, sayShare } from "../../format.ts";
import { clockMoves } from "../../shell/state.ts";
import { may, now, zone } from "../../site.ts";
import { t } from "../../words.ts";
import type { PageProps } from "../pages.ts";
import { answers, campaign, open } from "./state.ts";

/** What visitors said, against what they did next. */
export function Page({ id }: PageProps) {
  useEffect(() => open(id), [id, clockMoves.value]);
  const isBar = campaign.value?.placement === "bar";
  return (
    <>
      <PageHead
        title={campaign.value?.name ?? ""}
        crumb={{ text: t`Campaigns`, href: hrefOf("campaigns") }}
        status={campaign.value && <CampaignStatus of={campaign.value} />}
      />
      <CampaignTabs id={id} view="answers" />
      <Panel of={answers} what={t`The answers`} lines={12}>
        {(known: CampaignAnswers) => (
          <>
            {known.leads > 0 && (
              <p class="sub">
                {t`${<a href={hrefOf("leads")}>{sayCount(known.leads, "lead")}</a>} by its form.`}
              </p>
            )}
            {known.questions.length === 0 && known.leads === 0 && known.isAsking && (
              <Empty
                icon="chat"
                title={t`Nobody has answered yet`}
                text={t`It asks for an address or a number: what is left there is a lead.`}
              />
            )}
            {known.questions.length === 0 && known.leads === 0 && !known.isAsking && (
              <Empty
                icon="chat"
                title={t`It asks nothing`}
                text={
                  isBar
                    ? t`A bar has no room for a question: what lies over the page, or stands in it, has.`
                    : t`A survey, a form or preferences among its blocks would: answers then stand here, against who ordered after them.`
                }
              >
                {may("edit") && (
                  <a class="btn" href={hrefOf("campaigns", id)}>
                    {isBar ? t`Change where it shows` : t`Add a block that asks`}
                  </a>
                )}
              </Empty>
            )}
            {known.questions.map((question) => (
              <Question key={question.name} of={question} windowDays={known.windowDays} />
            ))}
          </>
        )}
      </Panel>
    </>
  );
}

function Question({ of: question, windowDays }: { of: AnsweredQuestion; windowDays: number }) {
  const { ask, name, visitors, ordered, options, promoters, texts } = question;
  return (
    <section class="section" aria-label={ask}>
      <h2 class="h2">
        {ask} <small>{name}</small>
      </h2>
      <p class="say num">
        {visitors === 0
          ? t`Nobody has answered yet.`
          : t`${sayCount(visitors, "visitor")} answered, ${sayNumber(ordered)} of them ordered within ${sayCount(windowDays, "day")}.`}
      </p>
      {promoters && <Promoters of={promoters} />}
      {visitors > 0 && options.length > 0 && <Options of={options} caption={ask} />}
      {texts.length > 0 && (
        <>
          <Texts of={texts.slice(0, TEXTS_IN_VIEW)} />
          {texts.length > TEXTS_IN_VIEW && (
            <details>
              <summary>{t`${sayNumber(texts.length - TEXTS_IN_VIEW)} older`}</summary>
              <Texts of={texts.slice(TEXTS_IN_VIEW)} />
            </details>
          )}
        </>
      )}
    </section>
  );
}

const TEXTS_IN_VIEW = 20;

function Texts({ of: texts }: { of: AnsweredQuestion["texts"] }) {
  return (
    <ul class="words">
      {texts.map(({ at, visitor, text }) => (
        <li key={`${at} ${visitor}`}>
          <q>{text}</q>
          <a class="num" href={hrefOf("visitors", visitor)}>
            {sayMoment(at, zone.value, now.value)}
          </a>
        </li>
      ))}
    </ul>
  );
}

function Options({ of: options, caption }: { of: AnsweredOption[]; caption: string }) {
  const most = Math.max(...options.map(({ share }) => share));
  return (
    <Table
      caption={caption}
      rows={options}
      keyOf={({ value }) => value}
      columns={[
        {
          name: t`Answer`,
          isRowHead: true,
          bar: ({ share }) => (most > 0 ? share / most : 0),
          of: ({ label }) => <span>{label}</span>,
        },
        { name: t`Chosen`, isNumber: true, of: ({ visitors }) => sayNumber(visitors) },
        { name: t`Share`, isNumber: true, isWide: true, of: ({ share }) => sayShare(share) },
        { name: t`Then ordered`, isNumber: true, of: (option) => sayOrdered(option) },
        {
          name: t`Who chose otherwise`,
          isNumber: true,
          isWide: true,
          of: ({ others }) => sayOrdered(others),
        },
      ]}
    />
  );
}

/** "12 % of 340"; nothing of nobody. */
const sayOrdered = ({ visitors, ordered }: { visitors: number; ordered: number }) =>
  visitors > 0 && t`${sayShare(ordered / visitors)} of ${sayNumber(visitors)}`;

function Promoters({ of: { score, low, high, scores } }: { of: PromoterScore }) {
  const signed = (value: number) => `${value > 0 ? "+" : ""}${sayNumber(Math.round(value))}`;
  return (
    <p class="nps num">
      <b>{signed(score)}</b>{" "}
      {low !== null && high !== null
        ? t`promoter score, between ${signed(low)} and ${signed(high)} (95 %), of ${sayCount(scores, "answer")}`
        : t`promoter score of ${sayCount(scores, "answer")}: no interval before ${MIN_SCORES}`}
    </p>
  );
}
