/**
 * Firefox, driven by WebDriver BiDi: the one browser that takes a push service of this machine, by a preference. Notifications
 * are windows of its own here, which can be clicked as a person would. Chromium runs every other test.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const USUAL_PLACES = [
  "/usr/bin/firefox-esr",
  "/usr/bin/firefox",
  "/Applications/Firefox.app/Contents/MacOS/firefox",
  "C:\\Program Files\\Mozilla Firefox\\firefox.exe",
];

/** IMPULS_FIREFOX, else an installed one; undefined where there is none. */
export const findFirefox = (): string | undefined =>
  process.env.IMPULS_FIREFOX || USUAL_PLACES.find((path) => existsSync(path));

/** It talks to nobody but the page and the push service; asks nothing; shows notifications by itself. */
const prefsFor = (pushServer: string) => ({
  "dom.push.serverURL": pushServer.replace(/^http/, "ws"),
  "dom.push.testing.allowInsecureServerURL": true,
  // Else WebDriver switches push off.
  "remote.prefs.recommended": false,
  "permissions.default.desktop-notification": 1,
  "alerts.useSystemBackend": false,
  "app.update.disabledForTesting": true,
  "browser.safebrowsing.malware.enabled": false,
  "browser.safebrowsing.phishing.enabled": false,
  "browser.shell.checkDefaultBrowser": false,
  "datareporting.healthreport.uploadEnabled": false,
  "datareporting.policy.dataSubmissionEnabled": false,
  "extensions.getAddons.cache.enabled": false,
  "network.captive-portal-service.enabled": false,
  "network.connectivity-service.enabled": false,
  "services.settings.server": "",
  "toolkit.telemetry.enabled": false,
});

interface Tree {
  contexts: { context: string; url: string }[];
}
const CHROME = { "moz:scope": "chrome" };

export class Firefox {
  readonly #process: ChildProcess;
  readonly #socket: WebSocket;
  readonly #profile: string;
  #id = 0;
  readonly #waiting = new Map<number, { done: (result: never) => void; failed: (error: Error) => void }>();

  private constructor(process: ChildProcess, socket: WebSocket, profile: string) {
    this.#process = process;
    this.#socket = socket;
    this.#profile = profile;
    socket.onmessage = ({ data }) => {
      const { id, type, result, error, message } = JSON.parse(data);
      const waiting = this.#waiting.get(id);
      this.#waiting.delete(id);
      if (type === "success") waiting?.done(result as never);
      else waiting?.failed(new Error(`${error}: ${message}`));
    };
  }

  /** `pushServer`: origin of the push service. */
  static async launch(executable: string, pushServer: string): Promise<Firefox> {
    const profile = await mkdtemp(join(tmpdir(), "impuls-firefox-"));
    const prefs = Object.entries(prefsFor(pushServer));
    await writeFile(
      join(profile, "user.js"),
      prefs.map((pref) => `user_pref(${pref.map((part) => JSON.stringify(part)).join(", ")});\n`).join(""),
    );
    const child = spawn(
      executable,
      [
        "--headless",
        "--no-remote",
        "--profile",
        profile,
        "--remote-debugging-port",
        "0",
        // The notification is the browser's own window, not the page's.
        "--remote-allow-system-access",
        "about:blank",
      ],
      { stdio: ["ignore", "ignore", "pipe"] },
    );
    const socket = new WebSocket(`${await addressOf(child)}/session`);
    await new Promise((open, failed) => {
      socket.onopen = open;
      socket.onerror = failed;
    });
    const firefox = new Firefox(child, socket, profile);
    await firefox.send("session.new", { capabilities: {} });
    return firefox;
  }

  send<Result>(method: string, params: object = {}): Promise<Result> {
    return new Promise((done, failed) => {
      this.#waiting.set(++this.#id, { done, failed });
      this.#socket.send(JSON.stringify({ id: this.#id, method, params }));
    });
  }

  async close(): Promise<void> {
    const gone = once(this.#process, "exit");
    await this.send("browser.close").catch(() => this.#process.kill());
    await gone;
    await rm(this.#profile, { recursive: true, force: true, maxRetries: 5 });
  }

  /** Addresses of the open tabs, oldest first. */
  async tabs(): Promise<{ context: string; url: string }[]> {
    return (await this.send<Tree>("browsingContext.getTree")).contexts;
  }

  async goTo(context: string, url: string): Promise<void> {
    await this.send("browsingContext.navigate", { context, url, wait: "complete" });
  }

  /** What the expression comes to in the page, as JSON can tell it; a promise is waited for. */
  async evaluate<Value>(context: string, expression: string): Promise<Value> {
    const { type, result, exceptionDetails } = await this.send<{
      type: string;
      result: { value?: string };
      exceptionDetails?: { text: string };
    }>("script.evaluate", {
      expression: `Promise.resolve(${expression}).then((value) => JSON.stringify(value))`,
      target: { context },
      awaitPromise: true,
    });
    if (type === "exception") throw new Error(exceptionDetails?.text);
    return result.value === undefined ? (undefined as Value) : (JSON.parse(result.value) as Value);
  }

  /** Clicks what stands at the element's middle, as a person's mouse would. `expression` finds it in the page. */
  async click(context: string, expression: string): Promise<void> {
    const { x, y } = await this.evaluate<{ x: number; y: number }>(
      context,
      `(() => {
        const element = ${expression};
        element.scrollIntoView({ block: "center", behavior: "instant" });
        const { left, top, width, height } = element.getBoundingClientRect();
        return { x: Math.round(left + width / 2), y: Math.round(top + height / 2) };
      })()`,
    );
    await this.send("input.performActions", {
      context,
      actions: [
        {
          type: "pointer",
          id: "mouse",
          actions: [
            { type: "pointerMove", x, y },
            { type: "pointerDown", button: 0 },
            { type: "pointerUp", button: 0 },
          ],
        },
      ],
    });
  }

  /** The window of the notification on the screen; undefined where there is none. */
  async notification(): Promise<{ context: string } | undefined> {
    const { contexts } = await this.send<Tree>("browsingContext.getTree", CHROME);
    return contexts.find(({ url }) => url.endsWith("/alerts/alert.xhtml"));
  }

  /** Clicks the notification on the screen: BiDi moves no mouse in the browser's own windows. */
  async clickNotification(): Promise<void> {
    const { context } = (await this.notification())!;
    await this.evaluate(context, `document.getElementById("alertBox").click()`);
  }
}

function addressOf(browser: ChildProcess): Promise<string> {
  let said = "";
  return new Promise((found, failed) => {
    browser.stderr!.on("data", (chunk) => {
      said += chunk;
      const address = /WebDriver BiDi listening on (ws:\/\/\S+)/.exec(said)?.[1];
      if (address) found(address);
    });
    browser.once("exit", () => failed(new Error(`Firefox did not start: ${said}`)));
  });
}
