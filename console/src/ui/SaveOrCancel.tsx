import { Button, Group } from "@mantine/core";
import { useTranslation } from "react-i18next";

interface Props {
  readonly saving: boolean;
  readonly onCancel: () => void;
}

/** The end of a form: its submission, and the way out of it. */
export function SaveOrCancel({ saving, onCancel }: Props) {
  const { t } = useTranslation();
  return (
    <Group>
      <Button type="submit" loading={saving}>
        {t("common.save")}
      </Button>
      <Button variant="default" onClick={onCancel}>
        {t("common.cancel")}
      </Button>
    </Group>
  );
}
