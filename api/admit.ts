import type { ObjectMeta } from "../schemas/generated/types.ts";
import type { Kind } from "../schemas/schema.ts";
import { type Cause, Causes, fieldOf } from "./cause.ts";
import { decodeObject } from "./decode.ts";
import { type Creation, created, someCreation } from "./defaults/creation.ts";
import { defaulted } from "./defaults/index.ts";
import { findKind } from "./kinds.ts";
import type { KubernetesObject } from "./object.ts";
import { Path } from "./path.ts";
import { kept } from "./update.ts";
import { rules } from "./validation/index.ts";
import type { KindRules } from "./validation/rules.ts";

/**
 * The first of the API server's stages that refuses an object. Later stages are run as far as they can,
 * since a person wants all causes at once; the server would have stopped here.
 */
export type Stage = "kind" | "decoding" | "admission" | "validation";

export interface Admission {
  /** The object as the server would store it: decoded and defaulted. What could not be decoded is left out. */
  readonly object: KubernetesObject;
  /** Every cause of every stage; none, with `refusedAt` absent, means that the server accepts the object. */
  readonly causes: readonly Cause[];
  /** What the server accepts with a raised finger, one sentence each. */
  readonly warnings: readonly string[];
  readonly refusedAt?: Stage;
}

/**
 * What the API server makes of an object, or of an update from `old`, which is an object as stored. Pure: it looks at nothing else.
 * An object of an unknown kind is refused at `kind`, with a cause only where a served or removed kind was meant.
 */
export function admit(value: unknown, old?: KubernetesObject, creation: Creation = someCreation): Admission {
  const causes = new Causes();
  const kind = findKind(value, causes);
  if (!kind) return { object: {}, causes: causes.list, warnings: [], refusedAt: "kind" };
  return admitKind(value, kind, old, causes, creation);
}

function admitKind(value: unknown, kind: Kind, old: KubernetesObject | undefined, causes: Causes, creation: Creation): Admission {
  const decoded =
    kind.type === undefined
      ? decodeMetadata(value as KubernetesObject, causes)
      : (decodeObject(value, kind.type, Path.root, causes) as KubernetesObject);
  const decodingCauses = causes.list.length;
  const filled = defaulted(decoded, kind);
  const object = old ? kept(filled, old) : created(filled, kind, creation);
  const kindRules = rules[`${kind.apiVersion}/${kind.kind}`] as KindRules<KubernetesObject> | undefined;
  if (!kindRules) return settled(object, causes, decodingCauses > 0 ? "decoding" : undefined, []);
  kindRules.admission?.(object, Path.root, causes, { old });
  const admissionCauses = causes.list.length;
  kindRules.validate(object, Path.root, causes, { old });
  if (old) kindRules.validateUpdate?.(object, Path.root, causes, { old });
  const stage = decodingCauses > 0 ? "decoding" : admissionCauses > 0 ? "admission" : causes.list.length > 0 ? "validation" : undefined;
  return settled(object, causes, stage, kindRules.warnings?.(object, old) ?? [], decodingCauses);
}

/** Of a kind without a schema only the metadata can be read. */
function decodeMetadata(value: KubernetesObject, causes: Causes): KubernetesObject {
  const metadata = decodeObject(value.metadata ?? {}, "ObjectMeta", Path.root.field("metadata"), causes) as ObjectMeta;
  return { ...value, metadata };
}

/** What could not be decoded must not be blamed once more for being missing. */
function settled(object: KubernetesObject, { list }: Causes, refusedAt: Stage | undefined, warnings: readonly string[], decoding = 0): Admission {
  const blamed = new Set(list.slice(0, decoding).map(fieldOf));
  const causes = blamed.size === 0 ? list : list.filter((cause, i) => i < decoding || !blamed.has(fieldOf(cause)));
  return { object, causes, warnings, ...(refusedAt && { refusedAt }) };
}
