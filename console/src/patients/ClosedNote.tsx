import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";

interface Props {
  /** Without a key. */
  readonly closed: number;
  /** With a key that was not compared. */
  readonly uncompared: number;
}

/** Says how many of a list stay closed, and why. */
export function ClosedNote({ closed, uncompared }: Props) {
  const { t } = useTranslation();
  return (
    <>
      {uncompared > 0 && (
        <Text mt="sm" c="dimmed">
          {t("patients.uncompared", { count: uncompared })}
        </Text>
      )}
      {closed > 0 && (
        <Text mt="sm" c="dimmed">
          {t("patients.closed", { count: closed })}
        </Text>
      )}
    </>
  );
}
