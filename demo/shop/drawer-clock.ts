import { edgeNow, skip } from "./clock.ts";
import { followClock } from "./device-clock.ts";
import { all, one } from "./dom.ts";

const HOUR_MS = 3_600_000;

/** Shows the edge's time and moves it; asked for only once the drawer is open. */
export async function runDrawerClock(section: HTMLElement): Promise<void> {
  const asked = await edgeNow();
  if (asked === undefined) return;
  const readAt = performance.now();
  const shown = one<HTMLTimeElement>("[data-clock-now]", section);
  const show = () => {
    const now = new Date(asked + performance.now() - readAt);
    const day = now.toLocaleDateString("en-GB", { weekday: "short", day: "numeric", month: "short" });
    shown.textContent = `${day}, ${now.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" })}`;
    shown.dateTime = now.toISOString();
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
