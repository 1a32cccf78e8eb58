import { hrefOf } from "../../address.ts";
import type { Part } from "./sentences.ts";

/** A sentence's parts with their emphasis and links. `isPlain` leaves links out, where the whole row is one. */
export function Said({ parts, isPlain = false }: { parts: Part[]; isPlain?: boolean }) {
  return (
    <>
      {parts.map((part) => {
        if (typeof part === "string") return part;
        if ("strong" in part) return <b key={part.strong}>{part.strong}</b>;
        return isPlain ? (
          <b key={part.id}>{part.text}</b>
        ) : (
          <a key={part.id} href={hrefOf(part.link, part.id)}>
            {part.text}
          </a>
        );
      })}
    </>
  );
}
