import type { Nature } from "../features/nature.ts";
import type { FieldChange } from "../../engine/core/fieldChange.ts";
import type { Baseline, Choice } from "../change/choice.ts";
import type { RehearseResult } from "../change/objects.ts";
import type { ScenarioFile } from "../../engine/rehearsal/scenario.ts";

/** The requests and notifications between client and server beyond LSP. Types only, so that the client can share them. */

/** Client to server: the objects of a file before and after the edit, for the preview. Method `rehearsal/rehearse`. */
export interface RehearseParams {
  readonly uri: string;
  /** The text that runs before: as last committed or saved. If absent, nothing runs before. */
  readonly before?: string;
}

export type { Baseline, Choice } from "../change/choice.ts";
export type { ChangedFile, ManifestObject, Refusal, RehearseResult } from "../change/objects.ts";

/** Client to server: the objects of a change before and after. Method `rehearsal/change`. */
export interface ChangeParams {
  readonly choice: Choice;
  readonly baseline: Baseline;
  /** Unsaved texts of open files other than manifests, which a renderer may read, by URI. */
  readonly unsaved?: Readonly<Record<string, string>>;
}

/** The objects with the files that they are in, or a sentence that says why there are none. */
export type ChangeResult = ChangeObjects | { readonly problem: string };

/** The objects of a change. */
export interface ChangeObjects extends RehearseResult {
  /** The folders that it depends on: an edit of any file in them can change it. */
  readonly folders: readonly string[];
  /** The findings in rendered documents, at their sources. */
  readonly findings: readonly RenderedFinding[];
}

/** A finding in a rendered document, at its source. The severity is LSP's. */
export interface RenderedFinding {
  readonly uri: string;
  readonly range: { readonly start: Position; readonly end: Position };
  readonly code: string;
  readonly severity: 1 | 2 | 3 | 4;
  readonly message: string;
}

/** Client to server: the nodes and pods of the user's own cluster, without secrets. Method `rehearsal/ownCluster`. */
export type OwnClusterResult = { readonly context: string; readonly objects: readonly unknown[] } | { readonly problem: string };

/** Client to server: how a block of lines is indented where it is pasted. Method `rehearsal/paste`. */
export interface PasteParams {
  readonly uri: string;
  /** What it replaces. */
  readonly range: { readonly start: Position; readonly end: Position };
  readonly text: string;
}

/** The block with its indentation; null if it is right as it was copied. */
export type PasteResult = string | null;

/** Client to server: the objects of a text, such as a file with nodes. Method `rehearsal/readObjects`. */
export interface ReadObjectsParams {
  readonly text: string;
}

/** The plain objects, as far as the API server would accept them. */
export interface ReadObjectsResult {
  readonly objects: readonly unknown[];
}

/** Client to server: the last rendered text of a kustomization or a chart. Method `rehearsal/rendered`. */
export interface RenderedParams {
  readonly choice: Choice;
}

/** The text, or null if nothing was rendered yet. */
export interface RenderedResult {
  readonly text: string | null;
}

/** Client to server: the place of a field of an object in a file. Method `rehearsal/locate`. */
export interface LocateParams {
  readonly uri: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  /** The change to look in instead of the one file. */
  readonly choice?: Choice;
  /** The field as the API server prints it. For a field that is not written the answer is the nearest written ancestor. */
  readonly field: string;
}

/** Client to server: read a scenario file. Method `rehearsal/readScenario`. */
export interface ReadScenarioParams {
  readonly text: string;
}

/** The scenario, or the first error of the file: a sentence, and the line counted from 0. */
export type ReadScenarioResult =
  { readonly scenario: ScenarioFile } | { readonly problem: { readonly line: number; readonly field: string; readonly message: string } };

/** Client to server: write a scenario file. Entries that are in `before` already keep their comments. Method `rehearsal/writeScenario`. */
export interface WriteScenarioParams {
  readonly scenario: ScenarioFile;
  readonly before?: string;
}

/** The whole new text. */
export interface WriteScenarioResult {
  readonly text: string;
}

/** Client to server: the edits that give fields of an object other values. Method `rehearsal/propose`. */
export interface ProposeParams {
  readonly uri: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly changes: readonly FieldChange[];
}

/** The edits of the file, and the lines around them before and after, from `line` on; null where the file does not have the object. */
export type ProposeResult = {
  readonly line: number;
  readonly before: string;
  readonly after: string;
  readonly edits: readonly { readonly range: { readonly start: Position; readonly end: Position }; readonly newText: string }[];
} | null;

/** Zero-based positions as in LSP, or null. */
export type LocateResult = { readonly uri: string; readonly range: { readonly start: Position; readonly end: Position } } | null;

/** Client to server: the version of Kubernetes that a file is for. Method `rehearsal/version`. */
export interface VersionParams {
  readonly uri: string;
}

/** The version, its source, all known versions, oldest first, and what the file is. */
export interface VersionResult {
  readonly nature: Nature;
  readonly version: string;
  readonly from: "setting" | "cluster" | "newest";
  readonly versions: readonly string[];
}

/** Client to server: check all files of the workspace for these versions, too; an empty list ends it. Method `rehearsal/checkVersions`. */
export interface CheckVersionsParams {
  readonly versions: readonly string[];
}

/** The number of findings in these versions. */
export interface CheckVersionsResult {
  readonly files: number;
  readonly findings: number;
}

/** A line and a character in it, both counted from 0. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** Client to server: the object and field at a position. Method `rehearsal/fieldAt`. */
export interface FieldAtParams {
  readonly uri: string;
  readonly position: Position;
}

/** The object and the field at the position, or null if there is none. */
export type FieldAtResult = { readonly kind: string; readonly namespace: string; readonly name: string; readonly field: string } | null;

/** `rehearsal/configuration`: what `.rehearsal.yaml` names for a manifest. */
export interface ConfigurationParams {
  readonly uri: string;
}

/** The files with the nodes and with the scenario of a manifest, as URIs; null where none is named. */
export interface ConfigurationResult {
  readonly cluster: string | null;
  readonly scenario: string | null;
}

/** The names by which the server recognizes files and folders. It is in the answer to `initialize`, under `capabilities.experimental.fileNames`. */
export interface FileNames {
  readonly kustomizations: readonly string[];
  readonly charts: readonly string[];
  /** Folders whose files are not read. */
  readonly passedOver: readonly string[];
}
