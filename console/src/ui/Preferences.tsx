import { Group, NativeSelect, useMantineColorScheme } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { changeLanguage, type Language, LANGUAGES } from "../i18n/index.js";

const SCHEMES = ["auto", "light", "dark"] as const;

/** The language and the colours, which this browser remembers. */
export function Preferences() {
  const { t, i18n } = useTranslation();
  // what Mantine does in place of transitions is a style element, which the page's policy refuses
  const { colorScheme, setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  return (
    <Group gap="xs">
      <NativeSelect
        size="xs"
        aria-label={t("preferences.language")}
        value={i18n.resolvedLanguage ?? "en"}
        onChange={(event) => void changeLanguage(event.currentTarget.value as Language)}
        data={Object.entries(LANGUAGES).map(([value, label]) => ({ value, label }))}
      />
      <NativeSelect
        size="xs"
        aria-label={t("preferences.colours")}
        value={colorScheme}
        onChange={(event) =>
          setColorScheme(SCHEMES.find((each) => each === event.currentTarget.value) ?? "auto")
        }
        data={SCHEMES.map((value) => ({ value, label: t(`preferences.${value}`) }))}
      />
    </Group>
  );
}
