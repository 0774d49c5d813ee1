import type { Container, EnvVar, PodSpec, PodTemplateSpec } from "../../schemas/generated/types.ts";
import { parseQuantity } from "../../api/quantity.ts";
import { at } from "../core/plain.ts";
import { sameValue } from "../../api/equal.ts";
import type { StoredObject } from "../../engine/core/objects.ts";
import { all, Problem, problem } from "../core/problem.ts";
import { find, get, notFound } from "../find/find.ts";
import { resourceFor } from "../core/resources.ts";
import type { Flag } from "../line/flags.ts";
import { allFlag, recordFlag, selectorFlag } from "../line/globals.ts";
import { asked } from "../../engine/rehearsal/script/named.ts";
import { changeFlags, type DryRun, dryRunOf, each, printedTry, recorded, Reporter } from "./change.ts";
import { wordsAndPairs } from "./labels.ts";
import { tracked } from "./serverSide.ts";
import { type Call, queryOf, type Verb } from "./verb.ts";

/** The flags of every `kubectl set`. */
export const setFlags: readonly Flag[] = [...changeFlags, allFlag, selectorFlag, recordFlag, { name: "local", takes: "switch" }];

type WithTemplate = StoredObject & {
  readonly spec: { readonly template?: PodTemplateSpec; readonly jobTemplate?: { readonly spec?: { readonly template?: PodTemplateSpec } } };
};

/** The pod's spec in an object that has one: its own, its template's, or its jobs' template's. */
export function podSpecOf(object: StoredObject): PodSpec | undefined {
  if (object.kind === "Pod") return (object as StoredObject & { spec: PodSpec }).spec;
  const { spec } = object as WithTemplate;
  return object.kind === "CronJob" ? spec?.jobTemplate?.spec?.template?.spec : spec?.template?.spec;
}

function withPodSpec(object: StoredObject, podSpec: PodSpec): StoredObject {
  if (object.kind === "Pod") return { ...object, spec: podSpec } as StoredObject;
  const { spec } = object as WithTemplate;
  if (object.kind !== "CronJob") return { ...object, spec: { ...spec, template: { ...spec.template, spec: podSpec } } } as StoredObject;
  const { jobTemplate } = spec;
  return {
    ...object,
    spec: { ...spec, jobTemplate: { ...jobTemplate, spec: { ...jobTemplate?.spec, template: { ...jobTemplate?.spec?.template, spec: podSpec } } } },
  } as StoredObject;
}

const noResource = "one or more resources must be specified as <resource> <name> or <resource>/<name>";

/** Changes the pod's spec of each object that is named; a change may gather problems and go on. `failure` is what kubectl says before the server's refusal. */
function setOn(
  call: Call,
  words: readonly string[],
  operation: string,
  failure: string,
  change: (spec: PodSpec, object: StoredObject, problems: Problem[]) => PodSpec,
): void {
  const dry = dryRunOf(call);
  const finding = find(call.cluster, queryOf(call, { args: words }));
  const problems: Problem[] = [...finding.problems];
  const reporter = new Reporter(call, dry);
  each(finding.found, problems, ({ resource, object }) => {
    const old = podSpecOf(object);
    if (!old) throw problem(`${resource.plural}/${object.metadata.name} the object is not a pod or does not have a pod template`);
    const spec = change(old, object, problems);
    if (sameValue(spec, old)) return;
    const next = recorded(call, withPodSpec(object, spec));
    const result = dry === "client" ? next : patch(call, next, dry, failure);
    reporter.done({ resource, name: object.metadata.name, operation, object: printedTry(result, resource, false) });
  });
  reporter.end();
  if (problems.length > 0) throw all(problems);
}

function patch(call: Call, object: StoredObject, dry: DryRun, failure: string): StoredObject {
  const command = { do: "update", object: tracked(call, object), why: asked } as const;
  const answer = dry === "server" ? call.cluster.tryOut(command) : call.cluster.perform(command);
  if (!answer.ok) throw problem(`${failure} ${answer.message}`);
  return answer.object ?? object;
}

/** What kubectl says where nothing is to be set: first of all what is wrong with the names. */
function nothingToSet(call: Call, words: readonly string[], message: string): Problem {
  const { problems } = find(call.cluster, queryOf(call, { args: words }));
  return problems.length > 0 ? all(problems) : problem(message);
}

