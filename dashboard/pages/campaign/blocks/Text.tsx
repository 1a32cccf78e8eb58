import { TextField } from "../../../components/field/Field.tsx";
import { t } from "../../../words.ts";
import type { KindEntry } from "./kind.ts";

export const text: KindEntry<"text"> = {
  label: t`Paragraph`,
  isForBar: false,
  begin: () => ({ kind: "text", text: "" }),
  Editor: ({ block, change, idOf, faultOf }) => (
    <TextField
      id={idOf("text")}
      label={t`Paragraph`}
      isLong
      value={block.text}
      most={400}
      fault={faultOf("text")}
      onInput={(words) => change({ text: words })}
    />
  ),
};
