import { isObject } from "./object.ts";

/** A kind that a CustomResourceDefinition defines, in one of its versions. */
export interface CustomKind {
  readonly apiVersion: string;
  readonly kind: string;
  readonly plural: string;
  readonly namespaced: boolean;
  readonly schema: JsonSchema;
}

/** The part of OpenAPI's schema that a CustomResourceDefinition may use. */
export interface JsonSchema {
  readonly type?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: JsonSchema | boolean;
  readonly items?: JsonSchema;
  readonly required?: readonly string[];
  readonly enum?: readonly unknown[];
  readonly nullable?: boolean;
  readonly default?: unknown;
  readonly pattern?: string;
  readonly format?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: boolean;
  readonly exclusiveMaximum?: boolean;
  readonly multipleOf?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly allOf?: readonly JsonSchema[];
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly not?: JsonSchema;
  readonly "x-kubernetes-int-or-string"?: boolean;
  readonly "x-kubernetes-preserve-unknown-fields"?: boolean;
  readonly "x-kubernetes-embedded-resource"?: boolean;
  readonly "x-kubernetes-list-type"?: string;
  readonly "x-kubernetes-list-map-keys"?: readonly string[];
  readonly "x-kubernetes-validations"?: readonly ValidationRule[];
}

/** A rule for a value, as an expression, with its message. */
export interface ValidationRule {
  readonly rule: string;
  readonly message?: string;
  readonly messageExpression?: string;
  readonly reason?: "FieldValueInvalid" | "FieldValueForbidden" | "FieldValueRequired" | "FieldValueDuplicate";
  readonly fieldPath?: string;
  readonly optionalOldSelf?: boolean;
}

interface Definition {
  readonly apiVersion?: unknown;
  readonly kind?: unknown;
  readonly spec?: {
    readonly group?: string;
    readonly scope?: string;
    readonly names?: { readonly kind?: string; readonly plural?: string };
    readonly versions?: readonly { readonly name?: string; readonly served?: boolean; readonly schema?: { readonly openAPIV3Schema?: JsonSchema } }[];
  };
}

/** The kinds that an object defines, if it is a CustomResourceDefinition. Incomplete parts are skipped. */
export function customKindsOf(object: unknown): readonly CustomKind[] {
  const { apiVersion, kind, spec } = (isObject(object) ? object : {}) as Definition;
  if (apiVersion !== "apiextensions.k8s.io/v1" || kind !== "CustomResourceDefinition" || !isObject(spec)) return [];
  const { group, names, scope, versions } = spec;
  const [own, plural] = [names?.kind, names?.plural];
  if (typeof group !== "string" || typeof own !== "string" || typeof plural !== "string" || !Array.isArray(versions)) return [];
  return (versions as NonNullable<typeof spec.versions>).flatMap((version) => {
    const schema = version?.schema?.openAPIV3Schema;
    if (typeof version?.name !== "string" || version.served === false || !isObject(schema)) return [];
    return [{ apiVersion: `${group}/${version.name}`, kind: own, plural, namespaced: scope !== "Cluster", schema }];
  });
}
