import { Alert, Anchor } from "@mantine/core";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { useSession } from "../session/context.js";
import { useLoaded } from "../ui/useLoaded.js";
import { isRefusedHere } from "./refusedsharing.js";

/** Says that what is created in this browser reaches nobody by itself; nothing if it does. */
export function RefusedNote() {
  const { t } = useTranslation();
  const { api } = useSession();
  const { value } = useLoaded(useCallback(() => isRefusedHere(api), [api]));
  return value === true ? (
    <Alert color="orange">
      {t("sharing.notHere")}{" "}
      <Anchor component={Link} href="/sharing" inherit>
        {t("sharing.lookAtIt")}
      </Anchor>
    </Alert>
  ) : null;
}
