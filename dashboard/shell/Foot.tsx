import { HOUR_MS } from "../../model/time.ts";
import { Icon } from "../components/icon/Icon.tsx";
import { sayClock, sayCount, sayDay } from "../format.ts";
import { ROLE_WORDS } from "../role-words.ts";
import { hasTicked, may, me, now, whyNot, zone } from "../site.ts";
import { t } from "../words.ts";
import { LanguageButton } from "./LanguageButton.tsx";
import { isReviewing, leave, publication, skip } from "./state.ts";
import { ThemeButton } from "./ThemeButton.tsx";

/** Foot of the sidebar: what waits to be published, the local clock, who is signed in. */
export function Foot() {
  const changes = publication.value.value?.changes ?? [];
  return (
    <div class="foot">
      {changes.length > 0 && (
        <div class="waiting">
          <p>{t`${<b>{sayCount(changes.length, "change")}</b>} not live yet`}</p>
          <button
            type="button"
            class="btn small"
            disabled={!may("edit")}
            title={whyNot("edit")}
            onClick={() => (isReviewing.value = true)}
          >{t`Publish`}</button>
        </div>
      )}
      {me.value?.isLocal && <Clock />}
      <div class="me">
        <SignedInAs />
        <span class="push">
          <LanguageButton />
          <ThemeButton />
          <button
            type="button"
            class="btn quiet only-icon small"
            aria-label={t`Sign out`}
            title={t`Sign out`}
            onClick={() => void leave()}
          >
            <Icon name="door" />
          </button>
        </span>
      </div>
    </div>
  );
}

function SignedInAs() {
  const { name } = me.value!.signedIn;
  const role = ROLE_WORDS[me.value!.signedIn.role];
  const initials = name.split(/\s+/, 2).map((word) => word.charAt(0).toUpperCase());
  return (
    <>
      <span class="ava" aria-hidden="true">
        {initials}
      </span>
      <span class="ell" title={t`Signed in as ${name}, ${role}`}>
        <span class="vh">{t`Signed in as`} </span>
        {name}
        <span class="role">{role}</span>
      </span>
    </>
  );
}

/** Local runs can move the edge's clock, so that what comes hours later can be seen now. */
function Clock() {
  return (
    <div class="clock">
      <p>
        <span>{t`Local clock`}</span>
        <span class="num">
          {hasTicked.value &&
            `${sayDay(now.value, zone.value, now.value)}, ${sayClock(now.value, zone.value)}`}
        </span>
      </p>
      <button
        type="button"
        class="btn small"
        onClick={() => void skip(3 * HOUR_MS)}
      >{t`Skip 3 hours`}</button>
      <button type="button" class="btn small" onClick={() => void skip(24 * HOUR_MS)}>{t`Skip 1 day`}</button>
    </div>
  );
}
