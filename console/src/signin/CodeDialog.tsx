import { Alert, Button, Group, Stack, TextInput } from "@mantine/core";
import { type SubmitEvent, useState, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { type CodeQuestion, codeQuestions } from "../session/codes.js";
import { Dialog } from "../ui/Dialog.js";

/** Asks for a code of the second factor whenever a log-in needs one. */
export function CodeDialog() {
  const { t } = useTranslation();
  const question = useSyncExternalStore(codeQuestions.subscribe, codeQuestions.open);
  return (
    <Dialog
      opened={question !== undefined}
      title={t("code.title")}
      onClose={() => question?.giveUp()}
    >
      {question !== undefined && <CodeForm question={question} />}
    </Dialog>
  );
}

function CodeForm({ question }: { readonly question: CodeQuestion }) {
  const { t } = useTranslation();
  const [code, setCode] = useState("");
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    question.answer(code.trim());
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        {question.reason === "code-refused" && (
          <Alert color="red" role="alert">
            {t("code.wrong")}
          </Alert>
        )}
        <TextInput
          data-autofocus
          label={t("code.code")}
          description={t("code.hint")}
          autoComplete="one-time-code"
          inputMode="numeric"
          required
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
        <Group>
          <Button type="submit">{t("signIn.enter")}</Button>
          <Button variant="default" onClick={() => question.giveUp()}>
            {t("common.cancel")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
