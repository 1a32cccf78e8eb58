import { useState } from "preact/hooks";
import { MAX_CODES } from "../../../model/coupon.ts";
import { Field, TextField } from "../../components/field/Field.tsx";
import { sayCount } from "../../format.ts";
import { t } from "../../words.ts";
import { add, confirm, download, fault, generate, handedOut, isBusy } from "./state.ts";

/** `waiting`: codes made here that the shop does not know yet. */
export function Codes({ waiting }: { waiting: number }) {
  return (
    <>
      <section class="section" aria-label={t`Codes your shop has made`}>
        <h2 class="h2">
          {t`Codes your shop has made`} <small>{t`it knows them, so they are given at once`}</small>
        </h2>
        <Add />
      </section>
      <section class="section" aria-label={t`Codes made here`}>
        <h2 class="h2">
          {t`Codes made here`} <small>{t`given once your shop knows them`}</small>
        </h2>
        <Generate />
        {waiting > 0 && <Waiting waiting={waiting} />}
      </section>
    </>
  );
}

function Add() {
  const [text, setText] = useState("");
  const at = /^codes\[(\d+)\]/.exec(fault.value?.field ?? "");
  return (
    <form
      onSubmit={async (event) => {
        event.preventDefault();
        if (await add(text)) setText("");
      }}
    >
      <TextField
        id="codes"
        label={t`Codes`}
        isLong
        hint={t`One a line, or a table with them in its first column. Each is given to one person; your shop should take it once.`}
        value={text}
        onInput={setText}
        fault={at ? t`Code ${Number(at[1]) + 1}: expected ${fault.value!.expected}.` : undefined}
      />
      <p class="acts">
        <button type="submit" class="btn" disabled={isBusy.value || text.trim() === ""}>{t`Add them`}</button>
      </p>
    </form>
  );
}

function Generate() {
  const [count, setCount] = useState(500);
  const [prefix, setPrefix] = useState("");
  return (
    <form
      class="row"
      onSubmit={(event) => {
        event.preventDefault();
        void generate(count, prefix.trim());
      }}
    >
      <Field
        id="code-count"
        label={t`How many`}
        fault={fault.value?.field === "count" ? t`Expected ${fault.value.expected}.` : undefined}
      >
        <input
          class="input"
          id="code-count"
          type="number"
          min={1}
          max={MAX_CODES}
          value={count}
          onInput={({ currentTarget: { value } }) => setCount(Number(value))}
        />
      </Field>
      <TextField
        id="code-prefix"
        label={t`Begin with`}
        aside={t`optional`}
        most={12}
        value={prefix}
        onInput={setPrefix}
        fault={fault.value?.field === "prefix" ? t`Expected ${fault.value.expected}.` : undefined}
      />
      <button type="submit" class="btn" disabled={isBusy.value}>{t`Make them`}</button>
    </form>
  );
}

/** First into the shop, then confirmed: a code is live only when the shop honours it. */
function Waiting({ waiting }: { waiting: number }) {
  const ready = handedOut.value.length;
  return (
    <ol class="hand-out">
      <li>
        <button type="button" class="btn" disabled={isBusy.value} onClick={() => void download()}>
          {t`Download ${sayCount(waiting, "code")}`}
        </button>
        <p class="hint">{t`A CSV file with a column “code”, for your shop’s importer.`}</p>
      </li>
      <li>
        <button
          type="button"
          class="btn accent"
          disabled={isBusy.value || ready === 0}
          onClick={() => void confirm()}
        >
          {ready > 0 ? t`My shop has these ${sayCount(ready, "code")}` : t`My shop has them`}
        </button>
        <p class="hint">{t`None of them is given before. What you make after the download waits for the next one.`}</p>
      </li>
    </ol>
  );
}
