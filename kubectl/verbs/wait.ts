import type { StoredObject } from "../../engine/core/objects.ts";
import { at, listAt, printed } from "../core/plain.ts";
import { all, type Problem, problem } from "../core/problem.ts";
import { type Resource, typeName } from "../core/resources.ts";
import { find, get } from "../find/find.ts";
import { allFlag, allNamespacesFlag, fieldSelectorFlag, fileFlags, selectorFlag } from "../line/globals.ts";
import { outputFlags } from "../output/output.ts";
import { Evaluation, printResults } from "../output/jsonPath/evaluate.ts";
import { type Node, parseTemplate, PathFault } from "../output/jsonPath/parse.ts";
import { relaxed } from "../output/jsonPath/relaxed.ts";
import { each } from "./change.ts";
import { type Call, queryOf, type Verb } from "./verb.ts";

const patience = 30_000;
const week = 604_800_000;

/** The condition to wait for. */
type Goal =
  | { readonly is: "delete" }
  | { readonly is: "create" }
  | { readonly is: "condition"; readonly type: string; readonly status: string }
  | { readonly is: "path"; readonly path: readonly Node[]; readonly value: string | undefined };

/** `kubectl wait` */
export const wait: Verb = {
  name: "wait",
  expects: "resources",
  flags: [
    ...fileFlags,
    ...outputFlags,
    selectorFlag,
    fieldSelectorFlag,
    allFlag,
    allNamespacesFlag,
    { name: "for", takes: "texts", values: ["condition=", "delete", "create", "jsonpath="] },
    { name: "timeout", takes: "duration" },
    { name: "local", takes: "switch" },
  ],
  run(call) {
    const { flags, cluster } = call;
    const texts = flags.texts("for");
    if (texts.length === 0) throw problem("unrecognized condition: []");
    const goals = texts.map(goalOf);
    const asked = flags.millis("timeout") ?? patience;
    const isOnce = asked === 0;
    const end = cluster.now + (asked < 0 ? week : asked);
    if (goals.some(({ is }) => is === "create")) awaitThere(call, end);
    const finding = find(cluster, queryOf(call));
    const isForDelete = goals.some(({ is }) => is === "delete");
    if (finding.found.length === 0 && finding.problems.length === 0 && !isForDelete) throw problem("no matching resources found");
    const problems: Problem[] = [];
    each(finding.found, problems, ({ resource, object }) => {
      for (const goal of goals) awaitOne(call, resource, object, goal, isOnce ? undefined : end);
    });
    if (!isForDelete) problems.push(...finding.problems);
    if (problems.length > 0) throw all(problems);
  },
};

function goalOf(text: string): Goal {
  const small = text.toLowerCase();
  if (small === "delete") return { is: "delete" };
  if (small === "create") return { is: "create" };
  if (text.startsWith("condition=")) {
    const rest = text.slice("condition=".length);
    const equals = rest.indexOf("=");
    return { is: "condition", type: equals < 0 ? rest : rest.slice(0, equals), status: equals < 0 ? "true" : rest.slice(equals + 1) };
  }
  if (text.startsWith("jsonpath=")) {
    const rest = text.slice("jsonpath=".length);
    const match = /^(\{.*\}|[^=]*)(?:=(.*))?$/s.exec(rest);
    try {
      return { is: "path", path: parseTemplate(relaxed((match?.[1] ?? "").replaceAll(/^'|'$/g, ""))), value: match?.[2] };
    } catch (error) {
      if (error instanceof PathFault) throw problem(error.message);
      throw error;
    }
  }
  throw problem(`unrecognized condition: ${JSON.stringify(text)}`);
}

function awaitThere(call: Call, end: number): void {
  while (find(call.cluster, queryOf(call)).found.length === 0) {
    if (call.cluster.now >= end || !call.cluster.pass(end)) throw problem("timed out waiting for the condition");
  }
}

/** Waits until a time; without one it looks only once. */
function awaitOne(call: Call, resource: Resource, object: StoredObject, goal: Goal, end: number | undefined): void {
  const { cluster } = call;
  const { name, namespace, uid } = object.metadata;
  for (;;) {
    const now = get(cluster, resource, namespace, name);
    if (isMet(goal, resource, now, uid)) break;
    if (end === undefined) throw problem(`condition not met for ${resource.plural}/${name}`);
    if (cluster.now >= end || !cluster.pass(end)) {
      if (isMet(goal, resource, get(cluster, resource, namespace, name), uid)) break;
      throw problem(`timed out waiting for the condition on ${resource.plural}/${name}`);
    }
  }
  call.out(call.flags.text("output") === "name" ? `${typeName(resource)}/${name}\n` : `${typeName(resource)}/${name} condition met\n`);
}

function isMet(goal: Goal, resource: Resource, object: StoredObject | undefined, uid: string): boolean {
  if (goal.is === "delete") return object?.metadata.uid !== uid;
  if (!object) return false;
  switch (goal.is) {
    case "create":
      return true;
    case "condition": {
      const observed = at(object, "status", "observedGeneration");
      if (typeof observed === "number" && observed < (object.metadata.generation ?? 0)) return false;
      const condition = listAt<{ type?: string; status?: string }>(object, "status", "conditions").find(
        ({ type = "" }) => type.toLowerCase() === goal.type.toLowerCase(),
      );
      return condition?.status?.toLowerCase() === goal.status.toLowerCase();
    }
    case "path": {
      const values = new Evaluation("nothing").results(goal.path, printed(object, resource)).flat();
      if (values.length > 1) throw problem("given jsonpath expression matches more than one value");
      return values.length === 1 && (goal.value === undefined || printResults([values]) === goal.value);
    }
  }
}
