import { Button, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { SecondFactorPanel } from "../account/SecondFactorPanel.js";
import type { LoggedIn } from "../session/login.js";
import { Centered } from "../ui/Centered.js";
import { PageTitle } from "../ui/PageTitle.js";

interface Props {
  readonly who: LoggedIn;
  readonly onBack: () => void;
}

/** For somebody who may do nothing before there is a second factor. */
export function NeededFactor({ who, onBack }: Props) {
  const { t } = useTranslation();
  return (
    <Centered>
      <Stack>
        <PageTitle>{t("factor.needed")}</PageTitle>
        <SecondFactorPanel api={who.api} onConfirmed={onBack} />
        <div>
          <Button variant="default" onClick={onBack}>
            {t("common.back")}
          </Button>
        </div>
      </Stack>
    </Centered>
  );
}
