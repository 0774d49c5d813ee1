import { all, problem } from "../core/problem.ts";
import { find, list } from "../find/find.ts";
import { resourcesFor } from "../core/resources.ts";
import { allNamespacesFlag, chunkFlag, fileFlags, selectorFlag } from "../line/globals.ts";
import { described } from "../views/describe.ts";
import { warn } from "./get.ts";
import { type Call, queryOf, type Verb } from "./verb.ts";

/** `kubectl describe` */
export const describe: Verb = {
  name: "describe",
  expects: "resources",
  flags: [...fileFlags, selectorFlag, allNamespacesFlag, chunkFlag, { name: "show-events", takes: "switch" }],
  run(call) {
    const { cluster, flags, args } = call;
    if (args.length === 0 && flags.texts("filename").length === 0)
      throw problem('You must specify the type of resource to describe. Use "kubectl api-resources" for a complete list of supported resources.');
    const finding = find(cluster, queryOf(call, { kindsAreEnough: true }));
    warn(call, finding);
    if (finding.problems.length > 0 && finding.found.length === 0) {
      if (byPrefix(call)) return;
      throw all(finding.problems);
    }
    const showsEvents = flags.on("show-events", finding.found.length === 1);
    call.out(finding.found.map(({ object, resource }) => described(object, resource, cluster, showsEvents)).join("\n\n"));
    if (finding.problems.length > 0) throw all(finding.problems);
    if (finding.found.length === 0)
      call.err(flags.on("all-namespaces") ? "No resources found\n" : `No resources found in ${call.namespace} namespace.\n`);
  },
};

/** A name that nothing has means all whose names begin with it. */
function byPrefix(call: Call): boolean {
  const [kind = "", prefix, ...more] = call.args;
  if (prefix === undefined || more.length > 0 || kind.includes("/")) return false;
  const [resource] = resourcesFor(kind);
  const matching = resource
    ? list(call.cluster, resource, resource.namespaced ? call.namespace : undefined).filter(({ metadata }) => metadata.name.startsWith(prefix))
    : [];
  if (!resource || matching.length === 0) return false;
  call.out(matching.map((object) => described(object, resource, call.cluster, call.flags.on("show-events", matching.length === 1))).join("\n\n"));
  return true;
}
