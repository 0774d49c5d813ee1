import type { FieldChange } from "../../../engine/core/fieldChange.ts";
import type { Ref } from "../../../engine/core/objects.ts";
import type { Planned, ScenarioFile } from "../../../engine/rehearsal/scenario.ts";
import type { Completion } from "../../../kubectl/complete/complete.ts";
import type { ChangedFile, Choice, ManifestObject, Refusal } from "../../../server/lsp/protocol.ts";

/**
 * The messages between the extension host and the page in the webview: plain data, one tagged union for each direction.
 *
 * The host's part of the document is short: `<html lang>` says the language of the page (`en`, `ko`), the stylesheet is `dist/preview/main.css`,
 * the script `dist/preview/main.js` with a nonce, and the page draws into `<main id="rehearsal">`. It needs no more than `client/pagePolicy.ts` allows.
 * Themes come from VS Code's variables and body classes. The page keeps the user's choices (time, zoom, script, cluster) with `setState`.
 */
export type ToPage =
  | { readonly is: "rehearse"; readonly rehearsal: Rehearsal }
  /** A file of the change was edited. The page reads it itself, as the server does; what the server made of it follows as `rehearse`. */
  | { readonly is: "typed"; readonly uri: string; readonly text: string }
  /** The field at the editor's cursor, to highlight what it concerns. */
  | { readonly is: "cursor"; readonly field: Spot | null }
  /** Go to a moment: a finding of the editor leads there. The time is from the start of the rehearsal, in milliseconds. */
  | { readonly is: "moment"; readonly time: number }
  /** The answer to `openNodes`. */
  | { readonly is: "cluster"; readonly cluster: OpenedCluster }
  /** A terminal asks; the page answers with the same number. */
  | { readonly is: "console"; readonly number: number; readonly request: ConsoleRequest }
  /** The answer to `openScenario`. */
  | { readonly is: "scenario"; readonly scenario: ScenarioFile }
  /** The answer to `propose`, of the same number: the YAML before and after, or nothing. */
  | { readonly is: "proposal"; readonly number: number; readonly proposal: Proposed | null }
  /** The answer to `askFix`, of the same number: the title of the editor's fix, if there is one. */
  | { readonly is: "fix"; readonly number: number; readonly title: string | null }
  /** A request failed: a sentence that says why. */
  | { readonly is: "failed"; readonly message: string };

/** A message from the page to the extension host. */
export type ToHost =
  /** The page is ready; the host answers with `rehearse`. */
  | { readonly is: "ready" }
  /** The picture of this version is on the screen. Used to measure the time from keystroke to picture. */
  | { readonly is: "drawn"; readonly version: number }
  /** Reveal the YAML that sets a field. */
  | { readonly is: "reveal"; readonly spot: Spot }
  /** Highlight the YAML that sets a field while the pointer is on its effect; null to end that. */
  | { readonly is: "highlight"; readonly spot: Spot | null }
  /** Show the YAML with other values of an object's fields. */
  | { readonly is: "propose"; readonly number: number; readonly object: Ref; readonly changes: readonly FieldChange[] }
  /** Write these values into the YAML. */
  | { readonly is: "apply"; readonly object: Ref; readonly changes: readonly FieldChange[] }
  /** Whether the editor has a fix for a line that the API server refuses. */
  | { readonly is: "askFix"; readonly number: number; readonly place: TextPlace }
  /** Apply that fix. */
  | { readonly is: "fix"; readonly place: TextPlace }
  | { readonly is: "copy"; readonly text: string }
  /** The answer to a terminal. */
  | { readonly is: "console"; readonly number: number; readonly answer: ConsoleAnswer }
  | { readonly is: "save"; readonly file: SavedFile }
  /** Let the user choose a file with nodes (and pods), such as the output of `kubectl get nodes -o yaml`. */
  | { readonly is: "openNodes" }
  /** Let the user choose what is rehearsed, or what runs before. */
  | { readonly is: "choose"; readonly what: "change" | "before" }
  /** Show the rendered output of a kustomization or a chart. */
  | { readonly is: "openRendered" }
  /** Read the nodes of the user's cluster, after they agreed. */
  | { readonly is: "useCluster" }
  /** Let the user choose a saved scenario. */
  | { readonly is: "openScenario" }
  /** Open a file of `Rehearsal.openable`. */
  | { readonly is: "open"; readonly uri: string };

