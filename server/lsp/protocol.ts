import type { ScenarioFile } from "../../engine/rehearsal/scenario.ts";

/** The requests and notifications between client and server beyond LSP. Types only, so that the client can share them. */

/** Client to server: the objects of a file before and after the edit, for the preview. Method `rehearsal/rehearse`. */
export interface RehearseParams {
  readonly uri: string;
  /** The text that runs before: as last committed or saved. If absent, nothing runs before. */
  readonly before?: string;
}

export type { ManifestObject, Refusal, RehearseResult } from "../change/objects.ts";

/** Client to server: where a field of an object stands in a file. Method `rehearsal/locate`. */
export interface LocateParams {
  readonly uri: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
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

/** Zero-based positions as in LSP, or null. */
export type LocateResult = { readonly uri: string; readonly range: { readonly start: Position; readonly end: Position } } | null;

/** Client to server: the version of Kubernetes that a file is for. Method `rehearsal/version`. */
export interface VersionParams {
  readonly uri: string;
}

/** The version, its source, and all known versions, oldest first. */
export interface VersionResult {
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
