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
    .description("Check Kubernetes manifests as the API server would, and rehearse their rollout, without a cluster.")
    .version(version())
    .showHelpAfterError("(use --help to see the usage)")
    .exitOverride((error) => {
      process.exit(error.exitCode === 0 ? 0 : 2);
    });
  withShared(root.command("check"))
    .description("Check files, folders and standard input (-): what the API server would refuse, and likely mistakes.")
    .argument("[paths...]", "files, folders, wildcards, or - for standard input (default: the paths in .rehearsal.yaml, or this folder)")
    .option("--max-warnings <count>", "fail if there are more warnings than this", numberOf)
    .action(async (paths: string[], options: CheckOptions) => (await import("./commands/check.ts")).run(paths, options));
  withChange(withShared(root.command("rehearse")))
    .description("Rehearse the rollout of files, folders, kustomizations and charts: whether it completes, and if not, which line to change.")
    .argument("[paths...]", "what to roll out together (default: the paths in .rehearsal.yaml, or this folder)")
    .option("--max-warnings <count>", "fail if there are more warnings than this", numberOf)
    .action(async (paths: string[], options: RehearseOptions) => (await import("./commands/rehearse.ts")).run(paths, options));
  withChange(root.command("place"))
    .description("Show the node of each pod after the rollout, or why it has none.")
    .argument("[paths...]", "what to roll out together")
    .addOption(new Option("-f, --format <format>", "the output format").choices(["text", "json"]).default("text"))
    .action(async (paths: string[], options: PlaceOptions) => (await import("./commands/place.ts")).run(paths, options));
  withChange(root.command("kubectl"))
    .description("Run kubectl on the rehearsed cluster: rehearsal kubectl --of deploy --at 30s -- get pods -o wide")
    .argument("<words...>", "the kubectl command, after --")
    .option("--of <paths...>", "what to roll out together")
    .option("--at <time>", "the time since the start of the rollout, such as 1m30s (default: the end)")
    .action(async (words: string[], options: KubectlOptions) => (await import("./commands/kubectl.ts")).run(words, options));
  return root;
}

function withShared(command: Command): Command {
  return command
    .addOption(new Option("-f, --format <format>", "the output format").choices(formats).default("text"))
    .option("-o, --output <file>", "write the output to a file")
    .option("--kubernetes-version <version>", "the Kubernetes version: 1.34 to 1.37, or auto", parsed(versionNamed))
    .addOption(new Option("--pod-security <standard>", "the Pod Security Standard that pods must meet").choices(["off", "baseline", "restricted"]))
    .option("--rules <code=severity,...>", "the severity of findings: error, warning, information, hint or off", parsed(rulesOf))
    .option("--config <file>", "use this file instead of .rehearsal.yaml")
    .option("--no-config", "ignore .rehearsal.yaml")
    .option("--language <language>", "en or ko (default: the language of the system)")
    .option("--no-colour", "print without colors, as with NO_COLOR");
}

function withChange(command: Command): Command {
  return command
    .option("--from <commit|folder>", "what is running before: the files of a commit, branch, tag or folder (default: nothing)")
    .option("--cluster <file>", "a file with nodes and pods, from kubectl get nodes,pods -A -o json")
    .option("--scenario <file>", "what happens during the rollout (default: the file beside the manifest, such as web.rehearsal.yaml)")
    .option("--values <file...>", "values files for a chart");
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
