import { Alert, Stack, Textarea } from "@mantine/core";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../session/context.js";
import { ErrorNote } from "../ui/ErrorNote.js";
import { useLoaded } from "../ui/useLoaded.js";
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
    () =>
      questions.whileComparing(dataOwner, async () => {
        const trusted = await api.dataOwnerApi.getTrustedKeys(dataOwner);
        const untrusted = await api.dataOwnerApi.getUntrustedKeys(dataOwner);
        return { trusted: trusted.length, untrusted: untrusted.length };
      }),
    [api, questions, dataOwner],
  );
  const { value, failure } = useLoaded(load);
  return (
    <Stack gap="sm">
      <ErrorNote failure={failure} />
      {value !== undefined && value.trusted > 0 && (
        <Alert color="green">{t("compare.known", { count: value.trusted })}</Alert>
      )}
      {value?.trusted === 0 && value.untrusted === 0 && (
        <Alert color="orange">{t("errors.NoUsableKey")}</Alert>
      )}
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
