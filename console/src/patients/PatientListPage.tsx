import { Badge, Button, Group, Loader, Stack, Text, TextInput } from "@mantine/core";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { PutOffNote } from "../access/PutOffNote.js";
import { nameOfPatient } from "../names/patientname.js";
import { ClosedNote } from "../records/ClosedNote.js";
import { uncomparedOf } from "../records/uncompared.js";
import { RefusedNote } from "../sharing/RefusedNote.js";
import { ErrorNote } from "../ui/ErrorNote.js";
import { PageTitle } from "../ui/PageTitle.js";
import { Panel } from "../ui/Panel.js";
import { useDates } from "../ui/useDates.js";
import { type ListedPatient, idOf, matches } from "./patientlist.js";
import styles from "./PatientListPage.module.css";
import { usePatients } from "./usePatients.js";

/** So many are shown; more are found by searching. */
const MOST_SHOWN = 200;

/** The patients that whoever is there has access to. */
export function PatientListPage() {
  const { t } = useTranslation();
  const { all, loading, failure, reload } = usePatients();
  const [search, setSearch] = useState("");
  const found = useMemo(
    () => sorted(all ?? []).filter((each) => fits(each, search)),
    [all, search],
  );
  const uncompared = (all ?? []).flatMap((each) => uncomparedOf(each) ?? []);
  const closed = (all ?? []).filter((each) => !("value" in each)).length - uncompared.length;
  return (
    <Stack>
      <Group justify="space-between">
        <PageTitle>{t("sections.patients")}</PageTitle>
        <Button component={Link} href="/patients/new">
          {t("patients.new")}
        </Button>
      </Group>
      <TextInput
        type="search"
        autoComplete="off"
        label={t("patients.search")}
        description={t("patients.searchHint")}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
      />
      <ErrorNote failure={failure} />
      <PutOffNote onCompared={reload} />
      <RefusedNote />
      <Panel
        title={t("patients.found", { count: found.length })}
        actions={loading && <Loader size="sm" aria-label={t("common.loading")} />}
      >
        <ul className={styles.list}>
          {found.slice(0, MOST_SHOWN).map((each, i) => (
            <li key={idOf(each) ?? i}>
              <Row listed={each} />
            </li>
          ))}
        </ul>
        {all?.length === 0 && <Text c="dimmed">{t("patients.none")}</Text>}
        {found.length > MOST_SHOWN && <Text mt="sm">{t("patients.more")}</Text>}
        <ClosedNote closed={closed} uncompared={uncompared} />
      </Panel>
    </Stack>
  );
}

function Row({ listed }: { readonly listed: ListedPatient }) {
  const { t } = useTranslation();
  const dates = useDates();
  if (!("value" in listed)) {
    return (
      <div className={styles.row}>
        <span className={styles.quiet}>{t("patients.isClosed")}</span>
        <span className={styles.quiet}>{idOf(listed)?.slice(0, 8)}…</span>
      </div>
    );
  }
  const { value } = listed;
  return (
    <Link href={`/patient/${value.id ?? ""}`} className={styles.row ?? ""}>
      <span className={styles.name}>{nameOfPatient(value) || t("patients.nameless")}</span>
      <span className={styles.quiet}>{dates.day(value.birthDate)}</span>
      <span className={`${styles.quiet ?? ""} ${styles.wide ?? ""}`}>
        {value.addresses?.[0]?.city ?? ""}
      </span>
      {listed.kind === "doubtful" && <Badge color="orange">{t("patients.doubtful")}</Badge>}
    </Link>
  );
}

function fits(listed: ListedPatient, search: string): boolean {
  return search.trim() === "" || ("value" in listed && matches(listed.value, search));
}

/** By name; what is closed comes last. */
function sorted(all: readonly ListedPatient[]): readonly ListedPatient[] {
  const name = (each: ListedPatient) => ("value" in each ? nameOfPatient(each.value) : "\uffff");
  return [...all].sort((a, b) => name(a).localeCompare(name(b)));
}
