import type { Steps } from "../../api/path.ts";
import type { Manifest } from "../manifest/manifest.ts";
import { locate } from "../manifest/locate.ts";
import type { Span } from "../syntax/tree.ts";

/** What to underline for steps into a manifest: the value where it fits on a line, else the key; the nearest that is there for what is not. */
export function spanAt(manifest: Manifest, steps: Steps, onKey: boolean): Span {
  const { node, pair, depth } = locate(manifest.syntax.root, steps);
  const isWhole = depth === steps.length;
  const isOneLine = node !== undefined && !manifest.syntax.text.slice(node.from, node.to).includes("\n");
  const first = node?.is === "mapping" ? node.pairs[0]?.key : undefined;
  const { from, to } = (isWhole && isOneLine && !(onKey && pair) ? node : (pair?.key ?? first ?? node)) ?? { from: 0, to: 0 };
  return { from, to };
}
