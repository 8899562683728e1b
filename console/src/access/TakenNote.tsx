import { Alert, Button, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNames } from "../names/useNames.js";
import { useSession } from "../session/context.js";
import { ErrorNote } from "../ui/ErrorNote.js";
import { useAction } from "../ui/useAction.js";
import { stopSharing, type Taken } from "./taking.js";

const COUNTED = ["theirs", "readOnly", "failed", "closed", "uncompared"] as const;

interface Props {
  readonly dataOwner: string;
  readonly taken: Taken;
}

/** Says what taking access has left, and offers to share nothing more with them. */
export function TakenNote({ dataOwner, taken }: Props) {
  const { t } = useTranslation();
  const { api } = useSession();
  const [stopped, setStopped] = useState(false);
  const nameOf = useNames([dataOwner, ...taken.alsoLost, ...taken.keyless]);
  const name = nameOf(dataOwner);
  const stop = useAction(async () => {
    await stopSharing(api, dataOwner, taken.sharedOn);
    setStopped(true);
  });
  const names = (ids: readonly string[]) => ids.map(nameOf).join(", ");
  return (
    <Alert color="orange" role="status">
      <Stack gap="xs" align="flex-start">
        {COUNTED.filter((what) => taken[what] > 0).map((what) => (
          <Text key={what} size="sm">
            {t(`taken.${what}`, { name, count: taken[what] })}
          </Text>
        ))}
        {taken.alsoLost.length > 0 && (
          <Text size="sm">{t("taken.alsoLost", { names: names(taken.alsoLost) })}</Text>
        )}
        {taken.keyless.length > 0 && (
          <Text size="sm">{t("taken.keyless", { names: names(taken.keyless) })}</Text>
        )}
        {taken.sharedOn.length > 0 && (
          <>
            <Text size="sm">{t(stopped ? "taken.stopped" : "taken.sharedOn", { name })}</Text>
            <ErrorNote failure={stop.failure} />
            {!stopped && (
              <Button size="xs" variant="default" loading={stop.running} onClick={() => stop.run()}>
                {t("taken.stop")}
              </Button>
            )}
          </>
        )}
      </Stack>
    </Alert>
  );
}
