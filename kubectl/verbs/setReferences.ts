import { sameValue } from "../../api/equal.ts";
import type { StoredObject } from "../../engine/core/objects.ts";
import type { Plain } from "../core/plain.ts";
import { all, problem } from "../core/problem.ts";
import { find, type Found } from "../find/find.ts";
import { asked } from "../../engine/rehearsal/script/named.ts";
import { ask, dryRunOf, printedTry, Reporter } from "./change.ts";
import { subjectFlags, subjectsOf } from "./create/policies.ts";
import { setFlags } from "./set.ts";
import { type Call, queryOf, type Verb } from "./verb.ts";

/** `kubectl set selector` */
export const selector: Verb = {
  name: "selector",
  expects: "resources",
  flags: setFlags,
  run(call) {
    const words = [...call.args];
    const text = words.pop();
    if (text === undefined) throw problem("one or more resources must be specified as <resource> <name> or <resource>/<name>");
    const labels = Object.fromEntries(text.split(",").map((part) => part.split(/==?/, 2) as [string, string]));
    setEach(call, words, "selector updated", ({ resource, object }) => {
      if (resource.kind !== "Service") throw problem(`selector is not supported on ${resource.kind}`);
      return { ...object, spec: { ...(object as StoredObject & { spec: object }).spec, selector: labels } } as StoredObject;
    });
  },
};

/** `kubectl set subject` */
export const subject: Verb = {
  name: "subject",
  expects: "resources",
  flags: [...setFlags, ...subjectFlags],
  run(call) {
    const added = subjectsOf(call);
    if (added.length === 0) throw problem("you must specify at least one value of user, group or serviceaccount");
    setEach(call, call.args, "subjects updated", ({ resource, object }) => {
      if (!/^(?:Cluster)?RoleBinding$/.test(resource.kind)) throw problem("subject is only supported on RoleBinding and ClusterRoleBinding");
      const { subjects = [] } = object as StoredObject & { readonly subjects?: readonly Plain[] };
      const fresh = added.filter((one) => !subjects.some((old) => sameValue(old, one)));
      return { ...object, subjects: [...subjects, ...fresh] } as StoredObject;
    });
  },
};

/** Changes each object that is named, and says so. */
function setEach(call: Call, words: readonly string[], operation: string, change: (found: Found) => StoredObject): void {
  const dry = dryRunOf(call);
  const { found, problems } = find(call.cluster, queryOf(call, { args: words }));
  const reporter = new Reporter(call, dry);
  for (const one of found) {
    const next = change(one);
    const result = dry === "client" ? next : (ask(call, { do: "update", object: next, why: asked }, dry) ?? next);
    reporter.done({ resource: one.resource, name: one.object.metadata.name, operation, object: printedTry(result, one.resource, false) });
  }
  reporter.end();
  if (problems.length > 0) throw all(problems);
}
