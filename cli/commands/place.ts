import type { Pod } from "../../schemas/generated/types.ts";
import type { Key, StoredObject } from "../../engine/core/objects.ts";
import { rehearsedAt, type RehearsedOptions } from "../rehearsing/rehearsedAt.ts";

/** The options of `place`. */
export interface PlaceOptions extends RehearsedOptions {
  readonly format: "text" | "json";
}

/** Where a pod came to lie. */
interface Placed {
  readonly pod: string;
  readonly namespace: string;
  /** Absent where no node takes it. */
  readonly node?: string;
  /** Why no node takes it, as the scheduler says. */
  readonly reason?: string;
}

/** `rehearsal place`: which node each pod gets when all is rolled out, or why none takes it. */
export async function run(paths: readonly string[], options: PlaceOptions): Promise<void> {
  const { trace } = await rehearsedAt(paths, options);
  const end = new Map<Key, StoredObject>();
  for (const { key, object } of trace.versions) {
    if (object) end.set(key, object);
    else end.delete(key);
  }
  const placed = [...end]
    .filter(([key]) => key.startsWith("Pod/"))
    .map(([key, object]): Placed => {
      const { spec } = object as Pod;
      const { name, namespace } = object.metadata;
      if (spec?.nodeName) return { pod: name, namespace, node: spec.nodeName };
      const last = trace.placements.findLast(({ pod }) => pod === key)?.decision;
      return { pod: name, namespace, reason: last?.is === "unplaced" ? last.message : "it waits" };
    });
  if (options.format === "json") process.stdout.write(`${JSON.stringify({ pods: placed }, null, 2)}\n`);
  else process.stdout.write(table(placed));
  if (placed.some(({ node }) => node === undefined)) process.exitCode = 1;
}

function table(placed: readonly Placed[]): string {
  const rows = [["NAMESPACE", "POD", "NODE"], ...placed.map(({ namespace, pod, node, reason }) => [namespace, pod, node ?? `none: ${reason}`])];
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) => `${row[0]!.padEnd(widths[0]!)}   ${row[1]!.padEnd(widths[1]!)}   ${row[2]}\n`).join("");
}
