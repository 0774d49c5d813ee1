import { Command, InvalidArgumentError, Option } from "commander";
import type { CheckOptions } from "./commands/check.ts";
import type { KubectlOptions } from "./commands/kubectl.ts";
import type { PlaceOptions } from "./commands/place.ts";
import type { RehearseOptions } from "./commands/rehearse.ts";
import { Failure } from "./io/failure.ts";
import { formats } from "./report/write.ts";
import { rulesOf, versionNamed } from "./io/settings.ts";
import { version } from "./io/package.ts";

/** The commands with their options, and what runs each. Only the command that is asked for is loaded. */
export function program(): Command {
  const root = new Command("rehearsal")
    .description("Says what the API server would say of manifests, and rehearses their rollout, without a cluster.")
    .version(version())
    .showHelpAfterError("(--help shows what there is)")
    .exitOverride((error) => {
      process.exit(error.exitCode === 0 ? 0 : 2);
    });
  withShared(root.command("check"))
    .description("Says of files, folders and standard input (-) what the editor says: what the API server would refuse, and what is hardly meant.")
    .argument("[paths...]", "files, folders, wildcards, or - for standard input; without any: the paths of .rehearsal.yaml, or this folder")
    .option("--max-warnings <count>", "fail on more warnings than this", numberOf)
    .action(async (paths: string[], options: CheckOptions) => (await import("./commands/check.ts")).run(paths, options));
  withChange(withShared(root.command("rehearse")))
    .description("Rehearses the rollout of files, folders, kustomizations and charts: what happens, how it ends, and which line is to blame.")
    .argument("[paths...]", "what is rolled out, all of it together; without any: the paths of .rehearsal.yaml, or this folder")
    .option("--max-warnings <count>", "fail on more warnings than this", numberOf)
    .action(async (paths: string[], options: RehearseOptions) => (await import("./commands/rehearse.ts")).run(paths, options));
  withChange(root.command("place"))
    .description("Says which node each pod gets when all is rolled out, or why none takes it.")
    .argument("[paths...]", "what is rolled out, all of it together")
    .addOption(new Option("-f, --format <format>", "how the answer is written").choices(["text", "json"]).default("text"))
    .action(async (paths: string[], options: PlaceOptions) => (await import("./commands/place.ts")).run(paths, options));
  withChange(root.command("kubectl"))
    .description("Prints what kubectl would print of the rehearsed cluster: rehearsal kubectl --of deploy --at 30s -- get pods -o wide")
    .argument("<words...>", "the command, after --")
    .option("--of <paths...>", "what is rolled out, all of it together")
    .option("--at <time>", "the moment, from the start of the rollout, such as 1m30s; without it the end")
    .action(async (words: string[], options: KubectlOptions) => (await import("./commands/kubectl.ts")).run(words, options));
  return root;
}

function withShared(command: Command): Command {
  return command
    .addOption(new Option("-f, --format <format>", "how the answer is written").choices(formats).default("text"))
    .option("-o, --output <file>", "write the answer to a file")
    .option("--kubernetes-version <version>", "the version of Kubernetes: 1.34 to 1.37, or auto", parsed(versionNamed))
    .addOption(new Option("--pod-security <standard>", "the Pod Security Standard").choices(["off", "baseline", "restricted"]))
    .option("--rules <code=severity,...>", "what findings count as: error, warning, information, hint, off", parsed(rulesOf))
    .option("--config <file>", "this file in place of .rehearsal.yaml")
    .option("--no-config", "no .rehearsal.yaml counts")
    .option("--language <language>", "en or ko, in place of the system's")
    .option("--no-colour", "plain text, as with NO_COLOR");
}

function withChange(command: Command): Command {
  return command
    .option("--from <commit|folder>", "what runs before: the files as of a commit, branch or tag, or those of a folder; without it nothing runs")
    .option("--cluster <file>", "nodes and pods, as kubectl get nodes,pods -A -o json prints them")
    .option("--scenario <file>", "what happens meanwhile; without it the file beside the manifest: web.rehearsal.yaml")
    .option("--values <file...>", "files of values for a chart");
}

/** Options that make no sense are reported as such, beside the help. */
function parsed<T>(parse: (text: string, before?: T) => T): (text: string, before: T) => T {
  return (text, before) => {
    try {
      return parse(text, before);
    } catch (error) {
      throw error instanceof Failure ? new InvalidArgumentError(error.message) : error;
    }
  };
}

function numberOf(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError("It must be an integer.");
  return Number(text);
}
