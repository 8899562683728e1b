import { Alert, Stack, Text, Textarea } from "@mantine/core";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { ByServer } from "../names/ByServer.js";
import { shortId } from "../names/givennames.js";
import { useNames } from "../names/useNames.js";
import { useSession } from "../session/context.js";
import { ErrorNote } from "../ui/ErrorNote.js";
import { useLoaded } from "../ui/useLoaded.js";
import { knownKeys } from "./knownkeys.js";
import { Scanner } from "./Scanner.js";

interface Props {
  readonly dataOwner: string;
  readonly typed: string;
  readonly onTyped: (text: string) => void;
}

/** Asks for a fingerprint as somebody reads it out, or shows it as a QR code. */
export function CompareKey({ dataOwner, typed, onTyped }: Props) {
  const { t } = useTranslation();
  const { api, questions } = useSession();
  const load = useCallback(
    () => questions.whileComparing(dataOwner, () => knownKeys(api, dataOwner)),
    [api, questions, dataOwner],
  );
  const { value, failure } = useLoaded(load);
  const name = useNames([dataOwner])(dataOwner);
  return (
    <Stack gap="sm">
      <ErrorNote failure={failure} />
      {value !== undefined && value.compared > 0 && (
        <Alert color="green">
          <Text size="sm">{t("compare.known", { name, id: shortId(dataOwner) })}</Text>
          <ByServer dataOwner={dataOwner} name={name} />
        </Alert>
      )}
      {value?.live === 0 && <Alert color="orange">{t("errors.NoUsableKey")}</Alert>}
      <Textarea
        label={t("compare.fingerprint")}
        description={t("compare.hint")}
        rows={2}
        autoComplete="off"
        value={typed}
        onChange={(event) => onTyped(event.currentTarget.value)}
      />
      <Scanner onRead={onTyped} />
    </Stack>
  );
}
