import { type Check, all } from "../../check.ts";
import { say } from "../../words/say.ts";
import { quoted } from "../../words/sentence.ts";

/** A path that does not climb up with `..`. */
export const noBacksteps: Check<string> = (path, at, causes) => {
  if (path.split("/").includes("..")) causes.invalid(at, say("path-leads-upwards", { path: quoted(path) }));
};

/** A path that stays below the directory that it starts from. */
export const localPath: Check<string> = all((path, at, causes) => {
  if (path.startsWith("/")) causes.invalid(at, say("path-with-slash", { path: quoted(path) }));
}, noBacksteps);

/** A path of a file that a volume holds: names that begin with two dots are the volume's own. */
export const volumePath: Check<string> = all(localPath, (path, at, causes) => {
  if (path.startsWith("..") && !path.startsWith("../")) causes.invalid(at, say("reserved-path", { path: quoted(path) }));
});

/** Permission bits, of which there are nine. */
export const fileMode: Check<number> = (mode, at, causes) => {
  if (mode < 0 || mode > 0o777) causes.invalid(at, say("no-file-mode", { mode, octal: mode.toString(8) }));
};
