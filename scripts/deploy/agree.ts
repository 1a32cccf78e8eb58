/** Questions to whoever sits before the terminal. */
import { createInterface } from "node:readline/promises";

/** True where they say yes, and where nobody sits there: a pipeline has been told to by whoever wrote it. */
export async function agrees(question: string): Promise<boolean> {
  if (!process.stdin.isTTY || !process.stdout.isTTY) return true;
  return /^y(es)?$/i.test(await answerTo(`${question} [y/N] `));
}

/** What they type; empty where nobody sits there. */
export async function answerTo(question: string): Promise<string> {
  if (!process.stdin.isTTY || !process.stdout.isTTY) return "";
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question(question);
  terminal.close();
  return answer.trim();
}
