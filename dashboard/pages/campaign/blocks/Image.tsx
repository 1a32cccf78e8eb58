import { TextField } from "../../../components/field/Field.tsx";
import { t } from "../../../words.ts";
import type { KindEntry } from "./kind.ts";

export const image: KindEntry<"image"> = {
  label: t`Picture`,
  isForBar: false,
  begin: () => ({ kind: "image", src: "", alt: "" }),
  Editor: ({ block: { src, alt, href = "" }, change, idOf, faultOf }) => (
    <>
      <TextField
        id={idOf("src")}
        label={t`Address of the picture`}
        value={src}
        most={500}
        hint={t`Three by two, at least 1,200 pixels wide. It is cut to that.`}
        fault={faultOf("src")}
        onInput={(address) => change({ src: address })}
      />
      <div class="two">
        <TextField
          id={idOf("alt")}
          label={t`What it shows`}
          hint={t`Empty where the words beside it say the same.`}
          value={alt}
          most={150}
          fault={faultOf("alt")}
          onInput={(words) => change({ alt: words })}
        />
        <TextField
          id={idOf("href")}
          label={t`Leads to`}
          aside={href ? undefined : t`optional`}
          value={href}
          fault={faultOf("href")}
          onInput={(address) => change({ href: address || undefined })}
        />
      </div>
    </>
  ),
};
