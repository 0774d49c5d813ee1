import type { ObjectMeta } from "../../schemas/generated/types.ts";
import type { Kind } from "../../schemas/schema.ts";
import { type Cause, Causes, type Dropped, fieldOf, type Unchecked } from "../cause.ts";
import { checkCustom } from "../custom/check.ts";
import type { CustomKind } from "../customResources.ts";
import { isObject } from "../object.ts";
import { decodeObject } from "../decode.ts";
import { checkAdmission, checkAdmitted } from "./admission.ts";
import { created } from "../defaults/creation.ts";
import { defaulted } from "../defaults/index.ts";
import { findKind } from "../kinds.ts";
import type { KubernetesObject } from "../object.ts";
import { Path } from "../path.ts";
import { nowhere, type Surroundings } from "../surroundings.ts";
import { kept } from "./update.ts";
import { rules } from "../validation/index.ts";
import { objectMeta, objectMetaUpdate, type Scope } from "../validation/metadata.ts";
import { dnsSubdomain } from "../validation/names.ts";
import type { KindRules } from "../validation/rules.ts";
import type { Warning } from "../warning.ts";
import { withoutValues } from "./unsaid.ts";

/**
 * The first of the API server's stages that refuses an object. Later stages are run as far as they can,
 * since a person wants all causes at once; the server would have stopped here.
 */
export type Stage = "kind" | "decoding" | "admission" | "validation";

/** The API server's answer to an object. */
export interface Admission {
  /** The object as the server would store it: decoded and defaulted. Values that could not be decoded are left out. */
  readonly object: KubernetesObject;
  /** Every cause of every stage; none, with `refusedAt` absent, means that the server accepts the object. */
  readonly causes: readonly Cause[];
  /** The server's warnings for an object that it accepts; for a refused object there are none. */
  readonly warnings: readonly Warning[];
  /** Fields that the server drops silently. */
  readonly dropped: readonly Dropped[];
  /** Rules of a custom resource's definition that could not be asked. */
  readonly unchecked?: readonly Unchecked[];
  readonly refusedAt?: Stage;
}

/**
 * The API server's answer to an object, or to an update from `old`, which is a stored object. Pure: it reads nothing else.
 * An object of an unknown kind is refused at `kind`, with a cause only if a served or removed kind was meant.
 */
export function admit(value: unknown, old?: KubernetesObject, surroundings: Surroundings = nowhere): Admission {
  const causes = new Causes(surroundings.version);
  const custom = customKindOf(value, surroundings);
  if (custom) return admitCustom(value, custom, old, causes);
  const kind = findKind(value, causes);
  if (kind) return admitKind(value, kind, old, causes, surroundings);
  if (causes.list.length === 0) checkMetadata(decodeMetadata(value as KubernetesObject, causes), "namespaced", old, causes);
  return { object: {}, causes: causes.list, warnings: [], dropped: [], refusedAt: "kind" };
}

function customKindOf(value: unknown, { customKind }: Surroundings): CustomKind | undefined {
  if (!customKind || !isObject(value)) return undefined;
  const { apiVersion, kind } = value;
  return typeof apiVersion === "string" && typeof kind === "string" ? customKind(apiVersion, kind) : undefined;
}

/** A custom resource is checked by the rules for metadata and by its definition's schema. */
function admitCustom(value: unknown, custom: CustomKind, old: KubernetesObject | undefined, causes: Causes): Admission {
  const object = decodeMetadata(value as KubernetesObject, causes);
  checkMetadata(object, custom.namespaced ? "namespaced" : "cluster", old, causes);
  checkCustom(value as Readonly<Record<string, unknown>>, custom, Path.root, causes, old as Readonly<Record<string, unknown>> | undefined);
  const refusedAt = causes.list.some(isDecoding) ? "decoding" : causes.list.length > 0 ? "validation" : undefined;
  return { object, causes: causes.list, warnings: [], dropped: [], unchecked: causes.unchecked, ...(refusedAt && { refusedAt }) };
}

function isDecoding({ type }: Cause): boolean {
  return type === "UnknownField" || type === "WrongType";
}

/** The metadata of a custom resource. Any finalizer will do: the server advises one with a domain, and refuses none. */
function checkMetadata(object: KubernetesObject, scope: Scope, old: KubernetesObject | undefined, causes: Causes): void {
  objectMeta(dnsSubdomain, scope, "any")(object, Path.root, causes, undefined);
  if (old) objectMetaUpdate(object, Path.root, causes, { old });
}

function admitKind(value: unknown, kind: Kind, old: KubernetesObject | undefined, causes: Causes, surroundings: Surroundings): Admission {
  const decoded =
    kind.type === undefined
      ? decodeMetadata(value as KubernetesObject, causes)
      : (decodeObject(value, kind.type, Path.root, causes) as KubernetesObject);
  const decodingCauses = causes.list.length;
  const { version } = surroundings;
  const filled = defaulted(decoded, kind, version);
  if (!old) checkAdmission(filled, causes, surroundings);
  const admissionCauses = causes.list.length;
  const object = old ? kept(filled, old, version) : created(filled, kind, surroundings);
  const kindRules = rules[`${kind.apiVersion}/${kind.kind}`] as KindRules<KubernetesObject> | undefined;
  kindRules?.validate(object, Path.root, causes, { old });
  if (old) kindRules?.validateUpdate?.(object, Path.root, causes, { old });
  const validationCauses = causes.list.length;
  if (!old && validationCauses === 0) checkAdmitted(object, causes, surroundings);
  const counts: [Stage, number][] = [
    ["decoding", decodingCauses],
    ["admission", admissionCauses],
    ["validation", validationCauses],
    ["admission", causes.list.length],
  ];
  const told = withoutEchoes(causes.list, decodingCauses);
  const refusedAt = counts.find(([, count]) => count > 0)?.[0];
  return {
    object: defaulted(object, kind, version),
    dropped: causes.dropped,
    causes: kind.kind === "Secret" ? withoutValues(told) : told,
    /** Computed on demand: a control plane creates thousands of pods and shows no warnings. */
    get warnings() {
      return refusedAt === undefined ? (kindRules?.warnings?.(object, old) ?? []) : [];
    },
    ...(refusedAt && { refusedAt }),
  };
}

/** For a kind without a schema only the metadata can be decoded. */
function decodeMetadata(value: KubernetesObject, causes: Causes): KubernetesObject {
  const metadata = decodeObject(value.metadata ?? {}, "ObjectMeta", Path.root.field("metadata"), causes) as ObjectMeta | undefined;
  return { ...value, metadata };
}

/** A value that could not be decoded must not be reported as missing, too. */
function withoutEchoes(causes: readonly Cause[], decoding: number): readonly Cause[] {
  if (decoding === 0) return causes;
  const blamed = new Set(causes.slice(0, decoding).map(fieldOf));
  return causes.filter((cause, i) => i < decoding || !blamed.has(fieldOf(cause)));
}
