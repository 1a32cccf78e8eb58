import type { VisitorCard } from "../../../model/report.ts";
import type { Moment } from "../../../model/timeline.ts";
import { EventLine } from "../../components/feed/EventLine.tsx";
import { MOMENTS } from "../../components/feed/moments.ts";
import { type Names, sentenceOf } from "../../components/feed/sentences.ts";
import { Icon } from "../../components/icon/Icon.tsx";
import { Empty } from "../../components/panel/Panel.tsx";
import { sayClock, sayCount, sayDay, sayMoment, saySpan } from "../../format.ts";
import { refine } from "../../route.ts";
import { now, site, zone } from "../../site.ts";
import { t } from "../../words.ts";
import { saySource } from "./Facts.tsx";
import { Picture } from "./Picture.tsx";
import { isLive, isRowOpen, openRow } from "./state.ts";
import { type Show, type Visit, visitsOf } from "./visit.ts";

const CHOICES: [Show, string][] = [
  ["all", t`All`],
  ["moments", t`Moments`],
  ["orders", t`Orders`],
];
const NOTHING: Record<Show, string> = {
  all: t`Nothing is kept of this visitor.`,
  moments: t`No micro-moment among the last 100 events.`,
  orders: t`No order among the last 100 events.`,
};

export function Timeline({ card, show }: { card: VisitorCard; show: Show }) {
  const names: Names = { ...card.names, moments: MOMENTS, ...(site.value && { site: site.value.name }) };
  const visits = visitsOf(card.timeline, show);
  return (
    <section class="timeline" aria-label={t`Timeline`}>
      <div class="h2">
        <h2>{t`Timeline`}</h2>
        <span class="push">
          <span class="switch">
            {CHOICES.map(([choice, label]) => (
              <button
                key={choice}
                type="button"
                aria-pressed={choice === show}
                onClick={() => refine({ show: choice === "all" ? undefined : choice }, { replace: true })}
              >
                {label}
              </button>
            ))}
          </span>
        </span>
      </div>
      {visits.length === 0 && <Empty icon="clock" title={t`Nothing here`} text={NOTHING[show]} />}
      {visits.map((visit, i) => (
        <section key={`${visit.session}-${visit.startedAt}`}>
          <VisitHead visit={visit} isThis={i === 0 && isLive(card.profile.lastSeenAt)} />
          <ol class="line">
            {visit.entries.map((entry) =>
              entry.length > 1 && !isRowOpen.value.has(entry[0]!.at) ? (
                <ViewRow key={entry[0]!.at} views={entry} names={names} />
              ) : (
                entry.map((moment, n) => (
                  <Line
                    key={`${moment.at}-${moment.name}-${n}`}
                    {...{ moment, names }}
                    isBetween={visit.session === 0}
                  />
                ))
              ),
            )}
          </ol>
        </section>
      ))}
    </section>
  );
}

function VisitHead({ visit, isThis }: { visit: Visit; isThis: boolean }) {
  if (visit.session === 0)
    return (
      <h3 class="visit">
        <b>{t`Between visits`}</b>
      </h3>
    );
  const about = [
    sayClock(visit.startedAt, zone.value),
    visit.source && saySource(visit.source),
    visit.pages > 0 && sayCount(visit.pages, "page"),
    visit.engagedMs >= 1000 && t`${saySpan(visit.engagedMs)} of attention`,
  ].filter(Boolean);
  return (
    <h3 class="visit">
      <b>{isThis ? t`This visit` : sayDay(visit.startedAt, zone.value, now.value)}</b> {about.join(", ")}
    </h3>
  );
}

function Line({ moment, names, isBetween }: { moment: Moment; names: Names; isBetween: boolean }) {
  const { tone = "", aside, product } = sentenceOf(moment, names);
  const isShown = aside === "shown";
  const time = isBetween
    ? sayMoment(moment.at, zone.value, now.value)
    : sayClock(moment.at, zone.value, true);
  return (
    <li class={tone}>
      <EventLine event={moment} names={names} time={time} />
      <span class="aside">
        {aside &&
          (moment.name === "exposure" ? (
            <span class={`tag${isShown ? " accent" : ""}`}>{aside}</span>
          ) : (
            <span class="num">{aside}</span>
          ))}
        {product && <Picture of={names.products?.[product]} />}
      </span>
    </li>
  );
}

function ViewRow({ views, names }: { views: Moment[]; names: Names }) {
  const newest = views[0]!;
  const pictures = views.flatMap(({ props }) => {
    const id = (props.item as { id?: string } | undefined)?.id ?? "";
    return names.products?.[id] ?? [];
  });
  return (
    <li>
      <time dateTime={new Date(newest.at).toISOString()}>{sayClock(newest.at, zone.value, true)}</time>
      <span class="node">
        <Icon name="eye" />
      </span>
      <div>
        {t`Viewed ${sayCount(views.length, "product")}`}{" "}
        <button type="button" class="link" onClick={() => openRow(newest.at)}>{t`show them`}</button>
      </div>
      <span class="aside">
        {pictures.slice(0, 4).map((product, i) => (
          <Picture key={`${product.name}-${i}`} of={product} />
        ))}
      </span>
    </li>
  );
}
