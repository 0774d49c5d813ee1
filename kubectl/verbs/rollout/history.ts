import type { PodTemplateSpec } from "../../../schemas/generated/types.ts";
import { all, problem } from "../../core/problem.ts";
import { printed } from "../../core/plain.ts";
import { resourceOfKind, typeName } from "../../core/resources.ts";
import { type Found, find } from "../../find/find.ts";
import { fileFlags, selectorFlag } from "../../line/globals.ts";
import { outputFlags, printerFor } from "../../output/output.ts";
import { Page } from "../../text/page.ts";
import { aligned } from "../../text/tabs.ts";
import { podTemplateField } from "../../views/parts/podTemplate.ts";
import { type Call, queryOf, type Verb } from "../verb.ts";
import { type Revision, revisionsOf, withCause } from "./revisions.ts";

const kept = new Set(["Deployment", "StatefulSet", "DaemonSet"]);

/** `kubectl rollout history` */
export const history: Verb = {
  name: "history",
  expects: "rollouts",
  flags: [...fileFlags, ...outputFlags, selectorFlag, { name: "revision", takes: "integer" }],
  run(call) {
    if (call.args.length === 0 && call.flags.texts("filename").length === 0) throw problem("required resource not specified");
    if ((call.flags.integer("revision") ?? 0) < 0) throw problem(`revision must be a positive integer: ${call.flags.text("revision")}`);
    const { found, problems } = find(call.cluster, queryOf(call, { kindsAreEnough: true }));
    for (const one of found) show(call, one);
    if (problems.length > 0) throw all(problems);
  },
};

function show(call: Call, found: Found): void {
  const { resource, object } = found;
  const wanted = call.flags.integer("revision") ?? 0;
  if (!kept.has(resource.kind))
    throw problem(
      `no history viewer has been implemented for ${JSON.stringify(resource.group === "" ? resource.kind : `${resource.kind}.${resource.group}`)}`,
    );
  const revisions = revisionsOf(object, call.cluster);
  const printer = printerFor(call.flags, "change", call.cluster.read);
  const name = `${typeName(resource)}/${object.metadata.name}`;
  if (typeof printer === "function") {
    const shown = wanted > 0 ? [revisionAt(revisions, wanted)] : revisions;
    const objects = shown.map(({ keeper }) => printed(keeper, resourceOfKind(keeper.kind)!));
    call.out(objects.map(printer).join(call.flags.text("output") === "yaml" ? "---\n" : ""));
    return;
  }
  if (wanted > 0) call.out(`${name} with revision #${wanted}\n${templateText(withCause(revisionAt(revisions, wanted)))}\n`);
  else call.out(`${name} \n${table(revisions)}\n`);
}

function revisionAt(revisions: readonly Revision[], number: number): Revision {
  const found = revisions.find((one) => one.number === number);
  if (!found) throw problem("unable to find the specified revision");
  return found;
}

function table(revisions: readonly Revision[]): string {
  const lines = revisions.map(({ number, cause }) => `${number}\t${cause ?? "<none>"}`);
  return aligned(["REVISION\tCHANGE-CAUSE", ...lines, ""].join("\n"), { least: 0, gap: 2 });
}

/** A pod template as histories and dry runs print it: with tabs. */
export function templateText(template: PodTemplateSpec): string {
  const page = new Page();
  podTemplateField(page, template);
  return page.untabbed();
}
