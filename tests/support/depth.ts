/**
 * How many random inputs a test of many tries: all it promises where `npm test -- --full` or CI asks, else fewer, so that the
 * whole suite takes minutes. Nothing else differs, and each such test says what it tried.
 */
import { inject } from "vitest";

declare module "vitest" {
  interface ProvidedContext {
    /** vitest.config.ts. */
    isFull: boolean;
  }
}

export const deep = ({ full, usual }: { full: number; usual: number }): number =>
  inject("isFull") ? full : usual;
