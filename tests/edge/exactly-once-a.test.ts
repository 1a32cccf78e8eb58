import { test } from "vitest";
import { countedOnce } from "./exactly-once.ts";

test(
  "every event whose write completed is counted once, whatever is lost, repeated, reordered or rolled back: seeds 1 to 13",
  {
    timeout: 600_000,
  },
  () => countedOnce(Array.from({ length: 13 }, (_, i) => 1 + i)),
);
