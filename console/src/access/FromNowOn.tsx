import { Alert, Checkbox, Stack, Text } from "@mantine/core";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { useNames } from "../names/useNames.js";
import { useSession } from "../session/context.js";
import { ErrorNote } from "../ui/ErrorNote.js";
import { useLoaded } from "../ui/useLoaded.js";

interface Props {
  readonly dataOwner: string;
  readonly checked: boolean;
  readonly onChecked: (checked: boolean) => void;
}

/** Says that what is created later is not shared by giving access now, and offers what does that. */
export function FromNowOn({ dataOwner, checked, onChecked }: Props) {
  const { t } = useTranslation();
  const { api } = useSession();
  const nameOf = useNames([dataOwner]);
  const { value, failure } = useLoaded(useCallback(() => api.userApi.getAutomaticSharing(), [api]));
  const name = nameOf(dataOwner);
  const isShared = value?.delegates.all.includes(dataOwner) === true;
  return (
    <Stack gap="sm">
      <Text>{t("access.laterHint", { name })}</Text>
      <ErrorNote failure={failure} />
      {isShared ? (
        <Alert color="green">{t("access.laterShared", { name })}</Alert>
      ) : (
        <Checkbox
          label={t("access.fromNowOn", { name })}
          description={t("access.fromNowOnHint", { name })}
          checked={checked}
          onChange={(event) => onChecked(event.currentTarget.checked)}
        />
      )}
    </Stack>
  );
}
