import * as vscode from "vscode";
import type { SavedFile, ScenarioFile } from "./preview/host/messages.ts";
import { sentence } from "./sentence.ts";
import type { ServerLink } from "./serverLink.ts";

/** Writes a file that the page made: a scenario goes beside the manifest, everything else where the person says. Undefined if they say nowhere. */
export async function save(file: SavedFile, manifest: vscode.Uri, server: ServerLink): Promise<vscode.Uri | undefined> {
  const hasPlace = file.as === "scenario" && manifest.scheme !== "untitled";
  const target = hasPlace ? scenarioOf(manifest) : await placeFor(file, manifest);
  if (!target) return undefined;
  await write(target, file.as === "scenario" ? await scenarioText(file.scenario, target, server) : bytesOf(file));
  return target;
}

/** Writes a file. Where that fails the file says again what it said before: a disk may be full once the file is emptied. */
async function write(target: vscode.Uri, content: Uint8Array): Promise<void> {
  const { fs } = vscode.workspace;
  const before = await fs.readFile(target).then(
    (text) => text,
    () => undefined,
  );
  try {
    await fs.writeFile(target, content);
  } catch (error) {
    if (before) await fs.writeFile(target, before).then(undefined, () => undefined);
    throw new Error(vscode.l10n.t("{0} could not be saved. {1} It is still in the preview.", nameOf(target), whyNotSaved(error)), {
      cause: error,
    });
  }
}

function whyNotSaved(error: unknown): string {
  const message = sentence(error);
  if (/ENOSPC|EDQUOT/.test(message)) return vscode.l10n.t("The disk is full.");
  if (/EROFS/.test(message)) return vscode.l10n.t("The disk is read-only.");
  const code = error instanceof vscode.FileSystemError ? error.code : "";
  return code === "NoPermissions" ? vscode.l10n.t("You do not have permission to write there.") : `${message.replace(/[.!]?$/, "")}.`;
}

async function placeFor({ name }: SavedFile, manifest: vscode.Uri): Promise<vscode.Uri | undefined> {
  return vscode.window.showSaveDialog({ defaultUri: vscode.Uri.joinPath(manifest, "..", name) });
}

function bytesOf({ as, content }: Exclude<SavedFile, { readonly as: "scenario" }>): Uint8Array {
  return as === "png" ? Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0)) : new TextEncoder().encode(content);
}

/** What the file says already keeps its comments. */
async function scenarioText(scenario: ScenarioFile, target: vscode.Uri, server: ServerLink): Promise<Uint8Array> {
  const before = await textOf(target);
  const { text } = await server.writeScenario({ scenario, ...(before !== undefined && { before }) });
  return new TextEncoder().encode(text);
}

/** The scenario that lies beside a manifest: in YAML, or as earlier versions wrote it. Undefined if there is none. */
export async function scenarioBeside(manifest: vscode.Uri, server: ServerLink): Promise<ScenarioFile | undefined> {
  return (await readScenario(scenarioOf(manifest), server)) ?? (await readScenario(olderScenarioOf(manifest), server));
}

/** The scenario of a file; undefined if the file is not there. An invalid one is reported as an error. */
export async function readScenario(file: vscode.Uri, server: ServerLink): Promise<ScenarioFile | undefined> {
  const text = await textOf(file);
  if (text === undefined) return undefined;
  const read = await server.readScenario({ text });
  if ("scenario" in read) return read.scenario;
  const { line, field, message } = read.problem;
  const place = `${vscode.workspace.asRelativePath(file)}:${line + 1}`;
  throw new Error([place, field, message].filter((part) => part !== "").join(": "));
}

async function textOf(file: vscode.Uri): Promise<string | undefined> {
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
  } catch {
    return undefined;
  }
}

/** `web.yaml` has `web.rehearsal.yaml` beside it. */
export function scenarioOf(manifest: vscode.Uri): vscode.Uri {
  return beside(manifest, ".rehearsal.yaml");
}

/** Earlier versions wrote `web.rehearsal.json`. */
export function olderScenarioOf(manifest: vscode.Uri): vscode.Uri {
  return beside(manifest, ".rehearsal.json");
}

function beside(manifest: vscode.Uri, ending: string): vscode.Uri {
  return manifest.with({ path: manifest.path.replace(/(\.ya?ml|\.json)?$/, ending) });
}

/** A file's name without its folders. */
export function nameOf(uri: vscode.Uri): string {
  return uri.path.slice(uri.path.lastIndexOf("/") + 1);
}

/** Lets the user choose a file. */
export async function pick(label: string, extensions: string[]): Promise<vscode.Uri | undefined> {
  const picked = await vscode.window.showOpenDialog({ openLabel: label, filters: { [label]: extensions } });
  return picked?.[0];
}
