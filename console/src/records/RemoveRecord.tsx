import { DataSample, type HealthcareElement } from "@salus/sdk";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { useSession } from "../session/context.js";
import { RemoveButton } from "../ui/RemoveButton.js";
import { Losers } from "./Losers.js";
import { titleOf } from "./record.js";
import { isBy } from "./rights.js";

interface Props {
  readonly record: DataSample | HealthcareElement;
  readonly patientId: string;
}

/** Removes a record; nothing for whoever has not made it, since the server would refuse. */
export function RemoveRecord({ record, patientId }: Props) {
  const { t } = useTranslation();
  const { api, owner } = useSession();
  const [, go] = useLocation();
  const id = record.id ?? "";
  const isSample = record instanceof DataSample;
  if (!isBy(record, owner?.id)) {
    return null;
  }
  const remove = async () => {
    await (isSample
      ? api.dataSampleApi.deleteDataSample(id)
      : api.healthcareElementApi.deleteHealthcareElement(id));
    go(`/patient/${patientId}`);
  };
  const name = titleOf(record, t) || t(isSample ? "records.sample" : "records.element");
  return (
    <div>
      <RemoveButton title={t("remove.title", { name })} onRemove={remove}>
        {() => <Losers record={record} />}
      </RemoveButton>
    </div>
  );
}
