import { show } from "../../cause.ts";
import { type Check, all } from "../../check.ts";

/** A path that does not climb up with `..`. */
export const noBacksteps: Check<string> = (path, at, causes) => {
  if (path.split("/").includes("..")) causes.invalid(at, `${show(path)} leads upwards: leave the .. out.`);
};

/** A path that stays below the directory that it starts from. */
export const localPath: Check<string> = all((path, at, causes) => {
  if (path.startsWith("/")) causes.invalid(at, `${show(path)} begins with /: leave that out.`);
}, noBacksteps);

/** A path of a file that a volume holds: names that begin with two dots are the volume's own. */
export const volumePath: Check<string> = all(localPath, (path, at, causes) => {
  if (path.startsWith("..") && !path.startsWith("../")) causes.invalid(at, `${show(path)} must not begin with "..": such names are reserved.`);
});

/** Permission bits, of which there are nine. */
export const fileMode: Check<number> = (mode, at, causes) => {
  if (mode < 0 || mode > 0o777) causes.invalid(at, `${mode} (octal 0${mode.toString(8)}) is no file mode: it must be between 0 and 0777.`);
};
