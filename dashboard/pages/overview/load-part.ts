/** What comes after the page, which stands without it. */
import { say } from "../../components/toast/toast.ts";
import { t } from "../../words.ts";

/** Where it does not come it is asked for once more: at once, or when there is a network again. */
export function loadPart<Part>(load: () => Promise<Part>, take: (part: Part) => void, isAgain = false): void {
  void load().then(take, () => {
    if (!navigator.onLine) addEventListener("online", () => loadPart(load, take), { once: true });
    else if (!isAgain) loadPart(load, take, true);
    // Its files are gone: a newer dashboard has been put in their place.
    else say(t`A part of this page could not be loaded.`, { label: t`Reload`, run: () => location.reload() });
  });
}
