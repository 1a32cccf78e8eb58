import { ON_SITE_PLAYS } from "../../../model/plays.ts";
import { Icon } from "../../components/icon/Icon.tsx";
import { PageHead } from "../../components/page-head/PageHead.tsx";
import { hrefOf } from "../../route.ts";

/** What can be shown on the shop tomorrow: chosen, looked at, published. */
export function Page() {
  return (
    <>
      <PageHead title="Plays" />
      <p class="sub lead">
        Campaigns that are written already, in English and Polish. Choose one, look at it, publish it: a tenth
        of those it is for sees nothing, so that you can tell what it adds.
      </p>
      <ul class="plays-list">
        {ON_SITE_PLAYS.map(({ id, name, does }) => (
          <li key={id}>
            <a href={hrefOf("plays", id)}>
              <b>{name}</b>
              <span class="sub">{does}</span>
              <Icon name="down" />
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}
