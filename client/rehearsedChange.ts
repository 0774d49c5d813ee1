import * as vscode from "vscode";
import type { Baseline, ChangeObjects, Choice, LocateResult, RenderedFinding } from "../server/lsp/protocol.ts";
import type { Rehearsal, Spot } from "./preview/host/messages.ts";
import { type Chosen, type Choices, pickChoice, pickEarlier } from "./choices.ts";
import type { CommittedTexts } from "./committedTexts.ts";
import { isManifestLike } from "./manifestLike.ts";
import type { RenderedDocuments } from "./renderedDocuments.ts";
import { nameOf } from "./savedFiles.ts";
import type { ServerLink } from "./serverLink.ts";

/** How long a person must rest before a renderer runs again, in milliseconds. */
const rest = 400;

/** The parts of a change that are sent to the page. */
export type ReadChange = Pick<Rehearsal, "origin" | "isUnchanged" | "version" | "before" | "after" | "parts" | "refused" | "change" | "problem">;

/** The change of one preview: it keeps the choice, follows its files, and asks the server for its objects. */
export class RehearsedChange implements vscode.Disposable {
  private readonly uri: vscode.Uri;
  private readonly server: ServerLink;
  private readonly committed: CommittedTexts;
  private readonly choices: Choices;
  private readonly rendered: RenderedDocuments;
  private readonly changed = new vscode.EventEmitter<vscode.TextDocument | undefined>();
  private readonly said = vscode.languages.createDiagnosticCollection("rehearsal-rendered");
  private readonly subscriptions: vscode.Disposable[];
  private known: Promise<{ readonly chosen: Chosen; readonly baseline: Baseline }> | undefined;
  private choice: Choice | undefined;
  private files: ReadonlySet<string> = new Set();
  private folders: readonly string[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** Fires when a part of it was edited, saved, committed or chosen anew, with the edited document if there is one. */
  readonly onDidChange = this.changed.event;

  constructor(uri: vscode.Uri, server: ServerLink, committed: CommittedTexts, choices: Choices, rendered: RenderedDocuments) {
    this.uri = uri;
    this.server = server;
    this.committed = committed;
    this.choices = choices;
    this.rendered = rendered;
    const forget = (): void => this.forget();
    this.subscriptions = [
      this.changed,
      this.said,
      committed.onDidChange(forget),
      server.onDidStart(forget),
      server.onDidChangeFiles(() => this.follows && this.soon()),
      vscode.workspace.onDidGrantWorkspaceTrust(forget),
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.concerns(document) && this.edited(document)),
      vscode.workspace.onDidSaveTextDocument((document) => this.concerns(document) && this.forget()),
    ];
  }

  /** Whether a document is one of its files. */
  isPart(document: vscode.TextDocument): boolean {
    const uri = document.uri.toString();
    return uri === this.uri.toString() || this.files.has(uri);
  }

  /** Whether a document is one of its files as it stands in the editor, and not what a renderer reads. */
  isRead(document: vscode.TextDocument): boolean {
    return !this.renderedChoice && this.files.has(document.uri.toString());
  }

  /** Reads what is to be rehearsed now. */
  async read(token: vscode.CancellationToken): Promise<ReadChange> {
    const { chosen, baseline } = await this.now();
    const { choice } = chosen;
    const result = await this.server.change({ choice, baseline, ...(this.renderedChoice && { unsaved: unsavedTexts() }) }, token);
    const nothing = { version: 0, before: [], after: [], refused: [], files: [], folders: [], findings: [] };
    const { files, folders, findings, ...objects } = "problem" in result ? nothing : result;
    if (!token.isCancellationRequested && !("problem" in result)) {
      this.files = new Set(files.map(({ uri }) => uri));
      this.folders = folders;
      this.show(findings, choice);
      if (this.renderedChoice) this.rendered.rendered(choice);
    }
    return {
      ...objects,
      ...startingPoint(baseline, objects),
      ...(!this.renderedChoice && { parts: files }),
      ...("problem" in result && { problem: result.problem }),
      change: { is: choice.is, name: labelOf(choice), files: files.length },
    };
  }

  /** Where a field stands: in a file of the change, in what made it, or in what was rendered. */
  async locate({ object, field }: Spot): Promise<LocateResult> {
    const { choice } = (await this.now()).chosen;
    return this.server.locate({ uri: this.uri.toString(), choice, ...object, field });
  }

