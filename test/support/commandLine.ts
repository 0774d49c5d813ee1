import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const main = join(import.meta.dirname, "../../cli/main.ts");

/** What the command line answered. */
export interface Answered {
  readonly out: string;
  readonly err: string;
  readonly code: number | null;
}

/** A new folder with these files in it. */
export function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "rehearsal-"));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

/** Runs `rehearsal` in a folder. */
export function rehearsal(cwd: string, args: readonly string[], input = ""): Answered {
  const env = { ...process.env, LANG: "en_US.UTF-8", LC_ALL: "", NO_COLOR: "1" };
  const { stdout, stderr, status } = spawnSync(process.execPath, [main, ...args], { cwd, input, env, encoding: "utf8" });
  return { out: stdout, err: stderr, code: status };
}
