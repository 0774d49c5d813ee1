import type { Cause } from "../../api/cause.ts";
import { memoize } from "../../api/memoize.ts";
import type { Steps } from "../../api/path.ts";
import type { Warning } from "../../api/warning.ts";
import type { Node, Pair, Span } from "../syntax/tree.ts";
import { keyText } from "./mapKey.ts";
import { isMerge } from "./read.ts";

/** Where a path leads in a tree. */
export interface PathTarget {
  /** The node; absent if the value is empty, or if the tree ends before the path does. */
  readonly node: Node | undefined;
  /** The pair whose value it is; absent for items of lists and for the root. */
  readonly pair: Pair | undefined;
  /** How many steps of the path exist in the tree. */
  readonly depth: number;
}

/** Follows the steps of a path as far as the tree goes, through aliases and merges. */
export function locate(root: Node | undefined, steps: Steps): PathTarget {
  let place: PathTarget = { node: root, pair: undefined, depth: 0 };
  for (const step of steps) {
    const next = stepInto(place.node, step);
    if (!next) return place;
    place = { ...next, depth: place.depth + 1 };
  }
  return place;
}

function stepInto(node: Node | undefined, step: Steps[number]): Omit<PathTarget, "depth"> | undefined {
  const held = node?.is === "alias" ? node.target : node;
  if (held?.is === "sequence" && typeof step === "number") {
    const item = held.items[step];
    return item && { node: item.value, pair: undefined };
  }
  if (held?.is !== "mapping") return undefined;
  const pair = pairOf(held.pairs, String(step));
  return pair ? { node: pair.value, pair } : stepIntoMerged(held.pairs, step);
}

/** Up to this number, pairs are searched one by one. */
const few = 40;

/** The last pair with a key. */
function pairOf(pairs: readonly Pair[], name: string): Pair | undefined {
  return pairs.length > few ? indexed(pairs).byKey.get(name) : pairs.findLast((one) => keyText(one.key) === name && !isMerge(one));
}

function mergesIn(pairs: readonly Pair[]): readonly Pair[] {
  return pairs.length > few ? indexed(pairs).merges : pairs.filter(isMerge);
}

const indexed = memoize((pairs: readonly Pair[]) => ({
  byKey: new Map(pairs.flatMap((one) => (isMerge(one) ? [] : [[keyText(one.key), one] as const]))),
  merges: pairs.filter(isMerge),
}));

function stepIntoMerged(pairs: readonly Pair[], step: Steps[number]): Omit<PathTarget, "depth"> | undefined {
  for (const { value } of mergesIn(pairs)) {
    const maps = value?.is === "sequence" ? value.items.map((item) => item.value) : [value];
    for (const map of maps) {
      const found = stepInto(map, step);
      if (found) return found;
    }
  }
  return undefined;
}

/** The node at a path, if there is one. */
export function nodeAt(root: Node | undefined, steps: Steps): Node | undefined {
  const { node, depth } = locate(root, steps);
  return depth === steps.length ? node : undefined;
}

/** The key at a path, if there is one. */
export function keyAt(root: Node | undefined, steps: Steps): Node | undefined {
  const { pair, depth } = locate(root, steps);
  return depth === steps.length ? pair?.key : undefined;
}

/** What to underline for a cause or a warning: the key of an unknown field, the value of an invalid field, the nearest parent's key for a missing field. */
export function spanOf(root: Node | undefined, found: Cause | Warning): Span {
  const onKey = "type" in found && (found.type === "UnknownField" || found.type === "DuplicateField" || found.blames === "key");
  return spanAt(root, found.path.steps(), onKey);
}

/** What to underline for a path: the value if it is short, else its key; for a missing path, its nearest existing parent. */
export function spanAt(root: Node | undefined, steps: Steps, onKey: boolean): Span {
  const { node, pair, depth } = locate(root, steps);
  const isWhole = depth === steps.length;
  const best = isWhole && isShort(node) && !(onKey && pair) ? node : (pair?.key ?? firstKey(node) ?? node);
  const { from, to } = best ?? pair ?? { from: 0, to: 0 };
  return { from, to };
}

/** A scalar on its own line, an alias, or a flow collection. */
function isShort(node: Node | undefined): boolean {
  return (
    node !== undefined && (node.is === "scalar" ? node.style !== "literal" && node.style !== "folded" : node.is === "alias" || node.style === "flow")
  );
}

/** What to underline for a list item: its first key. */
function firstKey(node: Node | undefined): Node | undefined {
  return node?.is === "mapping" ? node.pairs[0]?.key : undefined;
}
