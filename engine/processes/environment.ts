import type { Container, EnvVar } from "../../schemas/generated/types.ts";
import { fieldStamp, variableStamp } from "./text.ts";

/** The data of a ConfigMap or of a Secret (decoded) by its name, if it is known. */
export type LookUp = (kind: "ConfigMap" | "Secret", name: string) => Readonly<Record<string, string>> | undefined;

/** A container's environment variables, as far as they are known. */
export interface Environment {
  readonly variables: ReadonlyMap<string, string>;
  /** Whether there may be more, with unknown names. */
  readonly open: boolean;
}

/** The environment of a container at its start: `envFrom` first, then `env`, in which each variable may refer to earlier ones. */
export function environmentOf({ env = [], envFrom = [] }: Container, lookUp: LookUp): Environment {
  const variables = new Map<string, string>();
  let open = false;
  for (const { configMapRef, secretRef, prefix = "" } of envFrom) {
    const data = configMapRef ? lookUp("ConfigMap", configMapRef.name ?? "") : secretRef ? lookUp("Secret", secretRef.name ?? "") : {};
    if (!data) open = true;
    for (const [name, value] of Object.entries(data ?? {})) variables.set(prefix + name, value);
  }
  for (const each of env) variables.set(each.name ?? "", valueOf(each, variables, lookUp));
  return { variables, open };
}

function valueOf({ name = "", value = "", valueFrom }: EnvVar, variables: ReadonlyMap<string, string>, lookUp: LookUp): string {
  if (!valueFrom) return expanded(value, variables);
  const { fieldRef, configMapKeyRef, secretKeyRef } = valueFrom;
  if (fieldRef) return fieldStamp(fieldRef.fieldPath ?? "");
  const data = configMapKeyRef ? lookUp("ConfigMap", configMapKeyRef.name ?? "") : secretKeyRef && lookUp("Secret", secretKeyRef.name ?? "");
  const key = (configMapKeyRef ?? secretKeyRef)?.key ?? "";
  return data && Object.hasOwn(data, key) ? data[key]! : variableStamp(name);
}

/** Replaces `$(NAME)` as Kubernetes does in commands, arguments and variables. `$$` stands for `$`; unset variables stay as written. */
export function expanded(text: string, variables: ReadonlyMap<string, string>): string {
  return text.replace(/\$\$|\$\(([^()$]*)\)/g, (whole, name: string | undefined) => (name === undefined ? "$" : (variables.get(name) ?? whole)));
}
