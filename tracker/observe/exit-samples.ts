/** What tells that a visitor is about to leave: mouse, scrolling and clicks. */
import type { ExitSample } from "../../model/exit-intent.ts";

export function onExitSamples(hear: (sample: ExitSample) => void): void {
  const on = <Name extends keyof DocumentEventMap>(
    name: Name,
    sampleOf: (event: DocumentEventMap[Name], at: number) => ExitSample | undefined,
  ) =>
    document.addEventListener(
      name,
      (event) => {
        const sample = sampleOf(event, Date.now());
        if (sample) hear(sample);
      },
      { capture: true, passive: true },
    );
  on("pointermove", ({ pointerType, clientX: x, clientY: y, buttons }, at) =>
    pointerType === "mouse" ? { kind: "move", at, x, y, isHeld: !!buttons } : undefined,
  );
  on("pointerout", ({ pointerType, relatedTarget, clientX: x, clientY: y }, at) =>
    pointerType === "mouse" && !relatedTarget
      ? { kind: "out", at, x, y, isOnBar: x >= document.documentElement.clientWidth }
      : undefined,
  );
  on("pointerdown", ({ pointerType }, at) => ({ kind: "down", at, isTouch: pointerType === "touch" }));
  on("click", (_, at) => ({ kind: "click", at }));
  on("scroll", ({ target }, at) =>
    target === document ? { kind: "scroll", at, y: scrollY / innerHeight } : undefined,
  );
}
