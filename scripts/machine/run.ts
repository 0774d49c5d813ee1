import { spawnSync } from "node:child_process";
import { join } from "node:path";

/** The folder of the repository. */
export const root = join(import.meta.dirname, "..", "..");

/** Runs a program to its end and prints its output. Throws an error with a sentence if it fails. */
export function run(command: string, args: readonly string[], options: { readonly cwd?: string; readonly quiet?: true } = {}): void {
  // Windows starts scripts such as npm.cmd through a shell alone, which takes words apart where they are not in quotes.
  const shell = process.platform === "win32" && !command.endsWith(".exe");
  const word = (text: string): string => (shell && /[\s&|<>^()]/.test(text) ? `"${text}"` : text);
  const { status, error, stderr } = spawnSync(word(command), args.map(word), {
    cwd: options.cwd ?? root,
    stdio: options.quiet ? "pipe" : "inherit",
    encoding: "utf8",
    shell,
  });
  if (error) throw new Error(`${command} could not be run: ${error.message}`);
  if (status !== 0) throw new Error(`${command} ${args.join(" ")} failed with exit code ${status}.${stderr ? `\n${stderr}` : ""}`);
}

/** Whether a program is on the path. */
export function isInstalled(command: string): boolean {
  const { status } = spawnSync(process.platform === "win32" ? "where" : "which", [command], { stdio: "ignore" });
  return status === 0;
}

/** Prints what happens now. */
export function say(sentence: string): void {
  console.log(sentence);
}
