/**
 * Activates the packaged extension as an extension host would, on a `vscode` that answers everything and does nothing, so that what is measured is our own.
 * Prints the milliseconds of this thread's processor that it took to load and to activate, each as JSON.
 */
import { readFileSync } from "node:fs";
import Module, { createRequire } from "node:module";
import { threadCpuUsage } from "node:process";

/** In milliseconds. */
export interface Spent {
  readonly load: number;
  readonly activate: number;
}

const [, , bundle] = process.argv;

/** Can be called, constructed and asked for anything, and gives itself. */
const anything: unknown = new Proxy(function anything() {}, {
  get: (_, key) => (key === Symbol.toPrimitive ? () => "" : key === Symbol.iterator ? function* none() {} : key === "then" ? undefined : anything),
  set: () => true,
  apply: () => anything,
  construct: () => anything as object,
});

/** All names of the API of VS Code; classes among them can be extended. */
const api = readFileSync(createRequire(import.meta.url).resolve("@types/vscode/index.d.ts"), "utf8");
const names = new Set(Array.from(api.matchAll(/^\s+export (?:class|enum|namespace|const|function) (\w+)/gm), ([, name]) => name!));
const vscode = Object.fromEntries(Array.from(names, (name) => [name, /^[A-Z]/.test(name) ? classOf() : anything]));

/** A class that can be extended, with statics and members of any name. */
function classOf(): unknown {
  const base = function base() {};
  base.prototype = Object.create(anything as object);
  return new Proxy(base, { get: (target, key) => (key === "prototype" ? (target.prototype as unknown) : anything) });
}

const loader = Module as unknown as { _load: (request: string, ...rest: unknown[]) => unknown };
const load = loader._load;
loader._load = (request, ...rest) => (request === "vscode" ? vscode : load.call(Module, request, ...rest));

const spent = (): number => {
  const { user, system } = threadCpuUsage();
  return (user + system) / 1000;
};
const start = spent();
const { activate } = createRequire(import.meta.url)(bundle!) as { activate: (context: unknown) => unknown };
const loaded = spent();
activate({ subscriptions: [], extensionUri: anything, asAbsolutePath: String, globalStorageUri: anything, workspaceState: anything });
console.log(JSON.stringify({ load: loaded - start, activate: spent() - loaded } satisfies Spent));
process.exit();
