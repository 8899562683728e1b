import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useSession } from "../session/context.js";

interface Props {
  /** Without a key. */
  readonly closed: number;
  /** Whose key is to be compared first, for each that would open then. */
  readonly uncompared: readonly string[];
}

/** Says how many of a list stay closed, and why. */
export function ClosedNote({ closed, uncompared }: Props) {
  const { t } = useTranslation();
  const { owner } = useSession();
  const byOwn = uncompared.filter((each) => each === owner?.id).length;
  const counts = [
    ["ofOwnDevice", byOwn],
    ["uncompared", uncompared.length - byOwn],
    ["closed", closed],
  ] as const;
  return counts.map(
    ([why, count]) =>
      count > 0 && (
        <Text key={why} mt="sm" c="dimmed">
          {t(`patients.${why}`, { count })}
        </Text>
      ),
  );
}
