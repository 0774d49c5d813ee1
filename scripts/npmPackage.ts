import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root, run } from "./machine/run.ts";

const folder = join(root, "dist", "npm");

interface PackageJson extends Readonly<Record<string, unknown>> {
  readonly name: string;
  readonly version: string;
  readonly bin: Readonly<Record<string, string>>;
}

const own = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as PackageJson;

/** Where the npm package is written. */
export const npmPackage = join(root, "dist", `${own.name}-${own.version}.tgz`);

/** Packs the command line, the language server and the library as an npm package. All that they need is bundled, so that it depends on nothing. */
export function packNpm(): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const part of ["cli", "library", "schemas"]) cpSync(join(root, "dist", part), join(folder, "dist", part), { recursive: true });
  for (const file of ["server/node.mjs", "preview/standalone.html"]) cpSync(join(root, "dist", file), join(folder, "dist", file));
  for (const file of ["LICENSE", "README.md", "CHANGELOG.md", "docs/rules", "docs/library.md", "docs/command-line.md"])
    cpSync(join(root, file), join(folder, file), { recursive: true });
  cpSync(join(root, "dist", "ThirdPartyNotices.txt"), join(folder, "ThirdPartyNotices.txt"));
  types();
  const { name, version, displayName, description, keywords, license, engines } = own;
  const node = (engines as Readonly<Record<string, string>>)["node"];
  const module = (part: string): object => ({ types: `./types/${part}/library/index.d.ts`, default: `./dist/library/${part}.mjs` });
  const packed = {
    ...{ name, version, displayName, description, keywords, license, type: "module", engines: { node }, bin: own.bin },
    exports: { "./api": module("api"), "./engine": module("engine"), "./schemas/*": "./dist/schemas/*" },
  };
  writeFileSync(join(folder, "package.json"), `${JSON.stringify(packed, null, 2)}\n`);
  run("npm", ["pack", "--silent", "--pack-destination", join(root, "dist")], { cwd: folder, quiet: true });
}

/** The declarations of the library: those of its sources, as the compiler writes them. */
function types(): void {
  run(process.execPath, [join(root, "node_modules", "typescript", "bin", "tsc"), "-b", "engine"], { quiet: true });
  for (const part of ["schemas", "api", "engine"])
    cpSync(join(root, "dist", "types", part), join(folder, "types", part), { recursive: true, filter: (file) => !file.endsWith(".tsbuildinfo") });
  const checks = join(root, "schemas", "generated", "checks");
  for (const file of readdirSync(checks).filter((name) => name.endsWith(".d.ts")))
    cpSync(join(checks, file), join(folder, "types", "schemas", "generated", "checks", file));
}
