import { asked } from "../../engine/rehearsal/script/named.ts";
import { sameValue } from "../../api/equal.ts";
import type { Answer, Command } from "../../engine/core/command.ts";
import type { StoredObject } from "../../engine/core/objects.ts";
import { at, type Plain, printed } from "../core/plain.ts";
import { Problem, problem, refusalOf } from "../core/problem.ts";
import { type Resource, typeName } from "../core/resources.ts";
import { lastApplied } from "../../api/merge/lastApplied.ts";
import type { Flag } from "../line/flags.ts";
import { dryRunFlag, fileFlags, managerFlag } from "../line/globals.ts";
import { listOf, outputFlags, printerFor } from "../output/output.ts";
import { tracked } from "./serverSide.ts";
import type { Call } from "./verb.ts";

/** Where a change goes: to the server, to the server as a try, or nowhere. */
export type DryRun = "none" | "client" | "server";

/** The flags of commands that change objects. */
export const changeFlags: readonly Flag[] = [...outputFlags, ...fileFlags, dryRunFlag, managerFlag];

/** The flag `--dry-run`, which may be anything. */
export function dryRunOf({ flags, err }: Call): DryRun {
  const value = flags.text("dry-run") ?? "none";
  if (value === "none" || value === "client" || value === "server") return value;
  if (value === "unchanged") {
    err("W0105 09:00:30.000000       1 helpers.go:719] --dry-run is deprecated and can be replaced with --dry-run=client.\n");
    return "client";
  }
  if (value === "true" || value === "false") {
    const to = value === "true" ? "client" : "none";
    err(`W0105 09:00:30.000000       1 helpers.go:708] --dry-run=${value} is deprecated (boolean value) and can be replaced with --dry-run=${to}.\n`);
    return to;
  }
  throw problem(`Invalid dry-run value (${value}). Must be "none", "server", or "client".`);
}

/** What is said behind an operation that was not done. */
export function dryWords(dry: DryRun): string {
  return dry === "none" ? "" : dry === "client" ? " (dry run)" : " (server dry run)";
}

/** Asks the server to do something, or to try. Throws its refusal. */
export function ask(call: Call, asks: Command, dry: DryRun, context = ""): StoredObject | undefined {
  const command = asks.do === "update" ? { ...asks, object: tracked(call, somewhere(asks.object)) } : asks;
  const answer: Answer = dry === "server" ? call.cluster.tryOut(command) : call.cluster.perform(command);
  if (!answer.ok) throw refusalOf(answer, context);
  return answer.object;
}

/** An object of the cluster is in no namespace, which a manifest does not say. */
function somewhere(object: StoredObject): StoredObject {
  const { namespace = "" } = object.metadata as { readonly namespace?: string };
  return { ...object, metadata: { ...object.metadata, namespace } };
}

/** What a command did to an object, for a person or in the form of output that was asked for. */
export interface Done {
  readonly resource: Resource;
  readonly name: string;
  readonly operation: string;
  readonly object: Plain;
}

/** Tells what was done, each thing as it happens; objects are printed together at the end. */
export class Reporter {
  private readonly call: Call;
  private readonly dry: DryRun;
  private readonly printer: ReturnType<typeof printerFor>;
  private readonly objects: Plain[] = [];
  private readonly together: boolean;

  /** `together`: several objects are printed as one list. */
  constructor(call: Call, dry: DryRun, together = false) {
    this.call = call;
    this.dry = dry;
    this.together = together;
    this.printer = printerFor(call.flags, "change", call.cluster.read);
  }

  done({ resource, name, operation, object }: Done): void {
    if (typeof this.printer !== "function") this.call.out(`${typeName(resource)}/${name} ${operation}${dryWords(this.dry)}\n`);
    else if (this.call.flags.text("output") === "name") this.call.out(`${typeName(resource)}/${name}\n`);
    else this.objects.push(object);
  }

  end(): void {
    const { printer, objects } = this;
    if (typeof printer !== "function" || objects.length === 0) return;
    if (this.together && objects.length > 1) {
      this.call.out(printer(listOf(objects)));
      return;
    }
    const isYaml = this.call.flags.text("output") === "yaml";
    this.call.out(objects.map(printer).join(isYaml ? "---\n" : ""));
  }
}

/** An object that has not been to the server has no version, unless it had one before. */
export function printedTry(object: StoredObject, resource: Resource, isNew: boolean): Plain {
  const plain = printed(object, resource);
  if (!isNew) return plain;
  const { resourceVersion: _, ...metadata } = plain["metadata"] as Plain;
  return { ...plain, metadata };
}

/** Puts an object in the place of an old one. The object as it is then; nothing changes in a client's dry run. */
export function update(call: Call, object: StoredObject, dry: DryRun, context = ""): StoredObject {
  if (dry === "client") return object;
  return ask(call, { do: "update", object, why: asked }, dry, context) ?? object;
}

/** Whether two versions of an object are the same in everything that a person may change. */
export function isSame(a: StoredObject, b: StoredObject): boolean {
  const { status: _, ...left } = a as StoredObject & { status?: unknown };
  const { status: __, ...right } = b as StoredObject & { status?: unknown };
  return sameValue(left, right);
}

/** `--record` notes the command itself on what it changes. */
export function recorded(call: Call, object: StoredObject): StoredObject {
  if (!call.flags.on("record")) return object;
  const annotations = { ...object.metadata.annotations, "kubernetes.io/change-cause": commandLine(call) };
  return { ...object, metadata: { ...object.metadata, annotations } };
}

/** The command as kubectl notes it: arguments first, flags by their long names. */
function commandLine({ path, args, flags }: Call): string {
  const given = flags.names().flatMap((name) => {
    const flag = flags.flag(name);
    const values = flag?.takes === "texts" || flag?.takes === "list" ? [flags.texts(name).join(",")] : [flags.text(name) ?? ""];
    return values.map((value) => `--${name}=${value}`);
  });
  return ["kubectl", path, ...args, ...given.sort()].join(" ");
}

/** Whether `apply` made an object. */
export function isApplied(object: StoredObject): boolean {
  return at(object, "metadata", "annotations", lastApplied) !== undefined;
}

/** Carries on with what can be done, and gathers what cannot. */
export function each<T>(items: readonly T[], problems: Problem[], act: (item: T) => void): void {
  for (const item of items) {
    try {
      act(item);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      problems.push(error);
    }
  }
}
