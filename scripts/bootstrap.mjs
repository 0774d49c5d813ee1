// The first step of `npm start` and `npm test`, on whatever Node is there (20 or newer): installs the packages, then goes on with the Node 24 among them.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const windows = process.platform === "win32";
const [program, ...rest] = process.argv.slice(2);

const wanted = createHash("sha256")
  .update(readFileSync(join(root, "package-lock.json")))
  .digest("hex");
const mark = join(root, "node_modules", ".rehearsal-lock");
if (!existsSync(mark) || readFileSync(mark, "utf8") !== wanted) {
  console.log("Installing packages (a minute or so the first time)");
  run("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"]);
  writeFileSync(mark, wanted);
}
run(join(root, "node_modules", ".bin", "node"), [join(root, program), ...rest]);

/** Runs a command to its end and hands its failure on. */
function run(command, args) {
  const path = `${join(root, "node_modules", ".bin")}${windows ? ";" : ":"}${process.env.PATH}`;
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: "inherit", shell: windows, env: { ...process.env, PATH: path } });
  if (error) console.error(`${command} could not be run: ${error.message}`);
  if (status !== 0) process.exit(status ?? 1);
}
