import { MantineProvider } from "@mantine/core";
import type { User } from "@salus/sdk";
import i18next from "i18next";
import { renderToStaticMarkup } from "react-dom/server";
import { initReactI18next } from "react-i18next";
import { beforeAll, describe, expect, test } from "vitest";
import { UserEntry } from "../src/admin/UserEntry.js";
import en from "../src/i18n/en.json";
import { rolesWithAdmin, rolesWithoutAdmin } from "../src/session/administrators.js";
import { type OpenSession, SessionContext } from "../src/session/context.js";

const OWN = "11111111-1111-4111-8111-111111111111";
const CORA: User = {
  id: "22222222-2222-4222-8222-222222222222",
  login: "cora",
  roles: ["billing"],
  sharingDataWith: { all: [], medicalInformation: [], administrativeInformation: [] },
  secondFactor: false,
  locked: false,
  rev: "1-a",
  skipped: [],
  leftOut: [],
};

beforeAll(async () => {
  await i18next.use(initReactI18next).init({ resources: { en: { translation: en } }, lng: "en" });
});

/** What the list shows of a user, and the names of its buttons. */
function entry(user: User): { readonly markup: string; readonly buttons: readonly string[] } {
  const nothing = () => undefined;
  const session = { user: { id: OWN }, api: {} } as unknown as OpenSession;
  const markup = renderToStaticMarkup(
    <MantineProvider>
      <SessionContext value={session}>
        <UserEntry user={user} nameOf={(id) => id} onChosen={nothing} onDone={nothing} />
      </SessionContext>
    </MantineProvider>,
  );
  const buttons = [...markup.matchAll(/<button[^>]* aria-label="([^"]*)"/g)];
  return { markup, buttons: buttons.map(([, name = ""]) => name) };
}

describe("a user in the list", () => {
  test("can be locked, or is shown as locked and can be unlocked", () => {
    const open = entry(CORA);
    expect(open.markup).not.toContain(`>${en.users.locked}<`);
    expect(open.buttons).toEqual([
      "Lock cora",
      "Forget failed log-ins of cora",
      "New password for cora",
      "Give administration to cora",
      "Remove cora",
    ]);
    const locked = entry({ ...CORA, locked: true });
    expect(locked.markup).toContain(`>${en.users.locked}<`);
    expect(locked.buttons).toEqual([
      "Unlock cora",
      "New password for cora",
      "Give administration to cora",
      "Remove cora",
    ]);
  });

  test("who administers can cease to", () => {
    const { markup, buttons } = entry({ ...CORA, roles: ["billing", "admin"] });
    expect(markup).toContain(`billing, ${en.users.administers}`);
    expect(buttons).toContain("Take administration from cora");
    expect(buttons).not.toContain("Give administration to cora");
  });

  test("who is there can neither lock nor remove themselves, nor cease to administer", () => {
    const { buttons } = entry({ ...CORA, id: OWN, roles: ["admin"] });
    expect(buttons).toEqual(["Forget failed log-ins of cora", "New password for cora"]);
  });
});

test("whoever gets administration, or gives it up, keeps all other roles", () => {
  expect(rolesWithAdmin({ roles: ["billing"] })).toEqual(["billing", "admin"]);
  expect(rolesWithAdmin({ roles: ["admin", "billing"] })).toEqual(["billing", "admin"]);
  expect(rolesWithoutAdmin({ roles: ["admin", "billing"] })).toEqual(["billing"]);
  expect(rolesWithoutAdmin({ roles: ["billing"] })).toEqual(["billing"]);
});
