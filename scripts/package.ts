/** Builds `dist/rehearsal.vsix` and the npm package beside it, with the licenses of everything that is bundled in them. */
import { createVSIX } from "@vscode/vsce";
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildAll } from "./build.ts";
import { root, say } from "./machine/run.ts";
import { npmPackage, packNpm } from "./npmPackage.ts";

/** Where the packaged extension is written. */
export const vsix = join(root, "dist", "rehearsal.vsix");

interface PackageJson {
  readonly version: string;
  readonly license?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** Builds everything, and packs it as an extension and as an npm package. */
export async function packageAll(): Promise<void> {
  await packageExtension();
  packNpm();
}

/** Builds everything, and packs it as an extension. */
export async function packageExtension(): Promise<void> {
  await buildAll();
  writeFileSync(join(root, "dist", "ThirdPartyNotices.txt"), notices());
  await createVSIX({ cwd: root, packagePath: vsix, dependencies: false, rewriteRelativeLinks: false, allowMissingRepository: true });
}

/** Whether the packaged extension is younger than all that it is made of. A file that went has left its folder younger. */
export function isPackaged(): boolean {
  if (!existsSync(vsix)) return false;
  const made = changedAt(vsix);
  const entries = sources.flatMap((name) => {
    const path = join(root, name);
    return statSync(path).isDirectory()
      ? [path, ...readdirSync(path, { recursive: true, encoding: "utf8" }).map((entry) => join(path, entry))]
      : [path];
  });
  return entries.every((entry) => changedAt(entry) < made);
}

/** When a file or folder changed last, in milliseconds since 1970. */
export function changedAt(path: string): number {
  return statSync(path).mtimeMs;
}

const sources = [
  ...["api", "cli", "client", "docs", "engine", "examples", "kubectl", "l10n", "schemas", "scripts", "server", "snippets"],
  ...["package.json", "package-lock.json", "package.nls.json", "package.nls.ko.json", "tsconfig.base.json", ".vscodeignore"],
  ...["CHANGELOG.md", "LICENSE", "README.md", "icon.png"],
];

/** What is generated from this package's types is bundled: the documentation of the API, which is that of Kubernetes. */
const documentation = "@kubernetes/client-node";

/** Name, version and license text of every bundled package and of its dependencies, and of what the documentation comes from. */
function notices(): string {
  const seen = new Map<string, string>();
  const visit = (name: string): void => {
    const folder = join(root, "node_modules", name);
    if (seen.has(name) || !existsSync(folder)) return;
    const { version, license, dependencies = {} } = packageAt(folder);
    const texts = readdirSync(folder).filter((entry) => /^(?:licen[sc]e|notice)/i.test(entry));
    const text = texts.map((file) => readFileSync(join(folder, file), "utf8").trim()).join("\n\n") || `License: ${license}`;
    seen.set(name, `${name} ${version}\n\n${text}\n`);
    if (name !== documentation) Object.keys(dependencies).forEach(visit);
  };
  visit(documentation);
  Object.keys(packageAt(root).dependencies ?? {}).forEach(visit);
  const parts = [...seen].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, part]) => part);
  return `Rehearsal contains these packages, under their own licenses.\n\n${parts.join(`\n${"-".repeat(80)}\n\n`)}`;
}

function packageAt(folder: string): PackageJson {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as PackageJson;
}

if (import.meta.main) {
  await packageAll();
  say(vsix);
  say(npmPackage);
}
