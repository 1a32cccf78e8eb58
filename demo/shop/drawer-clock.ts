import { HOUR_MS } from "../../model/time.ts";
import { edgeNow, skip } from "./clock.ts";
import { followClock } from "./device-clock.ts";
import { all, one } from "./dom.ts";
import { sayMinute } from "./say-minute.ts";

/** Shows the edge's time and moves it; asked for only once the drawer is open. */
export async function runDrawerClock(section: HTMLElement): Promise<void> {
  const asked = await edgeNow();
  if (asked === undefined) return;
  const readAt = performance.now();
  const shown = one<HTMLTimeElement>("[data-clock-now]", section);
  const show = () => {
    const now = asked + performance.now() - readAt;
    shown.textContent = sayMinute(now);
    shown.dateTime = new Date(now).toISOString();
  };
  show();
  setInterval(show, 10_000);
  section.hidden = false;
  for (const button of all<HTMLButtonElement>("[data-skip-hours]", section))
    button.addEventListener("click", async () => {
      const now = await skip(Number(button.dataset.skipHours) * HOUR_MS);
      if (now === undefined) return;
      followClock(now);
      // The page begins again, as it would for somebody who comes back after that time.
      location.reload();
    });
}
