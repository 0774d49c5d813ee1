import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of this package: the nearest one with a `package.json`, above the bundle as above the source. */
function packageFolder(): string {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder))
    if (existsSync(join(folder, "package.json")) || dirname(folder) === folder) return folder;
}

/** The version of this package. */
export function version(): string {
  return (JSON.parse(readFileSync(join(packageFolder(), "package.json"), "utf8")) as { version: string }).version;
}

/** The text of a file of this package, or nothing where it has none. `path` counts from its root. */
export function packageText(path: string): string | undefined {
  const file = join(packageFolder(), path);
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}
