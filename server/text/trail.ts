import type { Steps } from "../../api/path.ts";
import { nodeAt } from "../manifest/locate.ts";
import { keyText } from "../manifest/mapKey.ts";
import type { Item, Mapping, Node, Pair, Scalar, Sequence, SyntaxDocument } from "../syntax/tree.ts";

/** One step from a node to what it holds. */
export type TrailStep =
  | { readonly is: "key"; readonly name: string; readonly pair: Pair; readonly of: Mapping }
  | { readonly is: "index"; readonly index: number; readonly item: Item; readonly of: Sequence };

/** The way from the root of a document to the innermost node at an offset. */
export interface Trail {
  readonly steps: readonly TrailStep[];
  /** Whether the offset is on the key of the last step, or in what it holds. */
  readonly on: "key" | "value";
  readonly node: Node | undefined;
}

/** What the text at `offset` (counted from the document's start) belongs to. */
export function trailAt(document: SyntaxDocument, offset: number): Trail | undefined {
  if (!document.root) return undefined;
  const steps: TrailStep[] = [];
  let node: Node | undefined = document.root;
  for (;;) {
    const step: TrailStep | undefined = node && stepInto(node, offset);
    if (!step) return { steps, on: "value", node };
    steps.push(step);
    if (step.is === "key" && step.pair.key && holds(step.pair.key, offset)) return { steps, on: "key", node: step.pair.key };
    node = step.is === "key" ? step.pair.value : step.item.value;
  }
}

/** The steps as those of a `Path`: names and indices. */
export function stepsOf(trail: Trail): (string | number)[] {
  return trail.steps.map((step) => (step.is === "key" ? step.name : step.index));
}

/** The node itself, or what an alias stands for. */
export function resolved(node: Node | undefined): Exclude<Node, { is: "alias" }> | undefined {
  return node?.is === "alias" ? resolved(node.target) : node;
}

/** The pair of a name in a map. */
export function pairNamed(node: Node | undefined, name: string): Pair | undefined {
  const at = resolved(node);
  return at?.is === "mapping" ? at.pairs.find(({ key }) => keyText(key) === name) : undefined;
}

/** The text of a scalar, if the node is one. */
export function scalarAt(node: Node | undefined, ...steps: Steps): Scalar | undefined {
  const found = resolved(nodeAt(node, steps));
  return found?.is === "scalar" ? found : undefined;
}

function stepInto(node: Node, offset: number): TrailStep | undefined {
  if (node.is === "mapping") {
    const pair = node.pairs[lastStarting(node.pairs, offset)];
    const name = pair && keyText(pair.key);
    return pair && name !== undefined && offset <= pair.to ? { is: "key", name, pair, of: node } : undefined;
  }
  if (node.is === "sequence") {
    const index = lastStarting(node.items, offset);
    const item = node.items[index];
    return item && offset <= item.to ? { is: "index", index, item, of: node } : undefined;
  }
  return undefined;
}

/** The index of the last span that starts at or before `offset`, or -1. */
function lastStarting(spans: readonly { readonly from: number }[], offset: number): number {
  let low = -1;
  let high = spans.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (spans[middle]!.from <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

function holds(span: { readonly from: number; readonly to: number }, offset: number): boolean {
  return span.from <= offset && offset <= span.to;
}
