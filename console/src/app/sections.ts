import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import type en from "../i18n/en.json";
import { useSession } from "../session/context.js";

/** One of the places that the navigation leads to. */
export interface Section {
  readonly path: string;
  /** How the paths of its pages begin. */
  readonly begins: string;
  readonly label: string;
}

/** Where whoever is there can go. */
export function useSections(): readonly Section[] {
  const { t } = useTranslation();
  const { owner, isAdmin } = useSession();
  const withKeys = (["sharing", "requests", "devices"] as const).map((name) => section(name, t));
  const patients = { ...section("patients", t), begins: "/patient" };
  const administration = (["users", "owners", "server"] as const).map((name) => section(name, t));
  return [
    ...(owner === undefined ? [] : [patients, ...withKeys]),
    ...(isAdmin ? administration : []),
    section("settings", t),
  ];
}

function section(name: keyof typeof en.sections, t: TFunction): Section {
  return { path: `/${name}`, begins: `/${name}`, label: t(`sections.${name}`) };
}