  /** Lets the person choose what is rehearsed. */
  async chooseChange(): Promise<void> {
    const { chosen } = await this.now();
    const choice = await pickChoice(this.uri, chosen.choice, await this.server.fileNames());
    if (choice) await this.take({ ...chosen, choice });
  }

  /** Lets the person choose what runs before. */
  async chooseEarlier(): Promise<void> {
    const { chosen } = await this.now();
    const earlier = await pickEarlier(await this.committed.refs(this.uri));
    if (earlier) await this.take({ ...chosen, earlier });
  }

  /** The choice that was rendered last; undefined if the files are not rendered. */
  get renderedChoice(): Choice | undefined {
    return this.choice?.is === "kustomization" || this.choice?.is === "chart" ? this.choice : undefined;
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.subscriptions.forEach((subscription) => void subscription.dispose());
  }

  private async take(chosen: Chosen): Promise<void> {
    await this.choices.keep(this.uri, chosen);
    this.files = new Set();
    this.folders = [];
    this.said.clear();
    this.forget();
  }

  private now(): Promise<{ readonly chosen: Chosen; readonly baseline: Baseline }> {
    return (this.known ??= this.choose());
  }

  private async choose(): Promise<{ readonly chosen: Chosen; readonly baseline: Baseline }> {
    const chosen = await this.choices.of(this.uri);
    this.choice = chosen.choice;
    return { chosen, baseline: await this.committed.baseline(chosen.choice, chosen.earlier) };
  }

  /** Whether other files than its own can come to belong to it. */
  private get follows(): boolean {
    return this.choice !== undefined && this.choice.is !== "file";
  }

  private concerns(document: vscode.TextDocument): boolean {
    if (document.uri.scheme !== this.uri.scheme) return false; // rendered and committed texts are not edits
    if (this.isPart(document)) return true;
    const uri = document.uri.toString();
    return (
      [this.choice?.uri, ...this.folders].some((folder) => uri.startsWith(`${folder}/`)) ||
      (this.choice?.is === "related" && isManifestLike(document))
    );
  }

  /** A renderer runs when typing pauses; the objects of files are read with each keystroke. */
  private edited(document: vscode.TextDocument): void {
    if (this.renderedChoice) this.soon();
    else this.changed.fire(document);
  }

  private soon(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.changed.fire(undefined), rest);
  }

  private forget(): void {
    this.known = undefined;
    this.changed.fire(undefined);
  }

  private show(findings: readonly RenderedFinding[], choice: Choice): void {
    this.said.clear();
    for (const uri of new Set(findings.map((finding) => finding.uri))) {
      const here = findings.filter((finding) => finding.uri === uri);
      this.said.set(
        vscode.Uri.parse(uri),
        here.map((finding) => diagnosticOf(finding, labelOf(choice))),
      );
    }
  }
}

function diagnosticOf({ range: { start, end }, code, severity, message }: RenderedFinding, label: string): vscode.Diagnostic {
  const range = new vscode.Range(start.line, start.character, end.line, end.character);
  const diagnostic = new vscode.Diagnostic(range, vscode.l10n.t("In the rendered manifests of {0}: {1}", label, message), severity - 1);
  diagnostic.source = "rehearsal";
  diagnostic.code = code;
  return diagnostic;
}

/** A choice in the words of the chip and of messages. */
function labelOf(choice: Choice): string {
  const uri = vscode.Uri.parse(choice.uri);
  return choice.is === "file" || choice.is === "related" ? nameOf(uri) : vscode.workspace.asRelativePath(uri);
}

/** Unsaved texts of other files than manifests, which a renderer may read. */
function unsavedTexts(): Readonly<Record<string, string>> {
  const unsaved = vscode.workspace.textDocuments.filter((document) => document.isDirty && document.uri.scheme === "file");
  return Object.fromEntries(unsaved.map((document) => [document.uri.toString(), document.getText()]));
}

/** What runs before the rehearsal. If the edit changes nothing, the first rollout is rehearsed, so nothing runs before. */
function startingPoint(
  baseline: Baseline,
  { before, after }: Pick<ChangeObjects, "before" | "after">,
): Pick<ReadChange, "origin" | "before" | "isUnchanged"> {
  if (before.length === 0 || baseline.is === "nothing") return { origin: { is: "nothing" }, before: [] };
  if (JSON.stringify(before) === JSON.stringify(after)) return { origin: { is: "nothing" }, before: [], isUnchanged: true };
  if (baseline.is === "saved") return { origin: { is: "saved" }, before };
  const { commit, ref } = baseline;
  return { origin: { is: "committed", commit, ...(ref !== "HEAD" && { ref }) }, before };
}
