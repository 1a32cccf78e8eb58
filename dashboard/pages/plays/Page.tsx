import { type AnyPlay, JOURNEY_PLAYS, ON_SITE_PLAYS } from "../../../model/plays.ts";
import { hrefOf } from "../../address.ts";
import { Icon } from "../../components/icon/Icon.tsx";
import { PageHead } from "../../components/page-head/PageHead.tsx";
import { t } from "../../words.ts";

/** What can be shown, or sent, tomorrow: chosen, looked at, published. */
export function Page() {
  return (
    <>
      <PageHead title={t`Plays`} />
      <p class="sub lead">{t`Campaigns and journeys that are written already, in English and Polish. Choose one, look at it, publish it: a tenth of those it is for sees nothing, so that you can tell what it adds.`}</p>
      <List plays={ON_SITE_PLAYS} title={t`On the site`} />
      <List plays={JOURNEY_PLAYS} title={t`When the visitor has gone`} />
    </>
  );
}

function List({ plays, title }: { plays: readonly AnyPlay[]; title: string }) {
  return (
    <section class="section" aria-label={title}>
      <h2 class="h2">{title}</h2>
      <ul class="plays-list">
        {plays.map(({ id, name, does }) => (
          <li key={id}>
            <a href={hrefOf("plays", id)}>
              <b>{t(name)}</b>
              <span class="sub">{t(does)}</span>
              <Icon name="down" />
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
