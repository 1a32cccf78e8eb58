/** The blocks that ask. What is wrong is said under the field; the thanks stand where the questions stood. */
import { CONTACT_PATTERNS, type ContactType } from "../../model/contact.ts";
import type { BlockOf, FormField, Question } from "../../model/content.ts";
import type { EventProps } from "../../model/event.ts";
import type { DrawBlock } from "../api.ts";
import { soundAddress } from "./address.ts";
import { element } from "./element.ts";

type Answer = EventProps["answer"];
type Value = Answer["values"][string];

/** What the blocks are lent. */
export interface Asker {
  /** By name, what was answered on this device. */
  known: Record<string, Value>;
  send: (answer: Pick<Answer, "values" | "contacts" | "consent">) => void;
  /** Withdraws consent, and with it everything kept here. */
  forget: () => void;
}

/**
 * Our own words on the shop's page: nothing chosen, badly written, need not be, controller, policy, least, most, erase, what
 * that does, yes, no. The browser has its own for a field left empty.
 */
const WORDS: Record<string, string[]> = {
  en: [
    "Please choose an answer.",
    "This is not complete.",
    "optional",
    "Controller:",
    "Privacy policy",
    "Not at all",
    "Very much",
    "Erase my data",
    "This erases what is kept on this device, and nothing more is recorded.",
    "Erase it",
    "Keep it",
  ],
  pl: [
    "Wybierz odpowiedź.",
    "To nie jest całość.",
    "opcjonalne",
    "Administrator:",
    "Polityka prywatności",
    "Wcale",
    "Bardzo",
    "Usuń moje dane",
    "To usunie dane z tego urządzenia. Nic więcej nie będzie zapisywane.",
    "Usuń",
    "Zostaw",
  ],
};
let words: string[];
let ids = 0;

/** Something asked, as it stands on the page. */
interface Asked {
  name: string;
  box: HTMLElement;
  /** Takes the focus, and knows what is wrong. */
  control: HTMLInputElement | HTMLTextAreaElement;
  /** "" where nothing was chosen or written. */
  read: () => Value;
  /** Of a contact. */
  contact?: ContactType | "" | undefined;
}

export const answersWith =
  ({ known, send, forget }: Asker): DrawBlock<"survey" | "form" | "preferences"> =>
  (block, { language }) => {
    words = WORDS[language.slice(0, 2)] ?? WORDS.en!;
    const { kind } = block;
    const isOpen = ({ name }: { name: string }) => !(name in known);
    const asked =
      kind === "form"
        ? block.fields.filter(() => block.fields.some(isOpen)).map(askField)
        : (kind === "survey" ? block.questions.filter(isOpen).slice(0, block.atMost) : block.questions).map(
            (question) => askQuestion(question, known[question.name]),
          );
    if (!asked[0]) return undefined;
    const consent = kind === "form" && block.consent;
    const all = consent ? [...asked, askConsent(consent)] : asked;
    const row = element("div", { className: "a" }, element("button", { className: "go" }, block.send));
    const form = element("form", { noValidate: true }, ...all.map(({ box }) => box), row);
    const status = element("p", { role: "status", tabIndex: -1 });
    if (kind === "preferences") row.append(eraser(form, forget));

    form.onsubmit = (event) => {
      event.preventDefault();
      if (kind === "survey")
        asked[0]!.control.setCustomValidity(asked.some(({ read }) => read() !== "") ? "" : words[0]!);
      const wrong = all.filter(({ box, control }) => {
        const { valid, patternMismatch } = control.validity;
        box.querySelector(".e")?.remove();
        control.removeAttribute("aria-describedby");
        if (control.type !== "radio") control.ariaInvalid = valid ? null : "true";
        if (valid) return false;
        const note = element(
          "small",
          { className: "e", id: `q${++ids}` },
          patternMismatch ? words[1] : control.validationMessage,
        );
        box.append(note);
        control.setAttribute("aria-describedby", note.id);
        return true;
      });
      if (wrong[0]) return wrong[0].control.focus();
      const values: Answer["values"] = {};
      const contacts: NonNullable<Answer["contacts"]> = [];
      for (const { name, read, contact } of asked) {
        const value = read();
        if (contact && value) contacts.push({ type: contact, name, value: value as string });
        // A field left empty is not asked again; what was a preference is taken back.
        else if (value !== "" || kind === "form") values[name] = value;
        else if (known[name]) values[name] = null;
      }
      const agreed = consent && { text: consent.text, controller: consent.controller };
      send({ values, ...(agreed && { contacts, consent: agreed }) });
      form.remove();
      status.textContent = block.thanks;
      // The button that had the focus is gone: from here it goes on, and the thanks are read.
      status.focus();
    };
    return element("div", {}, form, status);
  };

