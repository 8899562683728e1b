import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import de from "./de.json";
import en from "./en.json";

declare module "i18next" {
  interface CustomTypeOptions {
    resources: { translation: typeof en };
    returnNull: false;
  }
}

/** The languages of the console, each called as it calls itself. */
export const LANGUAGES = { en: "English", de: "Deutsch" } as const;

export type Language = keyof typeof LANGUAGES;

const PLACE = "salus-language";

function preferred(): Language {
  const wanted = [globalThis.localStorage.getItem(PLACE), ...navigator.languages];
  const known = Object.keys(LANGUAGES) as Language[];
  return wanted.flatMap((tag) => known.filter((each) => tag?.startsWith(each)))[0] ?? "en";
}

/** Starts with the language of the person, or of the browser. */
export async function startLanguage(): Promise<void> {
  i18next.on("languageChanged", (language) => {
    document.documentElement.lang = language;
  });
  await i18next.use(initReactI18next).init({
    resources: { en: { translation: en }, de: { translation: de } },
    lng: preferred(),
    fallbackLng: "en",
    // React puts texts into pages as texts
    interpolation: { escapeValue: false },
  });
}

/** Changes the language, and keeps that in this browser. */
export async function changeLanguage(language: Language): Promise<void> {
  globalThis.localStorage.setItem(PLACE, language);
  await i18next.changeLanguage(language);
}
