import { isObject } from "../../api/object.ts";
import { valueAt } from "../text/values.ts";
import { say } from "../words/say.ts";
import { keysOf } from "./missing-key.ts";
import { containersOf, itemsOf, podOf } from "./pods.ts";
import type { Rule, Subject } from "./rule.ts";

/** A ConfigMap or Secret that is mounted where a file should be: without a subPath its keys are files in a folder of that name. */
export const fileMountedAsFolder: Rule = {
  code: "file-mounted-as-folder",
  severity: "warning",
  looksAt: "workspace",
  *check(subject) {
    const volumes = itemsOf(podOf(subject)?.spec["volumes"]).map(({ item }) => item);
    for (const { container, path } of containersOf(subject, true))
      for (const { item, index } of itemsOf(container["volumeMounts"])) {
        const { mountPath, name } = item;
        if (typeof mountPath !== "string" || item["subPath"] !== undefined || item["subPathExpr"] !== undefined) continue;
        const file = mountPath.slice(mountPath.lastIndexOf("/") + 1);
        const volume = volumes.find((one) => one["name"] === name);
        if (volume && file.includes(".") && filesOf(volume, subject).includes(file))
          yield { path: [...path, "volumeMounts", index, "mountPath"], message: say("file-mounted-as-folder", { path: mountPath, file }) };
      }
  },
};

/** The files that a volume makes of a ConfigMap or Secret, as far as they are known. */
function filesOf(volume: Readonly<Record<string, unknown>>, { catalog, document }: Subject): readonly string[] {
  const [kind, source, name] = volume["configMap"] ? ["ConfigMap", "configMap", "name"] : ["Secret", "secret", "secretName"];
  const listed = valueAt(volume, [source, "items"]);
  if (Array.isArray(listed)) return listed.flatMap((one: unknown) => (isObject(one) && typeof one["path"] === "string" ? [one["path"]] : []));
  const held = valueAt(volume, [source, name]);
  return catalog.find(kind, document.self.namespace, typeof held === "string" ? held : "").flatMap((entry) => [...keysOf(entry.document)]);
}
