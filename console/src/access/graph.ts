import dagre, { type EdgeLabel, type GraphLabel, type NodeLabel } from "@dagrejs/dagre";
import type { DelegationInfo } from "@salus/sdk";

/** A data owner in the picture. */
export interface GraphNode {
  readonly id: string;
  readonly x: number;
  readonly y: number;
}

/** Access that one gave to the other. */
export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  readonly permission: DelegationInfo["permission"];
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

/** Who has access, and through whom, laid out. */
export interface Graph {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

/** What a node takes. */
export const NODE = { width: 150, height: 40 } as const;

/** Lays delegations out from the author down. */
export function layOut(author: string, delegations: readonly DelegationInfo[]): Graph {
  const graph = new dagre.graphlib.Graph<GraphLabel, NodeLabel, EdgeLabel>();
  graph.setGraph({ rankdir: "TB", nodesep: 24, ranksep: 44, marginx: 4, marginy: 4 });
  graph.setDefaultEdgeLabel(() => ({}));
  const ids = new Set([author, ...delegations.flatMap(({ by, delegate }) => [by, delegate])]);
  for (const id of ids) {
    graph.setNode(id, { ...NODE });
  }
  const drawn = delegations.filter(({ by, delegate }) => by !== delegate);
  for (const { by, delegate } of drawn) {
    graph.setEdge(by, delegate);
  }
  dagre.layout(graph);
  const { width = 0, height = 0 } = graph.graph();
  return {
    width,
    height,
    nodes: [...ids].map((id) => {
      const { x, y } = graph.node(id);
      return { id, x: x ?? 0, y: y ?? 0 };
    }),
    edges: drawn.map(({ by, delegate, permission }) => ({
      from: by,
      to: delegate,
      permission,
      points: graph.edge(by, delegate).points ?? [],
    })),
  };
}
