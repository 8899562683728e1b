import { Code, Text } from "@mantine/core";
import type { Entity } from "@salus/sdk";
import { useTranslation } from "react-i18next";
import { useNames } from "../names/useNames.js";
import facts from "../patients/PatientFacts.module.css";
import { useDates } from "../ui/useDates.js";

/** So much of the sealed content is shown: it says nothing. */
const SHOWN_OF_CONTENT = 64;

/** One entity as the server has it: what anybody who holds the store can read of it, and the whole. */
export function StoredEntity({ entity }: { readonly entity: Entity }) {
  const { t } = useTranslation();
  const dates = useDates();
  const given = entity.grants.flatMap(({ delegations }) => Object.values(delegations));
  const nameOf = useNames([
    entity.author,
    entity.modifiedBy,
    ...given.map(({ delegate }) => delegate),
  ]);
  const tags = entity.tags.map((tag) => `${tag.type} ${tag.code}`).join(", ");
  const rows: readonly (readonly [string, string | undefined])[] = [
    [t("server.rev"), entity.rev],
    [t("server.version"), String(entity.version)],
    [t("server.keyGeneration"), String(entity.keyGeneration)],
    [t("server.made"), `${dates.time(entity.created)}, ${nameOf(entity.author)}`],
    [t("patient.changed"), `${dates.time(entity.modified)}, ${nameOf(entity.modifiedBy)}`],
    [t("server.tags"), tags === "" ? undefined : tags],
    [t("server.sealed"), t("server.bytes", { count: bytesOf(entity.content) })],
    [
      t("access.title"),
      given
        .map(({ delegate, permission }) => `${nameOf(delegate)}: ${t(`access.${permission}`)}`)
        .join("\n"),
    ],
  ];
  return (
    <>
      <Text fw={600}>
        <code>{entity.id}</code>
      </Text>
      <dl className={facts.facts}>
        {rows.map(
          ([name, value]) =>
            value !== undefined && (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
      </dl>
      <details>
        <summary>{t("server.asItTravels")}</summary>
        <Code block tabIndex={0}>
          {asItTravels(entity)}
        </Code>
      </details>
    </>
  );
}

/** How many bytes a text of base64url stands for. */
function bytesOf(content: string): number {
  return Math.floor((content.length * 3) / 4);
}

function asItTravels({ content, ...rest }: Entity): string {
  const shown = `${content.slice(0, SHOWN_OF_CONTENT)}…`;
  return JSON.stringify({ ...rest, content: shown }, undefined, 2);
}
