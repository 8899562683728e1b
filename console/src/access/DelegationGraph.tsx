import type { DelegationInfo } from "@salus/sdk";
import { useId, useMemo } from "react";
import { useTranslation } from "react-i18next";
import styles from "./DelegationGraph.module.css";
import { layOut, NODE } from "./graph.js";

interface Props {
  readonly author: string;
  readonly me: string | undefined;
  readonly delegations: readonly DelegationInfo[];
  readonly nameOf: (id: string) => string;
}

/** A longer name would leave its box. */
const LONGEST = 18;

/** Who has access, as a picture. The list beside it says the same. */
export function DelegationGraph({ author, me, delegations, nameOf }: Props) {
  const { t } = useTranslation();
  const arrow = useId();
  const graph = useMemo(() => layOut(author, delegations), [author, delegations]);
  return (
    <svg
      className={styles.graph}
      role="img"
      aria-label={t("access.picture")}
      width={graph.width}
      height={graph.height}
      viewBox={`0 0 ${graph.width} ${graph.height}`}
    >
      <defs>
        <marker
          id={arrow}
          viewBox="0 0 8 8"
          refX="7"
          refY="4"
          markerWidth="7"
          markerHeight="7"
          orient="auto"
        >
          <path className={styles.head} d="M0 0L8 4L0 8z" />
        </marker>
      </defs>
      {graph.edges.map(({ from, to, permission, points }) => (
        <path
          key={`${from} ${to}`}
          className={permission === "WRITE" ? styles.write : undefined}
          d={points.map(({ x, y }, i) => `${i === 0 ? "M" : "L"}${x} ${y}`).join("")}
          markerEnd={`url(#${arrow})`}
        />
      ))}
      {graph.nodes.map(({ id, x, y }) => (
        <g key={id} className={id === me ? styles.me : undefined}>
          <rect
            x={x - NODE.width / 2}
            y={y - NODE.height / 2}
            width={NODE.width}
            height={NODE.height}
            rx="8"
          />
          <text x={x} y={y}>
            {short(nameOf(id))}
          </text>
        </g>
      ))}
    </svg>
  );
}

function short(name: string): string {
  return name.length > LONGEST ? `${name.slice(0, LONGEST - 1)}…` : name;
}
