/**
 * What the strip over a preview says, in the language of whoever looks: English or Polish, as the dashboard that made the link. It is
 * said here, so that no shop's page carries it twice.
 */
import type { PreviewWords } from "../model/preview.ts";

interface Words {
  foreign: string;
  deleted: string;
  over: string;
  wait: (seconds: number) => string;
  strip: (name: string, as: string) => PreviewWords;
}

const ENGLISH: Words = {
  foreign: "This preview’s link is not one of this shop.",
  deleted: "The campaign of this preview has been deleted.",
  over: "This preview is over: its link is good for an hour.",
  wait: (seconds) => `Try again in ${seconds} s.`,
  strip: (name, as) => ({
    title: `Preview of ${name}`,
    as: `as ${as} – nothing is counted`,
    missing: "Not on this page:",
    show: "Show now",
    end: "End",
  }),
};
const POLISH: Words = {
  foreign: "Link do tego podglądu nie jest z tego sklepu.",
  deleted: "Kampania z tego podglądu została usunięta.",
  over: "Ten podgląd się skończył: link jest ważny godzinę.",
  wait: (seconds) => `Spróbuj ponownie za ${seconds} s.`,
  strip: (name, as) => ({
    title: `Podgląd: ${name}`,
    as: `jako ${as} – nic nie jest liczone`,
    missing: "Nie ma na tej stronie:",
    show: "Pokaż teraz",
    end: "Zakończ",
  }),
};

/** `language`: a tag such as `pl-PL`. */
export const previewWords = (language = ""): Words => (/^pl\b/i.test(language) ? POLISH : ENGLISH);
