import type { StartReport } from "../../../model/start-report.ts";
import { hrefOf } from "../../address.ts";
import { Icon } from "../../components/icon/Icon.tsx";
import { t } from "../../words.ts";

interface Next {
  isDone: boolean;
  text: string;
  href: string;
  go: string;
}

/** What comes next; each ticks itself from the site's own state. */
const nextOf = ({ hasEvents, origins, segments, live, ordersAt, subscribers }: StartReport): Next[] => [
  { isDone: hasEvents, text: t`A first visit is counted`, href: hrefOf("live"), go: t`Live view` },
  {
    isDone: origins.length > 0,
    text: t`The shop’s origins are named, so that no copy of the tag counts`,
    href: "#start-origins",
    go: t`Below`,
  },
  {
    isDone: segments > 0,
    text: t`A first segment is saved`,
    href: hrefOf("segments", "new"),
    go: t`New segment`,
  },
  { isDone: live > 0, text: t`A first play is live`, href: hrefOf("plays"), go: t`Plays` },
  {
    isDone: ordersAt !== null,
    text: t`Orders come from the shop itself, with refunds`,
    href: hrefOf("orders", "", { view: "doors" }),
    go: t`Doors`,
  },
  {
    isDone: subscribers > 0,
    text: t`A browser takes notifications`,
    href: hrefOf("start", "", { on: "push" }),
    go: t`How`,
  },
];

export function NextSteps({ report }: { report: StartReport }) {
  const steps = nextOf(report);
  return (
    <section class="section" aria-label={t`Next steps`}>
      <h2 class="h2">
        {t`Next steps`}{" "}
        <small class="num">{t`${steps.filter(({ isDone }) => isDone).length} of ${steps.length} done`}</small>
      </h2>
      <ul class="next">
        {steps.map(({ isDone, text, href, go }) => (
          <li key={text} class={isDone ? "done" : ""}>
            <span class="tick">
              {isDone && <Icon name="check" />}
              <span class="vh">{isDone ? t`Done:` : t`Not yet:`}</span>
            </span>
            <span>{text}</span>
            <a href={href}>{go}</a>
          </li>
        ))}
      </ul>
    </section>
  );
}
