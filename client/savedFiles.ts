import * as vscode from "vscode";
import type { Planned, SavedFile } from "./preview/host/messages.ts";

/** Writes a file that the page made: a script goes beside the manifest, everything else where the person says. Undefined if they say nowhere. */
export async function save(file: SavedFile, manifest: vscode.Uri): Promise<vscode.Uri | undefined> {
  const proposal = vscode.Uri.joinPath(manifest, "..", file.name);
  const hasPlace = file.as === "script" && manifest.scheme !== "untitled";
  const target = hasPlace ? scriptOf(manifest) : await vscode.window.showSaveDialog({ defaultUri: proposal });
  if (!target) return undefined;
  const bytes = file.as === "png" ? Uint8Array.from(atob(file.content), (letter) => letter.charCodeAt(0)) : new TextEncoder().encode(file.content);
  await vscode.workspace.fs.writeFile(target, bytes);
  return target;
}

/** The script that was saved beside a manifest, or in a file of its own. Undefined if there is none; a file that is no script is told as an error. */
export async function scriptBeside(manifest: vscode.Uri, file = scriptOf(manifest)): Promise<readonly Planned[] | undefined> {
  let text: string;
  try {
    text = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
  } catch {
    return undefined;
  }
  try {
    const script: unknown = JSON.parse(text);
    if (Array.isArray(script) && script.every(isPlanned)) return script;
  } catch {
    // told below, like any other file that is no script
  }
  throw new Error(
    vscode.l10n.t("{0} is not a script of the preview: it must be a list of steps with their times.", vscode.workspace.asRelativePath(file)),
  );
}

/** `web.yaml` has `web.rehearsal.json` beside it. */
export function scriptOf(manifest: vscode.Uri): vscode.Uri {
  return manifest.with({ path: manifest.path.replace(/(\.ya?ml|\.json)?$/, ".rehearsal.json") });
}

function isPlanned(value: unknown): value is Planned {
  return (
    typeof value === "object" &&
    value !== null &&
    "at" in value &&
    typeof value.at === "number" &&
    "step" in value &&
    typeof value.step === "object" &&
    value.step !== null
  );
}

/** A file's name without its folders. */
export function nameOf(uri: vscode.Uri): string {
  return uri.path.slice(uri.path.lastIndexOf("/") + 1);
}
