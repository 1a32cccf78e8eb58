/** Other trackers as their own documents say to embed them from npm, each pointed at the sink of the stand. */
import { join } from "node:path";
import { build } from "esbuild";

/** Started with its defaults; `window.told(name, props)` is its way to tell an event of the shop. */
const SOURCES: Record<string, string> = {
  Plausible: `
    import { init, track } from "@plausible-analytics/tracker";
    init({ domain: "shop.example", endpoint: "/sink/api/event", captureOnLocalhost: true });
    window.told = (name, props) => track(name, { props });`,
  PostHog: `
    import posthog from "posthog-js";
    posthog.init("phc_bench", { api_host: location.origin + "/sink", defaults: "2025-11-30" });
    window.told = (name, props) => posthog.capture(name, props);`,
  Snowplow: `
    import { enableActivityTracking, newTracker, trackPageView, trackStructEvent } from "@snowplow/browser-tracker";
    newTracker("sp", location.origin, { appId: "shop", postPath: "/sink/tp2" });
    enableActivityTracking({ minimumVisitLength: 30, heartbeatDelay: 10 });
    trackPageView();
    window.told = (name, props) =>
      trackStructEvent({ category: "shop", action: name, label: props.id, property: props.category, value: props.price });`,
  Mixpanel: `
    import mixpanel from "mixpanel-browser";
    mixpanel.init("bench", { autocapture: true, persistence: "localStorage", api_host: location.origin + "/sink" });
    window.told = (name, props) => mixpanel.track(name, props);`,
  Amplitude: `
    import * as amplitude from "@amplitude/analytics-browser";
    amplitude.init("bench", { serverUrl: location.origin + "/sink/2/httpapi", fetchRemoteConfig: false });
    window.told = (name, props) => amplitude.track(name, props);`,
};

export const RIVALS = Object.keys(SOURCES);

/** The rival's script for the page, by name: bundled and minified by esbuild, as a shop would. */
export async function bundleRivals(): Promise<Map<string, string>> {
  const bundles = await Promise.all(
    Object.entries(SOURCES).map(async ([name, contents]) => {
      const { outputFiles } = await build({
        stdin: { contents, resolveDir: join(import.meta.dirname, "..") },
        bundle: true,
        minify: true,
        write: false,
        format: "iife",
        target: "es2022",
        define: { "process.env.NODE_ENV": '"production"' },
        legalComments: "none",
        logLevel: "error",
      });
      return [name, outputFiles[0]!.text] as const;
    }),
  );
  return new Map(bundles);
}
