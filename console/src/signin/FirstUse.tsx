import { Button, Group, PasswordInput, Radio, Stack, Text, Textarea } from "@mantine/core";
import { type FirstUseChoice, RecoveryKey } from "@salus/sdk";
import { type SubmitEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { LoggedIn } from "../session/login.js";
import { Centered } from "../ui/Centered.js";
import { ErrorNote } from "../ui/ErrorNote.js";
import { PageTitle } from "../ui/PageTitle.js";
import { useAction } from "../ui/useAction.js";

interface Props {
  readonly who: LoggedIn;
  readonly onChosen: (passphrase: string, choice: FirstUseChoice) => Promise<void>;
  readonly onBack: () => void;
}

/** What a passphrase has at least, in signs. */
const SHORTEST = 10;

const WAYS = ["restore", "addDevice", "askNotaries", "askForAccess"] as const;

type Way = (typeof WAYS)[number];

/** Asks what to do in a browser that has no keys of this person. */
export function FirstUse({ who, onChosen, onBack }: Props) {
  const { t } = useTranslation();
  const isNew = who.cards.every((card) => card.retired) && who.cards.length === 0;
  const [way, setWay] = useState<Way>("restore");
  const [typed, setTyped] = useState("");
  const [passphrase, setPassphrase] = useState("");
  const [again, setAgain] = useState("");
  const [checked, setChecked] = useState(false);
  const tooShort = checked && passphrase.length < SHORTEST;
  const differs = checked && passphrase !== again;
  const action = useAction(() => onChosen(passphrase, choiceOf(isNew, way, typed)));
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setChecked(true);
    if (passphrase.length >= SHORTEST && passphrase === again) {
      action.run();
    }
  };
  const secret = { visibilityToggleButtonProps: { "aria-label": t("signIn.show"), tabIndex: 0 } };
  return (
    <Centered>
      <form onSubmit={submit} noValidate aria-busy={action.running}>
        <Stack>
          <PageTitle>{t(isNew ? "firstUse.newTitle" : "firstUse.knownTitle")}</PageTitle>
          <Text>{t(isNew ? "firstUse.newHint" : "firstUse.knownHint")}</Text>
          {!isNew && (
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
              rows={3}
              autoCapitalize="characters"
              spellCheck={false}
              required
              value={typed}
              onChange={(event) => setTyped(event.currentTarget.value)}
            />
          )}
          <PasswordInput
            label={t("firstUse.passphrase")}
            description={t("firstUse.passphraseHint", { count: SHORTEST })}
            autoComplete="new-password"
            required
            error={tooShort && t("firstUse.tooShort", { count: SHORTEST })}
            value={passphrase}
            onChange={(event) => setPassphrase(event.currentTarget.value)}
            {...secret}
          />
          <PasswordInput
            label={t("firstUse.again")}
            autoComplete="new-password"
            required
            error={differs && t("firstUse.differs")}
            value={again}
            onChange={(event) => setAgain(event.currentTarget.value)}
            {...secret}
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
