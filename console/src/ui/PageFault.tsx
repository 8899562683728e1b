import { Alert } from "@mantine/core";
import { useTranslation } from "react-i18next";

/** Stands where a page cannot be shown because of a fault of the console. */
export function PageFault() {
  const { t } = useTranslation();
  return (
    <Alert color="red" role="alert">
      {t("common.fault")}
    </Alert>
  );
}
