import { fileURLToPath } from "node:url";
import { encoded } from "../text/uris.ts";

/** The path of a file's URI; undefined if it is not on disk. */
export function pathOf(uri: string): string | undefined {
  try {
    return uri.startsWith("file:") ? fileURLToPath(uri) : undefined;
  } catch {
    return undefined; // a URI that is no path here
  }
}

/** The URI of an absolute path, in the spelling of VS Code, so that a file of the index and the same file in the editor are one. */
export function uriOf(path: string): string {
  const parts = path.replaceAll("\\", process.platform === "win32" ? "/" : "\\").split("/");
  const drive = /^[A-Za-z]:$/.test(parts[0]!) ? ["", parts[0]!.toLowerCase(), ...parts.slice(1)] : parts;
  return `file://${drive.map(encoded).join("/")}`;
}
