import type { Plain } from "../../core/plain.ts";
import { misuse, problem, Problem } from "../../core/problem.ts";
import { type Resource, resourceOfKind } from "../../core/resources.ts";
import { annotated } from "../../../api/merge/lastApplied.ts";
import type { Flag } from "../../line/flags.ts";
import { dryRunFlag, managerFlag, validateFlag } from "../../line/globals.ts";
import { outputFlags, printerFor } from "../../output/output.ts";
import { jsonText } from "../../output/json.ts";
import { createdAs } from "../apply.ts";
import { type DryRun, dryRunOf, Reporter } from "../change.ts";
import type { Call, Verb } from "../verb.ts";

/** A command that makes an object out of flags: `create deployment`. */
export interface Generator {
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly flags: readonly Flag[];
  /** What is said before a refusal of the server, where kubectl says anything. */
  readonly failure?: string;
  /** The object, with its fields in the order of the server's own types. */
  make(call: Call, name: string): Plain;
}

/** The flags of every generator. */
export const generatorFlags: readonly Flag[] = [
  ...outputFlags,
  dryRunFlag,
  managerFlag,
  validateFlag,
  { name: "save-config", takes: "switch" },
  { name: "append-hash", takes: "switch" },
];

/** A generator as a command. */
export function generatorVerb(generator: Generator): Verb {
  return {
    name: generator.name,
    ...(generator.aliases && { aliases: generator.aliases }),
    expects: "nothing",
    flags: [...generatorFlags, ...generator.flags],
    run(call) {
      const own = call.dash === undefined ? call.args : call.args.slice(0, call.dash);
      if (own.length !== 1) throw misuse(call.path, `exactly one NAME is required, got ${own.length}`);
      generate(call, generator.make(call, own[0]!), generator.failure);
    },
  };
}

/** Creates an object that was made of flags, and says so. */
export function generate(call: Call, object: Plain, failure?: string): void {
  const dry = dryRunOf(call);
  const reporter = new Reporter(call, dry);
  makeOne(call, object, dry, reporter, failure);
  reporter.end();
}

function makeOne(call: Call, object: Plain, dry: DryRun, reporter: Reporter, failure: string | undefined): void {
  const resource = resourceOfKind(String(object["kind"]), String(object["apiVersion"]))!;
  const name = String((object["metadata"] as Plain)["name"]);
  const whole = call.flags.on("save-config") ? annotated(inNamespace(call, object, resource)) : object;
  if (dry === "client") {
    const shown = call.explicitNamespace ? inNamespace(call, whole, resource) : whole;
    if (call.flags.text("output") === "json" && typeof printerFor(call.flags, "change", call.cluster.read) === "function")
      call.out(jsonText(kindFirst(shown)));
    else reporter.done({ resource, name, operation: "created", object: shown });
    return;
  }
  const made = failing(failure, () => createdAs(call, resource, inNamespace(call, whole, resource), dry, ""));
  reporter.done({ resource, name, operation: "created", object: made });
}

function kindFirst({ kind, apiVersion, ...rest }: Plain): Plain {
  return { kind, apiVersion, ...rest };
}

function inNamespace({ namespace }: Call, object: Plain, { namespaced }: Resource): Plain {
  return namespaced ? { ...object, metadata: { ...(object["metadata"] as Plain), namespace } } : object;
}

/** Says of a refusal what failed, in place of who refused. */
function failing<T>(failure: string | undefined, act: () => T): T {
  try {
    return act();
  } catch (error) {
    const plain = error instanceof Problem ? error.refusal : undefined;
    if (failure === undefined || plain === undefined) throw error;
    throw problem(`${failure} ${plain}`);
  }
}

/** `key=value` words as a map. */
export function pairsOf(words: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    words.map((word) => {
      const equals = word.indexOf("=");
      return equals < 0 ? [word, ""] : [word.slice(0, equals), word.slice(equals + 1)];
    }),
  );
}

/** What stands behind `--`. */
export function commandOf({ args, dash }: Call): readonly string[] {
  return dash === undefined ? [] : args.slice(dash);
}
