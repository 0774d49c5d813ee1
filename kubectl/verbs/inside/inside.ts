import type { Container } from "../../../schemas/generated/types.ts";
import type { StoredPod } from "../../../engine/core/pods.ts";
import type { Cluster } from "../../core/cluster.ts";
import { unsimulated } from "../../core/problem.ts";
import { splitWords } from "../../line/words.ts";
import { compare } from "../../text/format.ts";
import { environmentOf } from "./environment.ts";
import { filesOf } from "./files.ts";
import { hostnameOf } from "./hostname.ts";
import type { Inside, Ran } from "./place.ts";
import { request } from "./requests.ts";

/** Runs a command in a container, as far as a rehearsal can tell what it prints. */
export function runIn(cluster: Cluster, pod: StoredPod, container: Container, command: readonly string[]): Ran {
  const [program = "", ...args] = command;
  const name = program.slice(program.lastIndexOf("/") + 1);
  if (/^(?:sh|bash|ash)$/.test(name)) return shell({ cluster, pod, container }, args);
  const known = Object.hasOwn(programs, name) ? programs[name] : undefined;
  if (!known) throw unsimulated(`has no program ${JSON.stringify(name)}: it knows ${Object.keys(programs).join(", ")}`);
  return known({ cluster, pod, container }, args);
}

function shell(inside: Inside, [option, script]: readonly string[]): Ran {
  if (option !== "-c" || script === undefined) throw unsimulated("has no shell to talk to: give it a command, such as `-- env`");
  const { words, beyond } = splitWords(script);
  if (beyond) throw unsimulated("runs one simple command, without pipes and other parts of a shell");
  return runIn(inside.cluster, inside.pod, inside.container, words);
}

const programs: Readonly<Record<string, (inside: Inside, args: readonly string[]) => Ran>> = {
  env: printEnvironment,
  printenv: (inside, [name]) => {
    if (name === undefined) return printEnvironment(inside);
    const value = environmentOf(inside).get(name);
    return value === undefined ? { stdout: "", code: 1 } : { stdout: `${value}\n`, code: 0 };
  },
  cat: (inside, paths) => {
    const files = filesOf(inside);
    const read = paths.map((path) => ({ path, text: files.get(clean(path)) }));
    const missing = read.filter(({ text }) => text === undefined);
    return {
      stdout: read.map(({ text }) => text ?? "").join(""),
      stderr: missing.map(({ path }) => `cat: ${path}: No such file or directory\n`).join(""),
      code: missing.length > 0 ? 1 : 0,
    };
  },
  ls: (inside, args) =>
    listed(
      inside,
      args.filter((arg) => !arg.startsWith("-")),
    ),
  hostname: ({ pod }) => ({ stdout: `${hostnameOf(pod)}\n`, code: 0 }),
  pwd: ({ container }) => ({ stdout: `${container.workingDir ?? "/"}\n`, code: 0 }),
  echo: (inside, args) => ({
    stdout: `${args.map((arg) => arg.replaceAll(/\$\{?(\w+)\}?/g, (_, name: string) => environmentOf(inside).get(name) ?? "")).join(" ")}\n`,
    code: 0,
  }),
  true: () => ({ stdout: "", code: 0 }),
  false: () => ({ stdout: "", code: 1 }),
  nslookup: (inside, args) => request("nslookup", inside, args),
  wget: (inside, args) => request("wget", inside, args),
  curl: (inside, args) => request("curl", inside, args),
};

function printEnvironment(inside: Inside): Ran {
  return { stdout: [...environmentOf(inside)].map(([key, value]) => `${key}=${value}\n`).join(""), code: 0 };
}

function clean(path: string): string {
  return `/${path
    .split("/")
    .filter((part) => part !== "" && part !== ".")
    .join("/")}`;
}

/** What stands directly in each folder. */
function listed(inside: Inside, folders: readonly string[]): Ran {
  const all = [...filesOf(inside).keys()];
  const [folder = "/"] = folders;
  const path = clean(folder);
  if (all.includes(path)) return { stdout: `${folder}\n`, code: 0 };
  const start = path === "/" ? "/" : `${path}/`;
  const names = new Set(all.filter((file) => file.startsWith(start)).map((file) => file.slice(start.length).split("/")[0]!));
  if (names.size === 0) return { stdout: "", stderr: `ls: ${folder}: No such file or directory\n`, code: 1 };
  return {
    stdout: [...names]
      .sort(compare)
      .map((name) => `${name}\n`)
      .join(""),
    code: 0,
  };
}
