import { TextField } from "../../../components/field/Field.tsx";
import { t } from "../../../words.ts";
import { TOKEN_HINT } from "../content.ts";
import type { KindEntry } from "./kind.ts";

export const head: KindEntry<"head"> = {
  label: t`Heading`,
  isForBar: true,
  begin: () => ({ kind: "head", title: "" }),
  Editor: ({ block: { title, text = "", over = "" }, change, idOf, faultOf }) => (
    <>
      <TextField
        id={idOf("title")}
        label={t`Headline`}
        value={title}
        most={90}
        fault={faultOf("title")}
        onInput={(words) => change({ title: words })}
      />
      <TextField
        id={idOf("text")}
        label={t`Text`}
        aside={text ? undefined : t`optional`}
        isLong
        value={text}
        most={240}
        hint={TOKEN_HINT}
        fault={faultOf("text")}
        onInput={(words) => change({ text: words || undefined })}
      />
      <TextField
        id={idOf("over")}
        label={t`Line above the headline`}
        aside={over ? undefined : t`optional`}
        value={over}
        most={60}
        fault={faultOf("over")}
        onInput={(words) => change({ over: words || undefined })}
      />
    </>
  ),
};
