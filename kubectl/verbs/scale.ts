import { scalableKinds } from "../../api/workloads.ts";
import type { StoredObject } from "../../engine/core/objects.ts";
import { at, plainText, printed, textAt } from "../core/plain.ts";
import { all, Problem, problem } from "../core/problem.ts";
import { find, type Found } from "../find/find.ts";
import { allFlag, recordFlag, selectorFlag } from "../line/globals.ts";
import { changeFlags, type DryRun, dryRunOf, each, printedTry, recorded, Reporter, update } from "./change.ts";
import { type Call, queryOf, type Verb } from "./verb.ts";

/** `kubectl scale` */
export const scale: Verb = {
  name: "scale",
  expects: "resources",
  flags: [
    ...changeFlags,
    allFlag,
    selectorFlag,
    recordFlag,
    { name: "replicas", takes: "integer", required: true },
    { name: "current-replicas", takes: "integer" },
    { name: "resource-version", takes: "text" },
    { name: "timeout", takes: "duration" },
  ],
  run(call) {
    const { flags } = call;
    const replicas = flags.integer("replicas") ?? -1;
    if (replicas < 0) throw problem("The --replicas=COUNT flag is required, and COUNT must be greater than or equal to 0");
    const dry = dryRunOf(call);
    const finding = find(call.cluster, queryOf(call, { kindsAreEnough: flags.on("all") }));
    if (finding.found.length === 0 && finding.problems.length === 0) throw problem("no objects passed to scale");
    const problems: Problem[] = [...finding.problems];
    const reporter = new Reporter(call, dry);
    each(finding.found, problems, (found) => scaleOne(call, found, replicas, dry, reporter));
    reporter.end();
    if (problems.length > 0) throw all(problems);
  },
};

function scaleOne(call: Call, { resource, object }: Found, replicas: number, dry: DryRun, reporter: Reporter): void {
  if (!scalableKinds.includes(resource.kind)) throw new Problem("Error from server (NotFound): the server could not find the requested resource");
  const now = at(object, "spec", "replicas") ?? 1;
  const expected = call.flags.integer("current-replicas") ?? -1;
  if (expected >= 0 && expected !== now) throw problem(`Expected replicas to be ${expected}, was ${plainText(now)}`);
  const version = call.flags.text("resource-version") ?? "";
  const resourceVersion = textAt(printed(object, resource), "metadata", "resourceVersion");
  if (version !== "" && version !== resourceVersion) throw problem(`Expected resource version to be ${version}, was ${resourceVersion}`);
  const next = recorded(call, { ...object, spec: { ...(object as StoredObject & { spec?: object }).spec, replicas } } as StoredObject);
  const result = update(call, next, dry);
  reporter.done({ resource, name: object.metadata.name, operation: "scaled", object: printedTry(result, resource, false) });
}
