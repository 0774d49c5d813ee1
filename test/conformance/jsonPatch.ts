/** One operation of a JSON Patch (RFC 6902), as the recorded cases use it. */
export interface Operation {
  readonly op: "add" | "remove" | "replace" | "move" | "copy";
  readonly path: string;
  readonly from?: string;
  readonly value?: unknown;
}

type Container = unknown[] | Record<string, unknown>;

/** The document after all operations; itself it stays as it was. */
export function patched(document: unknown, operations: readonly Operation[]): unknown {
  const root = { document: structuredClone(document) };
  for (const { op, path, from, value } of operations) {
    if (op === "remove") remove(root, path);
    else if (op === "move") add(root, path, remove(root, from!));
    else if (op === "copy") add(root, path, structuredClone(valueAt(root, from!)));
    else if (op === "add") add(root, path, structuredClone(value));
    else replace(root, path, structuredClone(value));
  }
  return root.document;
}

/** The container that a pointer ends in, and the last step into it. */
function resolve(root: object, pointer: string): [Container, string] {
  const steps = `/document${pointer}`.split("/").slice(1);
  const tokens = steps.map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
  const last = tokens.pop()!;
  const container = tokens.reduce<unknown>((held, token) => (held as Record<string, unknown>)[token], root);
  return [container as Container, last];
}

function valueAt(root: object, pointer: string): unknown {
  const [container, key] = resolve(root, pointer);
  return (container as Record<string, unknown>)[key];
}

function remove(root: object, pointer: string): unknown {
  const [container, key] = resolve(root, pointer);
  if (Array.isArray(container)) return container.splice(Number(key), 1)[0];
  const value = container[key];
  delete container[key];
  return value;
}

function add(root: object, pointer: string, value: unknown): void {
  const [container, key] = resolve(root, pointer);
  if (Array.isArray(container)) container.splice(key === "-" ? container.length : Number(key), 0, value);
  else container[key] = value;
}

function replace(root: object, pointer: string, value: unknown): void {
  const [container, key] = resolve(root, pointer);
  (container as Record<string, unknown>)[key] = value;
}