function askField({ name, label, type, isRequired }: FormField): Asked {
  const pattern = CONTACT_PATTERNS[type as ContactType] as string | undefined;
  const input = element("input", { type, required: isRequired, maxLength: 200, step: "any" });
  if (pattern) Object.assign(input, { autocomplete: type, pattern });
  const read = () => (type === "number" && input.value ? input.valueAsNumber : input.value.trim());
  return { ...written(name, label, input, !isRequired), read, contact: pattern && (type as ContactType) };
}

/** Written into, with its label above. */
function written(name: string, label: string, control: Asked["control"], isOptional?: boolean): Asked {
  const id = `q${++ids}`;
  Object.assign(control, { id, className: "in" });
  const note = isOptional && element("small", {}, ` (${words[2]})`);
  return {
    name,
    control,
    box: element("div", {}, element("label", { htmlFor: id }, label, note), control),
    read: () => control.value.trim(),
  };
}

/** Not ticked: who is responsible, and where it says what for (E28). */
function askConsent({ text, controller, privacyHref }: NonNullable<BlockOf<"form">["consent"]>): Asked {
  const control = element("input", { type: "checkbox", required: true });
  const href = soundAddress(privacyHref);
  const policy = !!href && element("a", { href, target: "_blank" }, words[4]!);
  const said = element("small", {}, `${text} ${words[3]} ${controller}. `, policy);
  const box = element("div", {}, element("label", { className: "ok" }, control, said));
  return { name: "", control, box, read: () => "" };
}

const SCORES = [..."0123456789", "10"].map((label) => ({ value: label, label }));

function askQuestion({ name, ask, answer, options = SCORES }: Question, given: Value | undefined): Asked {
  if (answer === "text")
    return written(name, ask, element("textarea", { maxLength: 500, rows: 3, value: `${given ?? ""}` }));
  const was = [given].flat().map(String);
  const isScore = answer === "score";
  const isSeveral = answer === "several";
  const type = isSeveral ? "checkbox" : "radio";
  const inputs = options.map(({ value }) =>
    element("input", { type, name, value, checked: was.includes(value) }),
  );
  const ends = () => element("div", {}, element("small", {}, words[5]!), element("small", {}, words[6]!));
  return {
    name,
    control: inputs[0]!,
    box: element(
      "fieldset",
      {},
      element("legend", {}, ask),
      element(
        "div",
        { className: isScore ? "n" : inputs[4] ? "v w" : "v" },
        ...options.map(({ label }, i) => element("label", {}, inputs[i], label)),
      ),
      isScore && ends(),
    ),
    read() {
      const [first = "", ...more] = inputs.filter(({ checked }) => checked).map(({ value }) => value);
      return first && (isSeveral ? [first, ...more] : isScore ? +first : first);
    },
  };
}

/** Asks once more, in place, before everything goes. */
function eraser(form: HTMLElement, forget: () => void): HTMLElement {
  const button = (text: string, onclick: () => void) => element("button", { type: "button", onclick }, text);
  const keep = button(words[10]!, () => {
    sure.remove();
    ask.focus();
  });
  const sure = element(
    "fieldset",
    {},
    element("p", {}, words[8]!),
    element("div", { className: "a" }, button(words[9]!, forget), keep),
  );
  const ask = button(words[7]!, () => {
    form.append(sure);
    keep.focus();
  });
  return ask;
}
