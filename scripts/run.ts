/** Runs a command in the foreground and ends with its exit code where it fails. */
import { spawnSync } from "node:child_process";

export function run(command: string, args: string[]): void {
  const { status, error } = spawnSync(command, args, {
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  if (error) console.error(`${command}: ${error.message}`);
  if (status !== 0) process.exit(status ?? 1);
}
