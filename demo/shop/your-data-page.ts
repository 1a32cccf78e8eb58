import { type Consent, consentGiven, eraseMe, giveConsent, NOTHING } from "./consent.ts";
import { purposesIn } from "./consent-card.ts";
import { maybe, one } from "./dom.ts";
import { keptHere } from "./kept.ts";

const NAMES = { measure: "measuring", personalise: "personalising", push: "notifications" } as const;

function sentenceOf(consent: Consent | null): string {
  if (!consent) return "You have not answered yet: nothing is stored or sent.";
  const allowed = (Object.keys(NAMES) as (keyof Consent)[]).filter((purpose) => consent[purpose]);
  if (allowed.length === 0)
    return "You allow only what is needed: nothing about your visit is stored or sent.";
  return `You allow ${allowed.map((purpose) => NAMES[purpose]).join(", ")}. You can take it back here at any time.`;
}

/** Databases can only be named, not measured; a browser that does not name them shows the rest. */
async function listKept(): Promise<[name: string, what: string][]> {
  const databases = (await indexedDB.databases?.().catch(() => [])) ?? [];
  const stored: [string, string][] = [
    ...keptHere().map(({ name, characters }): [string, string] => [
      name,
      characters === 1 ? "1 character" : `${characters} characters`,
    ]),
    ...databases.map(({ name = "" }): [string, string] => [name, "database of Impuls"]),
  ];
  return stored.length ? stored : [["Nothing", "this device holds nothing of this shop"]];
}

export function runYourData(): void {
  const page = maybe("[data-your-data]");
  if (!page) return;
  const form = one<HTMLFormElement>("[data-consent-form]", page);

  const show = async () => {
    const consent = consentGiven();
    one("[data-consent-state]", page).textContent = sentenceOf(consent);
    for (const purpose of Object.keys(NAMES) as (keyof Consent)[])
      one<HTMLInputElement>(`[name=${purpose}]`, form).checked = consent?.[purpose] ?? false;
    const isOn = consent?.push && window.Notification?.permission === "granted";
    one("[data-notifications]", page).textContent = isOn
      ? "This browser shows you notifications of the shop: for what you asked, and none at night."
      : "This browser shows you no notifications of the shop. It asks when you put something on your list.";
    one("[data-stop-notifications]", page).hidden = !isOn;
    one("[data-kept-here]", page).replaceChildren(...(await listKept()).map(row));
  };
  show();
  document.addEventListener("polana:consent", show);
  form.addEventListener("submit", (submitted) => {
    submitted.preventDefault();
    giveConsent(purposesIn(form));
    one("[data-consent-card]").hidden = true;
    document.dispatchEvent(new Event("polana:consent"));
  });
  one("[data-stop-notifications]", page).addEventListener("click", () => {
    giveConsent({ ...(consentGiven() ?? NOTHING), push: false });
    document.dispatchEvent(new Event("polana:consent"));
  });
  one("[data-erase]", page).addEventListener("click", eraseMe);
}

function row([name, what]: [string, string]): HTMLElement {
  const row = document.createElement("div");
  for (const [tag, text] of [
    ["dt", name],
    ["dd", what],
  ] as const) {
    const cell = document.createElement(tag);
    cell.textContent = text;
    row.append(cell);
  }
  return row;
}
