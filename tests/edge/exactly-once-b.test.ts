import { test } from "vitest";
import { deep } from "../support/depth.ts";
import { countedOnce } from "./exactly-once.ts";

const SEEDS = deep({ full: 12, usual: 4 });

test(
  `every event whose write completed is counted once, whatever is lost, repeated, reordered or rolled back: ${SEEDS} seeds from 14 on`,
  {
    timeout: 600_000,
  },
  () => countedOnce(Array.from({ length: SEEDS }, (_, i) => 14 + i)),
);
