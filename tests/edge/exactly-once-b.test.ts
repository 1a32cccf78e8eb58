import { test } from "vitest";
import { countedOnce } from "./exactly-once.ts";

test(
  "every event whose write completed is counted once, whatever is lost, repeated, reordered or rolled back: seeds 14 to 25",
  {
    timeout: 600_000,
  },
  () => countedOnce(Array.from({ length: 12 }, (_, i) => 14 + i)),
);
