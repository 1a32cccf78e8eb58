import { TextField } from "../../../components/field/Field.tsx";
import type { KindEntry } from "./kind.ts";

export const text: KindEntry<"text"> = {
  label: "Paragraph",
  isForBar: false,
  begin: () => ({ kind: "text", text: "" }),
  Editor: ({ block, change, idOf, faultOf }) => (
    <TextField
      id={idOf("text")}
      label="Paragraph"
      isLong
      value={block.text}
      most={400}
      fault={faultOf("text")}
      onInput={(words) => change({ text: words })}
    />
  ),
};
