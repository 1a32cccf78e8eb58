import field from "../../components/field/pl.ts";
import notYours from "../../components/not-yours/pl.ts";
import conditionWords from "../../condition-words.pl.ts";
import conditions from "../../model-words/conditions.pl.ts";
import steps from "../../steps.pl.ts";
import type { Dictionary } from "../../words.ts";

export default {
  ...field,
  ...notYours,
  ...conditionWords,
  ...conditions,
  ...steps,
  "New pool": "Nowa pula",
  "The pool": "pula",
  "No such pool": "Nie ma takiej puli",
  "It may have another address.": "Może mieć inny adres.",
  "All pools": "Wszystkie pule",
  Free: "Wolne",
  "Wait for your shop": "Czeka na sklep",
  Given: "Wydane",
  Brought: "Przychód",
  "Codes your shop has made": "Kody utworzone w sklepie",
  "it knows them, so they are given at once": "sklep je zna, więc wydajemy je od razu",
  "Codes made here": "Kody utworzone tutaj",
  "given once your shop knows them": "wydawane, gdy sklep je pozna",
  Codes: "Kody",
  "One a line, or a table with them in its first column. Each is given to one person; your shop should take it once.":
    "Jeden w wierszu albo tabela z kodami w pierwszej kolumnie. Każdy dostaje jedna osoba; sklep powinien przyjąć go raz.",
  "Code {0}: expected {1}.": "Kod {0}: oczekiwano {1}.",
  "Add them": "Dodaj",
  "How many": "Ile",
  "Expected {0}.": "Oczekiwano: {0}.",
  "Begin with": "Początek kodu",
  optional: "opcjonalnie",
  "Make them": "Utwórz",
  "Download {0}": "Pobierz {0}",
  "code|codes": "kod|kody|kodów|kodu",
  "A CSV file with a column “code”, for your shop’s importer.":
    "Plik CSV z kolumną „code”, dla importera Twojego sklepu.",
  "My shop has these {0}": "Mój sklep ma już {0}",
  "My shop has them": "Mój sklep już je ma",
  "None of them is given before. What you make after the download waits for the next one.":
    "Wcześniej nie wydamy żadnego. Co utworzysz po pobraniu, czeka na następne pobranie.",
  "a name": "nazwy",
  "Not saved.": "Nie zapisano.",
  "{0} saved.": "Zapisano: {0}.",
  "Only the first {0} were added.": "Dodano tylko pierwsze {0}.",
  "Nothing was added.": "Nic nie dodano.",
  "{0} added{1}.": "Dodano: {0}{1}.",
  ", {0} were known already": ", {0} było już znanych",
  "None was made.": "Nic nie utworzono.",
  "{0} made. Take them into your shop before they are given.":
    "Utworzono: {0}. Wprowadź je do sklepu, zanim zostaną wydane.",
  "Not read.": "Nie odczytano.",
  "Not confirmed.": "Nie potwierdzono.",
  "{0} may be given from now on.": "Od teraz można wydawać: {0}.",
  Name: "Nazwa",
  "For you and your colleagues. Visitors see the code and what the campaign says of it.":
    "Dla Ciebie i Twojego zespołu. Odwiedzający widzą kod i to, co mówi o nim kampania.",
  "Ends before": "Kończy się przed",
  "As your shop has it: nobody is shown a code it refuses.":
    "Tak jak w sklepie: nikt nie zobaczy kodu, którego sklep nie przyjmie.",
  "Each code holds for days": "Każdy kod ważny dni",
  "Beyond the day it is given. Your shop is told the end by the webhook “Code given”.":
    "Po dniu wydania. Twój sklep dowie się o końcu z webhooka „Kod wydany”.",
  "Give at most": "Wydaj najwyżej",
  "Who may have one": "Kto może dostać kod",
  "One a customer, in however many browsers: for codes worth money.":
    "Jeden na klienta, niezależnie od liczby przeglądarek: dla kodów wartych pieniądze.",
  "One a browser. Who empties it may have another.":
    "Jeden na przeglądarkę. Kto ją wyczyści, może dostać następny.",
  "Any visitor the campaign reaches": "Każdy, do kogo dotrze kampania",
  "Only customers your shop has named": "Tylko klienci wskazani przez sklep",
  Save: "Zapisz",
} satisfies Dictionary;