/** `kubectl set image` */
export const image: Verb = {
  name: "image",
  expects: "rollouts",
  flags: setFlags,
  run(call) {
    const { words, pairs } = wordsAndPairs(call.args, "image", false);
    if (pairs.length === 0) throw nothingToSet(call, words, "at least one image update is required");
    const images = new Map(pairs.map((pair) => [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)]));
    const everywhere = images.get("*");
    if (everywhere !== undefined && images.size > 1)
      throw problem("all containers are already specified by *, but saw more than one container_name=container_image pairs");
    setOn(call, words, "image updated", "failed to patch image update to pod template:", (spec, _, problems) => {
      const names = [...(spec.initContainers ?? []), ...(spec.containers ?? [])].map(({ name }) => name);
      const missing = everywhere === undefined ? [...images.keys()].filter((name) => !names.includes(name)) : [];
      problems.push(...missing.map((name) => new Problem(`error: unable to find container named ${JSON.stringify(name)}`)));
      const changed = (list: readonly Container[] | undefined): Container[] | undefined =>
        list?.map((container) => ({ ...container, image: everywhere ?? images.get(container.name ?? "") ?? container.image }));
      return { ...spec, containers: changed(spec.containers), ...(spec.initContainers && { initContainers: changed(spec.initContainers) }) };
    });
  },
};

/** A pattern of container names as kubectl understands it: `*` is anything. */
function containerMatcher(pattern: string): (name: string) => boolean {
  const parts = pattern.split("*");
  const [start = "", end = ""] = [parts[0], parts.at(-1)];
  return (name) => {
    if (parts.length === 1) return name === pattern;
    if (!name.startsWith(start) || !name.endsWith(end) || name.length < start.length + end.length) return false;
    let from = start.length;
    for (const part of parts.slice(1, -1)) {
      const at = name.indexOf(part, from);
      if (at < 0 || at + part.length > name.length - end.length) return false;
      from = at + part.length;
    }
    return true;
  };
}

/** `kubectl set resources` */
export const resources: Verb = {
  name: "resources",
  expects: "rollouts",
  flags: [...setFlags, { name: "containers", short: "c", takes: "text" }, { name: "limits", takes: "text" }, { name: "requests", takes: "text" }],
  run(call) {
    const limits = amountsOf(call.flags.text("limits"));
    const requests = amountsOf(call.flags.text("requests"));
    if (!limits && !requests)
      throw nothingToSet(call, call.args, "you must specify an update to requests or limits (in the form of --requests/--limits)");
    const fits = containerMatcher(call.flags.text("containers") ?? "*");
    setOn(call, call.args, "resource requirements updated", "failed to patch resources update to pod template", (spec) => {
      if (!(spec.containers ?? []).some(({ name }) => fits(name ?? "")))
        throw problem(`unable to find container named ${call.flags.text("containers")}`);
      const containers = spec.containers?.map((container) => {
        if (!fits(container.name ?? "")) return container;
        const merged = {
          ...container.resources,
          ...(limits && { limits: { ...container.resources?.limits, ...limits } }),
          ...(requests && { requests: { ...container.resources?.requests, ...requests } }),
        };
        return { ...container, resources: merged };
      });
      return { ...spec, containers };
    });
  },
};

function amountsOf(text: string | undefined): Record<string, string> | undefined {
  if (text === undefined || text === "") return undefined;
  const amounts = text.split(",").map((part): [string, string] => {
    const [name = "", amount, ...more] = part.split("=");
    if (amount === undefined || more.length > 0) throw problem(`Invalid argument syntax ${part}, expected <resource>=<value>`);
    if (!parseQuantity(amount)) throw problem("quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'");
    return [name, amount];
  });
  return Object.fromEntries(amounts);
}

/** `kubectl set serviceaccount` */
export const serviceAccount: Verb = {
  name: "serviceaccount",
  aliases: ["sa"],
  expects: "rollouts",
  flags: setFlags,
  run(call) {
    const words = [...call.args];
    const account = words.pop();
    if (account === undefined) throw problem("serviceaccount is required");
    setOn(call, words, "serviceaccount updated", "failed to patch ServiceAccountName", (spec) => ({
      ...spec,
      serviceAccountName: account,
      serviceAccount: account,
    }));
  },
};

