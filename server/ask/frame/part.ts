import type { Condition } from "../../../engine/core/conditions.ts";
import { natural } from "../../../engine/core/natural.ts";
import { isTerminating } from "../../../engine/core/pods.ts";
import type { Names, Thing } from "../../../engine/rehearsal/script/names.ts";

/** What a table of a frame is made from. */
export interface FrameInput {
  readonly names: Names;
  /** Whether the script creates volumes or classes. If not, frames leave volumes out. */
  readonly storage: boolean;
}

/** One table of a frame. Empty tables are left out. */
export type FrameTable = (scene: FrameInput) => object | undefined;

/** A row for each object of a kind, under its key. */
export function table<T>(names: Names, kind: string, row: (object: T, key: string) => unknown): Record<string, unknown> {
  const things = names.all(kind).sort((a, b) => natural(keyIn(a), keyIn(b)));
  return Object.fromEntries(things.map((thing) => [keyIn(thing), row(thing.object as T, keyIn(thing))]));
}

function keyIn({ key, object }: Thing): string {
  return key ?? object.metadata.name;
}

/** The fields with a value. Zero counts as no value. */
export function pick(source: object | undefined, fields: readonly string[]): Record<string, unknown> {
  const held = source as Record<string, unknown> | undefined;
  return Object.fromEntries(fields.flatMap((field) => (held?.[field] ? [[field, held[field]]] : [])));
}

/** A field that is left out if it has no value. */
export function flag(name: string, value: unknown): Record<string, unknown> {
  return value ? { [name]: value } : {};
}

/** Marks an object that is being deleted. */
export function leaving(object: { readonly metadata: { deletionTimestamp?: string | undefined } }): Record<string, unknown> {
  return flag("terminating", isTerminating(object));
}

/** Conditions by type, as `"Status Reason"`. */
export function conditionsIn(status: { readonly conditions?: readonly Condition[] | undefined } | undefined): Record<string, unknown> {
  const sorted = [...(status?.conditions ?? [])].sort((a, b) => natural(a.type ?? "", b.type ?? ""));
  if (sorted.length === 0) return {};
  return { conditions: Object.fromEntries(sorted.map(({ type, status: value, reason }) => [type, reason ? `${value} ${reason}` : value])) };
}

/** Equal lines with their count, sorted. */
export function grouped(lines: Iterable<object>): object[] {
  const groups = new Map<string, number>();
  for (const line of lines) {
    const text = JSON.stringify(line);
    groups.set(text, (groups.get(text) ?? 0) + 1);
  }
  return [...groups].sort(([a], [b]) => natural(a, b)).map(([text, count]) => ({ ...(JSON.parse(text) as object), count }));
}
