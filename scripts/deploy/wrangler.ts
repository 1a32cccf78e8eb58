/** Wrangler as a child process: all that deploying does to an account goes through it. */
import { spawn } from "node:child_process";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";

const root = join(import.meta.dirname, "../..");

export interface Ran {
  /** 0: it went well. */
  status: number;
  stdout: string;
  /** All it said, both streams, without colours. */
  said: string;
}

/** Runs it to its end; it asks nothing, since nobody could answer. */
export function wrangler(args: readonly string[], env: Record<string, string> = {}): Promise<Ran> {
  return new Promise((done) => {
    const child = spawn(process.execPath, [join(root, "node_modules/wrangler/bin/wrangler.js"), ...args], {
      cwd: root,
      env: { ...process.env, WRANGLER_SEND_METRICS: "false", WRANGLER_HIDE_BANNER: "true", ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let [stdout, said] = ["", ""];
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
      said += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      said += text;
    });
    child.once("close", (status) =>
      done({ status: status ?? 1, stdout, said: stripVTControlCharacters(said) }),
    );
  });
}

/** As `wrangler`, but a failure throws with what it said. */
export async function mustRun(args: readonly string[], env?: Record<string, string>): Promise<Ran> {
  const ran = await wrangler(args, env);
  if (ran.status !== 0) throw new WranglerFailed(args, ran.said);
  return ran;
}

export class WranglerFailed extends Error {
  constructor(args: readonly string[], said: string) {
    super(`wrangler ${args.join(" ")}\n${said.trim()}`);
    this.name = "WranglerFailed";
  }
}

/** Where wrangler failed, what it said is what there is to say, and the end. */
export async function sayingFailure(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof WranglerFailed)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}

/** The JSON it printed, behind whatever notices stand in front. */
export function jsonOf<T>(stdout: string): T {
  const begins = stdout.search(/^[[{]/m);
  return JSON.parse(stdout.slice(begins)) as T;
}
