import { signal } from "@preact/signals";
import { Icon } from "../components/icon/Icon.tsx";
import { sayClock } from "../format.ts";
import { now, zone } from "../site.ts";
import { t } from "../words.ts";

/** Edge time since when there is no network, epoch ms; undefined: there is. */
const offlineSince = signal(navigator.onLine ? undefined : now.peek());
addEventListener("offline", () => {
  offlineSince.value = now.peek();
});
addEventListener("online", () => {
  offlineSince.value = undefined;
});

/** Over every page: that what is shown is of before, and from when. */
export function Offline() {
  const since = offlineSince.value;
  return (
    <div role="status">
      {since !== undefined && (
        <p class="stale offline">
          <Icon name="stop" />
          {t`No network since ${sayClock(since, zone.value)}. What is shown is from before.`}
        </p>
      )}
    </div>
  );
}
