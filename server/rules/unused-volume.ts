import { valueAt } from "../text/values.ts";
import { containersOf, itemsOf, podOf } from "./pods.ts";
import type { Rule } from "./rule.ts";
import { say } from "../words/say.ts";

/** A volume that no container mounts has no use, and may keep a pod pending. */
export const unusedVolume: Rule = {
  code: "unused-volume",
  severity: "hint",
  looksAt: "document",
  *check(subject) {
    const pod = podOf(subject);
    if (!pod) return;
    const mounted = new Set(
      containersOf(subject, true).flatMap(({ container }) =>
        [...itemsOf(container["volumeMounts"]), ...itemsOf(container["volumeDevices"])].map(({ item }) => item["name"]),
      ),
    );
    const named = JSON.stringify(valueAt(pod.spec, ["containers"]) ?? "").includes('"volumeName"');
    for (const { item, index } of itemsOf(pod.spec["volumes"])) {
      if (typeof item["name"] === "string" && !mounted.has(item["name"]) && !named)
        yield { path: [...pod.path, "volumes", index, "name"], message: say("not-mounted"), look: "unnecessary" };
    }
  },
};
