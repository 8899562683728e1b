import { Alert, Button, PasswordInput, Stack, Text, TextInput } from "@mantine/core";
import type { SalusApi, SecondFactorSecret } from "@salus/sdk";
import { type SubmitEvent, useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { QrCode } from "../access/QrCode.js";
import styles from "../devices/DevicesPage.module.css";
import { ErrorNote } from "../ui/ErrorNote.js";
import { Panel } from "../ui/Panel.js";
import { useAction } from "../ui/useAction.js";
import { useLoaded } from "../ui/useLoaded.js";

interface Props {
  readonly api: SalusApi;
  /** Is told once it is in force. */
  readonly onConfirmed?: () => void;
}

/** Sets the second factor of the account up, and takes it away. */
export function SecondFactorPanel({ api, onConfirmed }: Props) {
  const { t } = useTranslation();
  const factor = api.userApi.secondFactor;
  const { value, failure, reload } = useLoaded(
    useCallback(() => api.userApi.secondFactor.status(), [api]),
  );
  const [secret, setSecret] = useState<SecondFactorSecret>();
  const [codes, setCodes] = useState<readonly string[]>();
  const isOn = value?.state === "on";
  return (
    <Panel title={t("factor.title")}>
      <Stack>
        <Text>{t("factor.hint")}</Text>
        <ErrorNote failure={failure} />
        {codes !== undefined && (
          <Alert color="green" role="status" title={t("factor.codes")}>
            <Text>{t("factor.codesHint")}</Text>
            <ul className={styles.secret}>
              {codes.map((code) => (
                <li key={code}>{code}</li>
              ))}
            </ul>
            {onConfirmed !== undefined && (
              <Button onClick={onConfirmed}>{t("recoveryKey.done")}</Button>
            )}
          </Alert>
        )}
        {isOn && codes === undefined && (
          <Text>{t("factor.left", { count: value.recoveryCodesLeft })}</Text>
        )}
        {value !== undefined && !isOn && secret === undefined && (
          <Ask
            action={t("factor.begin")}
            password
            onAsked={async (password) => setSecret(await factor.begin(password))}
          />
        )}
        {secret !== undefined && codes === undefined && (
          <>
            <Text>{t("factor.scan")}</Text>
            <QrCode text={secret.uri} label={t("factor.qr")} />
            <p className={styles.secret}>
              <code>{secret.secret}</code>
            </p>
            <Ask
              action={t("factor.confirm")}
              code
              wrongCode={t("factor.wrongCode")}
              onAsked={async (_, code) => {
                setCodes(await factor.confirm(code));
                setSecret(undefined);
                reload();
              }}
            />
          </>
        )}
        {isOn && codes === undefined && onConfirmed === undefined && (
          <Ask
            action={t("factor.remove")}
            password
            code
            wrongCode={t("code.wrong")}
            onAsked={async (password, code) => {
              await factor.remove(password, code);
              setCodes(undefined);
              reload();
            }}
          />
        )}
      </Stack>
    </Panel>
  );
}

interface AskProps {
  readonly action: string;
  readonly password?: boolean;
  readonly code?: boolean;
  /** What to say if the code is not right. */
  readonly wrongCode?: string;
  readonly onAsked: (password: string, code: string) => Promise<void>;
}

function Ask({ action, password = false, code = false, wrongCode = "", onAsked }: AskProps) {
  const { t } = useTranslation();
  const [typedPassword, setTypedPassword] = useState("");
  const [typedCode, setTypedCode] = useState("");
  const asked = useAction(() => onAsked(typedPassword, typedCode.trim()));
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    asked.run();
  };
  return (
    <form onSubmit={submit}>
      <Stack maw="24rem">
        {password && (
          <PasswordInput
            label={t("factor.password")}
            autoComplete="current-password"
            visibilityToggleButtonProps={{ "aria-label": t("signIn.show"), tabIndex: 0 }}
            required
            value={typedPassword}
            onChange={(event) => setTypedPassword(event.currentTarget.value)}
          />
        )}
        {code && (
          <TextInput
            label={t("code.code")}
            description={t("code.hint")}
            autoComplete="one-time-code"
            required
            value={typedCode}
            onChange={(event) => setTypedCode(event.currentTarget.value)}
          />
        )}
        <ErrorNote
          failure={asked.failure}
          fields={{ password: t("factor.wrongPassword"), otp: wrongCode }}
        />
        <div>
          <Button type="submit" loading={asked.running}>
            {action}
          </Button>
        </div>
      </Stack>
    </form>
  );
}
