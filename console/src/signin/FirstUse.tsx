import { Alert, Anchor, Button, Group, Radio, Stack, Text, Textarea } from "@mantine/core";
import { type FirstUseChoice, RecoveryKey } from "@salus/sdk";
import { type SubmitEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { NewSecretFields } from "../secrets/NewSecretFields.js";
import { useNewSecret } from "../secrets/useNewSecret.js";
import { knownOf, type LoggedIn } from "../session/login.js";
import { Centered } from "../ui/Centered.js";
import { ErrorNote } from "../ui/ErrorNote.js";
import { PageTitle } from "../ui/PageTitle.js";
import { useAction } from "../ui/useAction.js";

interface Props {
  readonly who: LoggedIn;
  /** Whether there are keys in this browser whose passphrase was forgotten. */
  readonly forgotten?: boolean;
  readonly onChosen: (passphrase: string, choice: FirstUseChoice) => Promise<void>;
  readonly onBack: () => void;
}

const WAYS = ["restore", "addDevice", "askNotaries", "askForAccess"] as const;

type Way = (typeof WAYS)[number];

/** Asks what to do in a browser that has no keys of this person, or none that they can open. */
export function FirstUse({ who, forgotten = false, onChosen, onBack }: Props) {
  const { t } = useTranslation();
  const [hadKeys, setHadKeys] = useState(forgotten);
  const isListed = who.cards.length > 0;
  // who had keys is not new, whatever the server lists
  const isNew = !hadKeys && !isListed;
  const [way, setWay] = useState<Way>("restore");
  const [typed, setTyped] = useState("");
  const secret = useNewSecret(knownOf(who));
  const action = useAction(async () => {
    if (await secret.check()) {
      await onChosen(secret.text, choiceOf(isNew, way, typed));
    }
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    action.run();
  };
  const kind = forgotten ? "forgotten" : isNew ? "new" : "known";
  return (
    <Centered>
      <form onSubmit={submit} noValidate aria-busy={action.running}>
        <Stack>
          <PageTitle>{t(`firstUse.${kind}Title`)}</PageTitle>
          <Text>{t(`firstUse.${kind}Hint`)}</Text>
          {who.others && <Alert color="gray">{t("firstUse.others")}</Alert>}
          {!isNew && !isListed && <Alert color="orange">{t("firstUse.unlisted")}</Alert>}
          {isListed && (
            <Radio.Group
              label={t("firstUse.way")}
              value={way}
              onChange={(value) => setWay(WAYS.find((each) => each === value) ?? "restore")}
            >
              <Stack gap="xs" mt="xs">
                {WAYS.map((each) => (
                  <Radio
                    key={each}
                    value={each}
                    label={t(`firstUse.${each}`)}
                    description={t(`firstUse.${each}Hint`)}
                  />
                ))}
              </Stack>
            </Radio.Group>
          )}
          {!isNew && way === "restore" && (
            <Textarea
              label={t("firstUse.key")}
              description={t("firstUse.keyHint")}
              autosize={false}
              autoComplete="off"
              rows={3}
              autoCapitalize="characters"
              spellCheck={false}
              required
              value={typed}
              onChange={(event) => setTyped(event.currentTarget.value)}
            />
          )}
          <NewSecretFields
            secret={secret}
            label={t("firstUse.passphrase")}
            againLabel={t("firstUse.again")}
            hint={t("firstUse.passphraseHint")}
          />
          <ErrorNote failure={action.failure} />
          <Group>
            <Button type="submit" loading={action.running}>
              {t(isNew ? "firstUse.make" : "firstUse.goOn")}
            </Button>
            <Button variant="default" onClick={onBack}>
              {t("common.back")}
            </Button>
          </Group>
          {isNew && (
            <Anchor component="button" type="button" ta="left" onClick={() => setHadKeys(true)}>
              {t("firstUse.hadKeys")}
            </Anchor>
          )}
        </Stack>
      </form>
    </Centered>
  );
}

function choiceOf(isNew: boolean, way: Way, typed: string): FirstUseChoice {
  if (isNew) {
    return { kind: "makeKeys" };
  }
  return way === "restore" ? { kind: way, key: RecoveryKey.parse(typed) } : { kind: way };
}
