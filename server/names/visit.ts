import type { Steps } from "../../api/path.ts";
import { everyFieldOf } from "../../api/schema.ts";
import type { Shape, TypeName } from "../../schemas/schema.ts";
import { keyText } from "../manifest/mapKey.ts";
import { resolved } from "../text/trail.ts";
import type { Mapping, Node, Pair } from "../syntax/tree.ts";

/** A field of a document as its schema knows it. */
export interface VisitedField {
  readonly owner: TypeName;
  readonly name: string;
  readonly shape: Shape;
  readonly pair: Pair;
  /** The object that contains the field. */
  readonly holder: Holder;
}

/** An object of the document, with the objects around it. */
export interface Holder {
  readonly type: TypeName;
  readonly node: Mapping;
  readonly path: Steps;
  readonly within: Holder | undefined;
}

/** Calls `visit` for every field below `path` that is in the schema, outer ones first. Values that do not match their shape are skipped. */
export function visitFields(node: Node | undefined, shape: Shape, path: Steps, visit: (field: VisitedField) => void): void {
  visitNode(node, shape, path, undefined, visit);
}

function visitNode(node: Node | undefined, shape: Shape, path: Steps, within: Holder | undefined, visit: (field: VisitedField) => void): void {
  const at = resolved(node);
  if (at?.is === "sequence" && shape.is === "list") {
    at.items.forEach(({ value }, index) => visitNode(value, shape.of, [...path, index], within, visit));
  } else if (at?.is === "mapping" && shape.is === "map") {
    for (const pair of at.pairs) {
      const name = keyText(pair.key);
      if (name !== undefined) visitNode(pair.value, shape.of, [...path, name], within, visit);
    }
  } else if (at?.is === "mapping" && shape.is === "object") {
    const holder: Holder = { type: shape.type, node: at, path, within };
    const fields = everyFieldOf(shape.type);
    for (const pair of at.pairs) {
      const name = keyText(pair.key);
      const field = name === undefined ? undefined : fields.get(name);
      if (name === undefined || !field) continue;
      visit({ owner: shape.type, name, shape: field.shape, pair, holder });
      if (holdsFields(field.shape)) visitNode(pair.value, field.shape, [...path, name], holder, visit);
    }
  }
}

function holdsFields({ is }: Shape): boolean {
  return is === "object" || is === "list" || is === "map";
}

/** The nearest object of a type around a holder, itself included. */
export function around(holder: Holder | undefined, type: TypeName): Holder | undefined {
  for (let at = holder; at; at = at.within) if (at.type === type) return at;
  return undefined;
}
