import type { Campaign } from "../../../model/campaign.ts";
import { formOf } from "../../../model/content.ts";
import { PAGE_KINDS } from "../../../model/event.ts";
import { Choices, Field, OneOf, TextField } from "../../components/field/Field.tsx";
import { change, changePlacement, draft, faultAt } from "./state.ts";
import { PAGE_WORDS } from "./words.ts";

/** Slots that many shops have; any other name may be typed. */
const SLOTS = ["home", "product", "listing", "search-none", "thanks"];
const DEVICES = [
  ["phone", "Phones"],
  ["tablet", "Tablets"],
  ["desktop", "Computers"],
] as const;
const FORM_HINTS = {
  inline: undefined,
  bar: "Over the lower edge, once in a while.",
  overlay: "Over the page, once in a while, and never in the checkout.",
};
const ROLES = [
  ["help", "Help"],
  ["offer", "Offer"],
] as const;

export function Where() {
  const { placement, role, pages, pageKinds, devices } = draft.value!;
  const form = formOf(placement);
  return (
    <>
      <div class="two">
        <OneOf
          legend="Placement"
          name="placement"
          options={[
            ["bar", "The bar"],
            ["overlay", "An overlay"],
            ["inline", "A slot of the page"],
          ]}
          value={form}
          onChange={(kind) => changePlacement(kind === "inline" ? SLOTS[0]! : kind)}
          hint={FORM_HINTS[form]}
        />
        {form === "inline" && (
          <Field
            id="slot"
            label="Name of the slot"
            hint={<>As in data-impuls-slot.</>}
            fault={faultAt("placement")}
          >
            <input
              class="input"
              id="slot"
              list="slots"
              value={placement}
              onInput={(event) => changePlacement(event.currentTarget.value)}
            />
            <datalist id="slots">
              {SLOTS.map((slot) => (
                <option key={slot} value={slot} />
              ))}
            </datalist>
          </Field>
        )}
      </div>
      <OneOf
        legend="What it is"
        name="role"
        options={ROLES}
        value={role}
        onChange={(chosen) => change({ role: chosen })}
        hint="Help may show on cart and checkout pages; an offer never does."
      />
      <Choices
        legend="On pages"
        hint="None chosen: on every page."
        options={PAGE_KINDS.map((kind) => [kind, PAGE_WORDS[kind]] as const)}
        chosen={pageKinds}
        onChange={(chosen) => change({ pageKinds: chosen })}
      />
      <div class="two">
        <Paths label="Only where the path is" id="in" pages={pages} />
        <Paths label="But not where it is" id="out" pages={pages} />
      </div>
      <Choices
        legend="On devices"
        hint="None chosen: on all."
        options={DEVICES}
        chosen={devices}
        onChange={(chosen) => change({ devices: chosen })}
      />
    </>
  );
}

function Paths({ label, id, pages }: { label: string; id: "in" | "out"; pages: Campaign["pages"] }) {
  const fault = pages[id].map((_, i) => faultAt(`pages.${id}.${i}`)).find(Boolean);
  return (
    <TextField
      id={`pages-${id}`}
      label={label}
      aside="optional"
      hint="Such as /sale/*, parted by spaces."
      fault={fault}
      value={pages[id].join(" ")}
      onInput={(text) =>
        change({ pages: { ...pages, [id]: text.trim() ? text.trimStart().split(/\s/) : [] } })
      }
    />
  );
}
