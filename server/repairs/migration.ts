import { isObject, type KubernetesObject } from "../../api/object.ts";
import { migrations } from "../../api/migrations.ts";
import { removalOf } from "../../api/versions.ts";
import { valueAt } from "../text/values.ts";
import { say } from "../words/say.ts";
import { changesBetween } from "./changesBetween.ts";
import { candidate, objectAt, type Repairer } from "./repair.ts";

/** From a removed version to the one that is served, with the fields that changed; also the old fields under the new version. */
export const migration: Repairer = function* ({ cause, path, document: { manifest } }) {
  const { root } = objectAt(manifest, path);
  const value = valueAt(manifest.value, root);
  if (!cause || !isObject(value)) return;
  const { apiVersion, kind } = value as KubernetesObject;
  const removal = removalOf(apiVersion ?? "", kind ?? "");
  if (removal?.migrate) yield* candidate(say("migrate"), changesBetween(manifest, value, removal.migrate(value), root), true);
  else if (cause.type === "UnknownField" && old.test(String(path.at(-1)))) {
    const change = migrations[kind ?? ""];
    const next = change?.(value, "networking.k8s.io/v1beta1");
    if (next) yield* candidate(say("migrate-fields", { version: apiVersion ?? "" }), changesBetween(manifest, value, next, root), true);
  }
};

/** The fields of old versions that people still write under the new one. */
const old =
  /^(?:serviceName|servicePort|backend|targetAverageUtilization|targetCPUUtilizationPercentage|targetAverageValue|metricName|rollbackTo|templateGeneration)$/;
