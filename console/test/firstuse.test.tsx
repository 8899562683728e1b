import { MantineProvider } from "@mantine/core";
import type { ListedCard } from "@salus/sdk";
import i18next from "i18next";
import { renderToStaticMarkup } from "react-dom/server";
import { initReactI18next } from "react-i18next";
import { beforeAll, expect, test } from "vitest";
import en from "../src/i18n/en.json";
import type { LoggedIn } from "../src/session/login.js";
import { FirstUse } from "../src/signin/FirstUse.js";

const CARD: ListedCard = { keyId: "k", fingerprint: "12345", createdAt: 0, retired: false };

beforeAll(async () => {
  await i18next.use(initReactI18next).init({
    resources: { en: { translation: en } },
    lng: "en",
    interpolation: { escapeValue: false },
  });
});

function page(cards: readonly ListedCard[], forgotten: boolean): string {
  const who = { login: "anna", url: "https://records.example", cards, others: false };
  const nothing = () => undefined;
  return renderToStaticMarkup(
    <MantineProvider>
      <FirstUse
        who={who as unknown as LoggedIn}
        forgotten={forgotten}
        onChosen={() => Promise.resolve()}
        onBack={nothing}
      />
    </MantineProvider>,
  );
}

const { key, make, unlisted, askNotaries, hadKeys } = en.firstUse;

test("who has forgotten a passphrase is offered no new keys, also where the server lists none", () => {
  const hidden = page([], true);
  expect(hidden).not.toContain(`>${make}<`);
  expect(hidden).toContain(key);
  expect(hidden).toContain(unlisted);
  const listed = page([CARD], true);
  expect(listed).toContain(askNotaries);
  expect(listed).not.toContain(unlisted);
});

test("who is new makes keys, or says that they had some", () => {
  const html = page([], false);
  expect(html).toContain(`>${make}<`);
  expect(html).toContain(hadKeys);
  expect(html).not.toContain(key);
});
