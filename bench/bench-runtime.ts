/** A workerd for measuring: the bench Worker by wrangler.toml, without state, and its processor time. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { buildWorkerFrom, DIST } from "../scripts/build.ts";
import { type Runtime, startRuntime } from "../scripts/runtime.ts";

export interface BenchRuntime extends Runtime {
  /** Processor time workerd has used so far, ms; Linux only, else NaN. */
  processorMs(): number;
  /** What workerd has in memory now; Linux only, else NaN. */
  residentBytes(): number;
}

/** `hasStaticFiles`: with them every request goes through a router first, which a figure of speed must not. */
export async function startBenchRuntime(hasStaticFiles = false): Promise<BenchRuntime> {
  const script = join(DIST, "bench-worker.js");
  await buildWorkerFrom(join(import.meta.dirname, "worker.ts"), script);
  const before = workerds();
  const runtime = await startRuntime({
    port: 0,
    script,
    hasStaticFiles,
    masterSecret: "a secret for measuring only, long enough",
    adminToken: "bench",
  });
  const pids = workerds().filter((pid) => !before.includes(pid));
  const sumOf = (figure: (pid: string) => number) => () =>
    isLinux ? pids.reduce((sum, pid) => sum + figure(pid), 0) : Number.NaN;
  return { ...runtime, processorMs: sumOf(processorMsOf), residentBytes: sumOf(residentBytesOf) };
}

const isLinux = process.platform === "linux";

function workerds(): string[] {
  if (!isLinux) return [];
  return readdirSync("/proc").filter((name) => {
    if (!/^\d+$/.test(name)) return false;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, "utf8");
      return (
        stat.includes("(workerd)") && stat.slice(stat.lastIndexOf(")")).split(" ")[2] === String(process.pid)
      );
    } catch {
      return false;
    }
  });
}

/** VmRSS (proc(5)). */
const residentBytesOf = (pid: string): number =>
  Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))![1]) * 1024;

/** User and system time of all threads, in clock ticks of 10 ms (proc(5)). */
function processorMsOf(pid: string): number {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) * 10;
}
