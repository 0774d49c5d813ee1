import { isObject } from "../../api/object.ts";
import { say } from "../words/say.ts";
import { containersOf, podOf } from "./pods.ts";
import type { Rule } from "./rule.ts";

/** `runAsNonRoot` and the user 0 at once: the kubelet refuses to start the container. */
export const rootAgainstNonRoot: Rule = {
  code: "root-against-non-root",
  severity: "warning",
  looksAt: "document",
  *check(subject) {
    const pod = podOf(subject);
    for (const { container, path } of containersOf(subject, true)) {
      const own = contextOf(container);
      const shared = contextOf(pod?.spec);
      const isNonRoot = own["runAsNonRoot"] ?? shared["runAsNonRoot"];
      const user = own["runAsUser"] ?? shared["runAsUser"];
      if (isNonRoot !== true || user !== 0) continue;
      const at = own["runAsUser"] === undefined ? (pod?.path ?? []) : path;
      yield { path: [...at, "securityContext", "runAsUser"], message: say("root-against-non-root") };
    }
  },
};

function contextOf(holder: Readonly<Record<string, unknown>> | undefined): Readonly<Record<string, unknown>> {
  const context = holder?.["securityContext"];
  return isObject(context) ? context : {};
}
