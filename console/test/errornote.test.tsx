import { MantineProvider } from "@mantine/core";
import { Invalid } from "@salus/sdk";
import i18next from "i18next";
import { renderToStaticMarkup } from "react-dom/server";
import { initReactI18next } from "react-i18next";
import { beforeAll, expect, test } from "vitest";
import en from "../src/i18n/en.json";
import { ErrorNote } from "../src/ui/ErrorNote.js";

beforeAll(async () => {
  await i18next.use(initReactI18next).init({ resources: { en: { translation: en } }, lng: "en" });
});

test.each(["__proto__", "constructor", "toString"])(
  "t19_whatTheServerCallsAField takes no page with it: %s",
  (field) => {
    const note = <ErrorNote failure={new Invalid(field, "wrong")} fields={{ code: "no code" }} />;
    expect(renderToStaticMarkup(<MantineProvider>{note}</MantineProvider>)).toContain(
      en.errors.Invalid,
    );
  },
);
