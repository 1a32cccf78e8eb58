import { chooseLanguage } from "../language-choice.ts";
import { language } from "../words.ts";

/** The other language, in its own words. */
const OTHER = { en: ["pl", "Po polsku"], pl: ["en", "In English"] } as const;

export function LanguageButton() {
  const [other, name] = OTHER[language];
  return (
    <button
      type="button"
      class="btn quiet small"
      lang={other}
      aria-label={`${other.toUpperCase()}: ${name}`}
      title={name}
      onClick={() => chooseLanguage(other)}
    >
      {other.toUpperCase()}
    </button>
  );
}