/** `kubectl set env` */
export const env: Verb = {
  name: "env",
  expects: "rollouts",
  flags: [
    ...setFlags,
    { name: "containers", short: "c", takes: "text" },
    { name: "env", short: "e", takes: "texts" },
    { name: "from", takes: "text" },
    { name: "keys", takes: "list" },
    { name: "prefix", takes: "text" },
    { name: "list", takes: "switch" },
    { name: "resolve", takes: "switch" },
    { name: "overwrite", takes: "switch" },
  ],
  run(call) {
    const { words, pairs } = wordsAndPairs(call.args, "environment", true);
    const fits = containerMatcher(call.flags.text("containers") ?? "*");
    const isList = call.flags.on("list");
    const { added, removed } = variablesOf(call, pairs);
    if (words.length === 0 && call.flags.texts("filename").length === 0) throw problem(noResource);
    if (!isList && added.length === 0 && removed.length === 0) throw nothingToSet(call, words, "at least one environment variable must be provided");
    const keeps = !call.flags.on("overwrite", true);
    setOn(call, words, "env updated", "failed to patch env update to pod template:", (spec, object) => {
      const held = keeps
        ? otherValue(
            (spec.containers ?? []).filter(({ name }) => fits(name ?? "")),
            added,
          )
        : undefined;
      if (held)
        throw problem(
          `${resourceFor(object.kind).plural}/${object.metadata.name} '${held.name}' already has a value (${held.value ?? ""}), and --overwrite is false`,
        );
      const changed = (list: readonly Container[] | undefined): Container[] | undefined =>
        list?.map((container) => (fits(container.name ?? "") ? withVariables(container, added, removed) : container));
      const next = { ...spec, containers: changed(spec.containers), ...(spec.initContainers && { initContainers: changed(spec.initContainers) }) };
      if (!isList) return next;
      for (const container of [...(next.containers ?? []), ...(next.initContainers ?? [])])
        if (fits(container.name ?? "")) list(call, object, container);
      return spec;
    });
  },
};

/** A variable that some container has already, with another value. */
function otherValue(containers: readonly Container[], added: readonly EnvVar[]): EnvVar | undefined {
  return containers.flatMap(({ env: own = [] }) => own).find((own) => added.some(({ name, value }) => name === own.name && value !== own.value));
}

function withVariables(container: Container, added: readonly EnvVar[], removed: readonly string[]): Container {
  const kept = (container.env ?? [])
    .filter(({ name }) => !removed.includes(name ?? ""))
    .map((old) => added.find(({ name }) => name === old.name) ?? old);
  const fresh = added.filter(({ name }) => !kept.some((one) => one.name === name));
  const all = [...kept, ...fresh];
  const { env: _, ...rest } = container;
  return all.length > 0 ? { ...container, env: all } : rest;
}

function variablesOf(call: Call, pairs: readonly string[]): { readonly added: readonly EnvVar[]; readonly removed: readonly string[] } {
  const { flags: given, cluster, namespace } = call;
  const all = [...given.texts("env"), ...pairs];
  const added: EnvVar[] = [];
  for (const pair of all.filter((one) => one.includes("=")))
    added.push({ name: checkedName(pair.slice(0, pair.indexOf("="))), value: pair.slice(pair.indexOf("=") + 1) });
  const from = given.text("from");
  if (from !== undefined) {
    const [kind = "", name = ""] = from.split("/");
    const resource = resourceFor(kind);
    const source = get(cluster, resource, namespace, name);
    if (!source) throw notFound(resource, name);
    const keys = given.texts("keys");
    for (const key of Object.keys(at(source, "data") ?? {}).filter((one) => keys.length === 0 || keys.includes(one))) {
      const ref = { name, key };
      const variable = key.toUpperCase().replaceAll(/[^A-Z0-9_]/g, "_");
      if (variable !== key) call.err(`Warning: key ${key} transferred to ${variable}\n`);
      added.push({
        name: variable,
        valueFrom: resource.kind === "Secret" ? { secretKeyRef: ref } : { configMapKeyRef: ref },
      });
    }
  }
  const prefix = given.text("prefix") ?? "";
  return {
    added: added.map((one) => ({ ...one, name: `${prefix}${one.name}` })),
    removed: all.filter((one) => !one.includes("=")).map((one) => one.slice(0, -1)),
  };
}

function checkedName(name: string): string {
  if (/^[-._a-zA-Z][-._a-zA-Z0-9]*$/.test(name)) return name;
  const rule = "a valid environment variable name must consist of alphabetic characters, digits, '_', '-', or '.', and must not start with a digit";
  const examples = "(e.g. 'my.env-name',  or 'MY_ENV.NAME',  or 'MyEnvName1', regex used for validation is '[-._a-zA-Z][-._a-zA-Z0-9]*')";
  throw problem(`${JSON.stringify(name)} is not a valid key name: ${rule} ${examples}`);
}

function list({ out }: Call, object: StoredObject, { name, env: variables = [] }: Container): void {
  out(`# ${object.kind} ${object.metadata.name}, container ${name}\n`);
  for (const { name: key, value = "", valueFrom } of variables) out(valueFrom ? `# ${key} from ${referenceText(valueFrom)}\n` : `${key}=${value}\n`);
}

function referenceText({ configMapKeyRef, secretKeyRef, fieldRef, resourceFieldRef }: NonNullable<EnvVar["valueFrom"]>): string {
  if (configMapKeyRef) return `configmap ${configMapKeyRef.name}, key ${configMapKeyRef.key}`;
  if (secretKeyRef) return `secret ${secretKeyRef.name}, key ${secretKeyRef.key}`;
  if (fieldRef) return `field path ${fieldRef.fieldPath}`;
  return `resource field ${resourceFieldRef?.resource}`;
}
