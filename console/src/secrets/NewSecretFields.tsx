import { PasswordInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import styles from "./NewSecretFields.module.css";
import { GOOD_BITS, LEAST_BITS, SHORTEST } from "./strength.js";
import type { NewSecret } from "./useNewSecret.js";

interface Props {
  readonly secret: NewSecret;
  readonly label: string;
  readonly againLabel: string;
  readonly hint: string;
}

/** Two fields for a secret that somebody chooses, with how hard it is to guess, and why not harder. */
export function NewSecretFields({ secret, label, againLabel, hint }: Props) {
  const { t } = useTranslation();
  const { text, again, strength, checked } = secret;
  const reason = strength?.reason;
  const visibility = {
    visibilityToggleButtonProps: { "aria-label": t("signIn.show"), tabIndex: 0 },
  };
  return (
    <>
      <div>
        <PasswordInput
          label={label}
          description={hint}
          autoComplete="new-password"
          required
          error={checked && (text === "" || reason !== undefined) && t("strength.refused")}
          value={text}
          onChange={(event) => secret.setText(event.currentTarget.value)}
          {...visibility}
        />
        <div role="status" className={styles.strength}>
          {text !== "" && strength !== undefined && (
            <>
              <meter
                aria-label={t("strength.title")}
                min={0}
                max={2 * LEAST_BITS}
                low={LEAST_BITS}
                high={GOOD_BITS}
                optimum={2 * LEAST_BITS}
                value={
                  reason === undefined ? strength.bits : Math.min(strength.bits, LEAST_BITS - 1)
                }
              />
              <span>
                {reason === undefined
                  ? t(strength.bits < GOOD_BITS ? "strength.justEnough" : "strength.enough")
                  : t(`strength.${reason}`, { count: SHORTEST })}
              </span>
            </>
          )}
        </div>
      </div>
      <PasswordInput
        label={againLabel}
        autoComplete="new-password"
        required
        error={checked && text !== again && t("strength.differs")}
        value={again}
        onChange={(event) => secret.setAgain(event.currentTarget.value)}
        {...visibility}
      />
    </>
  );
}