/** What to rehearse: the objects that run before, and those of the present text. */
export interface Rehearsal {
  readonly uri: string;
  /** The file's name without folders. The page shows it, and saved files are named after it. */
  readonly file: string;
  /** The chosen change. */
  readonly change: ChosenChange;
  /** A sentence that says why there are no objects: a renderer refuses, or is missing. */
  readonly problem?: string;
  /** The version of the text that `after` was read from. */
  readonly version: number;
  readonly origin: Origin;
  /** Whether nothing is edited yet, so that `after` is the state before the next edit. */
  readonly isUnchanged?: true;
  readonly before: readonly ManifestObject[];
  readonly after: readonly ManifestObject[];
  /** The files that `after` was read from, in its order; absent for rendered objects. */
  readonly parts?: readonly ChangedFile[];
  /** If one of them could not be read, the page keeps its last valid picture and shows the reason. The others are among `after`. */
  readonly refused: readonly Refusal[];
  /** Texts that `kubectl` can read in the folder of the file, by name. */
  readonly files?: Readonly<Record<string, string>>;
  /** The scenario saved beside the manifest, if there is one: `web.yaml` has `web.rehearsal.yaml`. */
  readonly scenario?: ScenarioFile;
  /** The cluster of the settings; if absent, the page starts with its default cluster. */
  readonly cluster?: OpenedCluster;
  /** Manifests of the workspace with a workload, offered if this one has none. */
  readonly openable: readonly Openable[];
}

export type { Planned, ScenarioFile };

/** The change, by the name of its file or folder, and its number of files. */
export interface ChosenChange {
  readonly is: Choice["is"];
  readonly name: string;
  readonly files: number;
}

/** Where `before` comes from. `ref` is the chosen branch or tag. */
export type Origin =
  { readonly is: "committed"; readonly commit: string; readonly ref?: string } | { readonly is: "saved" } | { readonly is: "nothing" };

/** A field of an object, as the API server prints it. */
export interface Spot {
  readonly object: Ref;
  readonly field: string;
}

/** A line of a file, counted from 0. */
export interface TextPlace {
  readonly uri: string;
  readonly line: number;
}

/** Lines of the YAML before and after a change, from `line` on (counted from 0). */
export interface Proposed {
  readonly line: number;
  readonly before: string;
  readonly after: string;
}

/** Nodes, and possibly their pods, from a file. */
export interface OpenedCluster {
  readonly name: string;
  readonly objects: readonly unknown[];
}

/** A manifest of the workspace that the page can offer to open. */
export interface Openable {
  readonly uri: string;
  readonly label: string;
}

/** A file to save; `name` is a proposal, such as `web.svg`. The content of a PNG is base64, all others are text. */
export type SavedFile =
  | { readonly as: "svg" | "png" | "trace"; readonly name: string; readonly content: string }
  | { readonly as: "scenario"; readonly name: string; readonly scenario: ScenarioFile };

/** A terminal's request to the console: to run a line, to complete one, or to undo the last change. */
export type ConsoleRequest =
  | { readonly is: "run"; readonly line: string }
  | { readonly is: "complete"; readonly line: string; readonly cursor: number }
  | { readonly is: "undo" };

/** One hop of a request's route: its rule, and the field that sets it. */
export interface Hop {
  readonly text: string;
  readonly spot?: Spot;
}

/** The output and exit code of a line, and how many steps it added to the scenario. */
export interface ConsoleReply {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
  /** The route of the request that it sent. */
  readonly way?: readonly Hop[];
  readonly changes: number;
}

/** The answer to each request; nothing if there is no picture yet. The time is from the start of the rehearsal, in milliseconds. */
export type ConsoleAnswer =
  | { readonly is: "printed"; readonly reply: ConsoleReply; readonly time: number }
  | { readonly is: "completed"; readonly completion: Completion }
  | { readonly is: "undone"; readonly line: string | null; readonly time: number }
  | { readonly is: "nothing" };
