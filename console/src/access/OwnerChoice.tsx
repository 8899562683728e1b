import { NativeSelect, Radio, Stack, Text, TextInput } from "@mantine/core";
import type { DataOwner, DataOwnerType } from "@salus/sdk";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { givenNames } from "../names/givennames.js";
import { labelOf } from "../names/label.js";
import { ownersCalled } from "../names/ownersearch.js";
import { noteShown } from "../names/useNames.js";
import { useSession } from "../session/context.js";
import { ErrorNote } from "../ui/ErrorNote.js";
import { useLoaded } from "../ui/useLoaded.js";

interface Props {
  readonly chosen: string | undefined;
  readonly onChosen: (id: string) => void;
}

const TYPES: readonly DataOwnerType[] = ["hcp", "patient", "device"];
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** So many are offered at once. */
const MOST = 8;

/** Lets somebody choose a data owner: by the beginnings of words of a name, or a patient by id, who has none here. */
export function OwnerChoice({ chosen, onChosen }: Props) {
  const { t } = useTranslation();
  const { api, owner } = useSession();
  const [type, setType] = useState<DataOwnerType>("hcp");
  const [name, setName] = useState("");
  const wanted = name.trim();
  const load = useCallback(async (): Promise<readonly DataOwner[]> => {
    if (UUID.test(wanted)) {
      return [await api.dataOwnerApi.getDataOwner(wanted)];
    }
    return wanted === "" ? [] : ownersCalled(api, type, wanted, MOST + 1);
  }, [api, type, wanted]);
  const { value, failure } = useLoaded(load);
  const found = (value ?? []).filter((each) => each.id !== owner?.id);
  const given = givenNames(api, owner);
  const choose = (id: string) => {
    found.filter((each) => each.id === id).forEach((each) => noteShown(api, each));
    onChosen(id);
  };
  return (
    <Stack gap="sm">
      <NativeSelect
        label={t("choice.kind")}
        value={type}
        onChange={(event) =>
          setType(TYPES.find((each) => each === event.currentTarget.value) ?? "hcp")
        }
        data={TYPES.map((each) => ({ value: each, label: t(`choice.${each}`) }))}
      />
      <TextInput
        label={t(type === "patient" ? "choice.id" : "choice.name")}
        description={t(type === "patient" ? "choice.idHint" : "choice.nameHint")}
        autoComplete="off"
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <ErrorNote failure={failure} />
      {found.length > 0 && (
        <Radio.Group label={t("choice.found")} value={chosen ?? ""} onChange={choose}>
          <Stack gap="xs" mt="xs">
            {found.slice(0, MOST).map((each) => (
              <Radio key={each.id} value={each.id} {...labelOf(each, given, t)} />
            ))}
          </Stack>
        </Radio.Group>
      )}
      {found.length > MOST && <Text size="sm">{t("choice.more")}</Text>}
      {wanted !== "" && value?.length === 0 && <Text role="status">{t("choice.nobody")}</Text>}
    </Stack>
  );
}
