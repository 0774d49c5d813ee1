import * as vscode from "vscode";
import { ConsoleQuestions } from "./consoleQuestions.ts";
import type { ConsoleAnswer, ConsoleRequest, OpenedCluster, SavedFile, Spot, ToHost, ToPage } from "./preview/host/messages.ts";
import type { ProposeResult } from "../server/lsp/protocol.ts";
import { Latest } from "./latest.ts";
import { openableFiles } from "./openableFiles.ts";
import { previewPage } from "./previewPage.ts";
import type { RehearsedChange } from "./rehearsedChange.ts";
import { nameOf, pick, readScenario, save } from "./savedFiles.ts";
import { quickFixAt } from "./quickFix.ts";
import { sentence } from "./sentence.ts";
import type { ServerLink } from "./serverLink.ts";
import { ownCluster } from "./ownCluster.ts";
import { readCluster, Surroundings } from "./surroundings.ts";

const highlight = vscode.window.createTextEditorDecorationType({
  backgroundColor: new vscode.ThemeColor("editor.rangeHighlightBackground"),
  overviewRulerColor: new vscode.ThemeColor("editorOverviewRuler.rangeHighlightForeground"),
  isWholeLine: true,
});

/** Other values for fields of an object. */
type Change = Pick<Extract<ToHost, { is: "apply" }>, "object" | "changes">;

/** How long the cursor must rest, in milliseconds, before the page highlights what it concerns. While a person types, the new picture comes first. */
const rest = 120;

/** How long it takes until the page has drawn what is typed, in milliseconds. */
const drawn = 80;

/** Longer texts are not sent to the page with every keystroke, since that would take longer than the server's answer. In characters. */
const longest = 100_000;

/** The preview of one file or folder: it sends the objects of the file to the page after every edit, and handles the page's requests. */
export class PreviewPanel {
  readonly uri: vscode.Uri;
  readonly change: RehearsedChange;
  private readonly panel: vscode.WebviewPanel;
  private readonly context: vscode.ExtensionContext;
  private readonly server: ServerLink;
  private readonly surroundings: Surroundings;
  private readonly subscriptions: vscode.Disposable[];
  private readonly readings = new Latest();
  private readonly cursors = new Latest();
  private readonly marks = new Latest();
  private readonly console = new ConsoleQuestions((message) => this.post(message));
  /** What the page rehearses already: a file that was saved or read again need not have changed anything. */
  private shown = "";
  /** The moment at which a new page begins. */
  private moment: number | undefined;
  private isDisposed = false;
  private waiting: ReturnType<typeof setTimeout> | undefined;

  constructor(uri: vscode.Uri, panel: vscode.WebviewPanel, context: vscode.ExtensionContext, server: ServerLink, change: RehearsedChange) {
    this.uri = uri;
    this.change = change;
    this.panel = panel;
    this.context = context;
    this.server = server;
    this.surroundings = new Surroundings(uri, server);
    panel.iconPath = vscode.Uri.joinPath(context.extensionUri, "icon.png");
    panel.webview.options = { enableScripts: true, localResourceRoots: [vscode.Uri.joinPath(context.extensionUri, "dist", "preview")] };
    this.subscriptions = [
      this.change,
      this.surroundings,
      this.readings,
      this.cursors,
      this.marks,
      panel.webview.onDidReceiveMessage((message: ToHost) => this.answer(message)),
      vscode.workspace.onDidCloseTextDocument((document) => document.isUntitled && this.isOurs(document) && this.panel.dispose()),
      vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => change.isPart(textEditor.document) && void this.followCursor(textEditor)),
      change.onDidChange((edited) => this.follow(edited)),
      this.surroundings.onDidChange(() => void this.rehearse()),
    ];
    panel.webview.html = previewPage(panel.webview, context.extensionUri);
  }

  reveal(): void {
    this.panel.reveal(undefined, true);
  }

  /** Goes to a moment, in milliseconds from the start of the rehearsal; a page that is not ready yet begins there. */
  goTo(time: number): void {
    this.moment = time;
    this.post({ is: "moment", time });
  }

  get isActive(): boolean {
    return this.panel.active;
  }

  get isVisible(): boolean {
    return this.panel.visible;
  }

  /** The name of its file or folder. */
  get file(): string {
    return nameOf(this.uri);
  }

  /** Asks the console of the page; a hidden one is shown first. */
  ask(request: ConsoleRequest): Promise<ConsoleAnswer> {
    const isThere = this.panel.visible;
    if (!isThere) this.reveal();
    return this.console.ask(request, isThere);
  }

  dispose(): void {
    if (this.isDisposed) return;
    this.console.dispose();
    clearTimeout(this.waiting);
    this.isDisposed = true;
    this.subscriptions.forEach((subscription) => void subscription.dispose());
    this.panel.dispose();
  }

  private isOurs(document: vscode.TextDocument): boolean {
    return document.uri.toString() === this.uri.toString();
  }

  private post(message: ToPage): void {
    if (message.is === "failed") this.shown = "";
    if (!this.isDisposed) void this.panel.webview.postMessage(message);
  }

  /** The page draws the typed text by itself. The server is asked after that, so that it does not delay the picture. */
  private follow(edited: vscode.TextDocument | undefined): void {
    clearTimeout(this.waiting);
    const text = edited && this.panel.visible && this.change.isRead(edited) ? edited.getText() : undefined;
    if (text === undefined || text.length > longest) return void this.rehearse();
    this.readings.begin(); // pending requests to the server are outdated
    this.post({ is: "typed", uri: edited!.uri.toString(), text });
    this.waiting = setTimeout(() => void this.rehearse(), drawn);
  }

  /** Sends the page what is to be rehearsed now. A hidden page says that it is ready when it is visible again. */
  private async rehearse(): Promise<void> {
    if (!this.panel.visible) return;
    const token = this.readings.begin();
    try {
      const [change, surroundings] = await Promise.all([this.change.read(token), this.surroundings.now()]);
      const openable = change.after.length > 0 ? [] : await openableFiles(this.uri);
      if (token.isCancellationRequested) return;
      const isFile = change.change.is === "file" || change.change.is === "related";
      const files = textsIn(isFile ? vscode.Uri.joinPath(this.uri, "..") : this.uri);
      const rehearsal = { uri: this.uri.toString(), file: nameOf(this.uri), ...change, ...surroundings, files, openable };
      const text = JSON.stringify(rehearsal);
      if (text !== this.shown) this.post({ is: "rehearse", rehearsal });
      this.shown = text;
    } catch (error) {
      // A server that ended meanwhile is asked again after it has restarted.
      if (!token.isCancellationRequested && this.server.isServing) this.post({ is: "failed", message: sentence(error) });
    }
  }

  private async answer(message: ToHost): Promise<void> {
    try {
      await this.act(message);
    } catch (error) {
      this.post({ is: "failed", message: sentence(error) });
    }
  }

  private async act(message: ToHost): Promise<void> {
    switch (message.is) {
      case "ready":
        if (this.moment !== undefined) this.post({ is: "moment", time: this.moment });
        this.moment = undefined;
        this.console.restarted();
        this.shown = "";
        return this.rehearse();
      case "drawn":
        return this.console.drawn();
      case "console":
        return this.console.answer(message.number, message.answer);
      case "reveal":
        return this.show(message.spot);
      case "highlight":
        return this.mark(message.spot);
      case "propose": {
        const { proposal } = await this.propose(message);
        return this.post({ is: "proposal", number: message.number, proposal });
      }
      case "apply":
        return this.write(message);
      case "askFix": {
        const fix = await quickFixAt(vscode.Uri.parse(message.place.uri), message.place.line);
        return this.post({ is: "fix", number: message.number, title: fix?.title ?? null });
      }
      case "fix": {
        const fix = await quickFixAt(vscode.Uri.parse(message.place.uri), message.place.line);
        if (fix) await vscode.workspace.applyEdit(fix.edit);
        return;
      }
      case "copy":
        await vscode.env.clipboard.writeText(message.text);
        vscode.window.setStatusBarMessage(vscode.l10n.t("Copied"), 2000);
        return;
      case "save":
        return this.saveFile(message.file);
      case "openNodes": {
        const picked = await pick(vscode.l10n.t("Use these nodes"), ["yaml", "yml", "json"]);
        return this.useCluster(picked && (await readCluster(picked, this.server)));
      }
      case "choose":
        return message.what === "change" ? this.change.chooseChange() : this.change.chooseEarlier();
      case "openRendered":
        return vscode.commands.executeCommand("rehearsal.openRendered");
      case "useCluster":
        return this.useCluster(await ownCluster(this.context, this.server));
      case "openScenario": {
        const picked = await pick(vscode.l10n.t("Replay"), ["yaml", "yml", "json"]);
        const scenario = picked && (await readScenario(picked, this.server));
        if (scenario) this.post({ is: "scenario", scenario });
        return;
      }
      case "open":
        await vscode.commands.executeCommand("rehearsal.preview", vscode.Uri.parse(message.uri));
        await vscode.window.showTextDocument(vscode.Uri.parse(message.uri), { viewColumn: vscode.ViewColumn.One, preserveFocus: true });
    }
  }

  private useCluster(cluster: OpenedCluster | undefined): void {
    if (cluster) this.post({ is: "cluster", cluster });
  }

  private async saveFile(file: SavedFile): Promise<void> {
    const saved = await save(file, this.uri, this.server).catch((error) => void vscode.window.showErrorMessage(sentence(error)));
    if (saved) vscode.window.setStatusBarMessage(vscode.l10n.t("Saved {0}", nameOf(saved)), 3000);
  }

  /** The file of an object after a change. */
  private async propose({ object, changes }: Change): Promise<{ readonly uri: vscode.Uri; readonly proposal: ProposeResult }> {
    const place = await this.place({ object, field: changes[0]?.field ?? "" });
    const uri = place?.uri ?? this.uri;
    return { uri, proposal: await this.server.propose({ uri: uri.toString(), ...object, changes }) };
  }

  /** Writes other values into the YAML, as a person would: it can be undone, and is not saved. */
  private async write(change: Change): Promise<void> {
    const { uri, proposal } = await this.propose(change);
    if (!proposal) return;
    const edit = new vscode.WorkspaceEdit();
    for (const { range, newText } of proposal.edits)
      edit.replace(uri, new vscode.Range(range.start.line, range.start.character, range.end.line, range.end.character), newText);
    await vscode.workspace.applyEdit(edit);
  }

  /** Goes to the YAML that sets a field. */
  private async show(spot: Spot): Promise<void> {
    const place = await this.place(spot);
    if (!place) return;
    await vscode.window.showTextDocument(place.uri, {
      viewColumn: this.columnOf(place.uri),
      selection: new vscode.Range(place.range.start, place.range.start),
    });
  }

  /** Marks the YAML that sets a field for as long as the pointer rests on what it causes. */
  private async mark(spot: Spot | null): Promise<void> {
    const token = this.marks.begin();
    const place = spot && (await this.place(spot));
    if (token.isCancellationRequested) return;
    for (const editor of vscode.window.visibleTextEditors) {
      const here = place && editor.document.uri.toString() === place.uri.toString();
      editor.setDecorations(highlight, here ? [place.range] : []);
      if (here) editor.revealRange(place.range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
    }
  }

  private async place(spot: Spot): Promise<{ readonly uri: vscode.Uri; readonly range: vscode.Range } | undefined> {
    const found = await this.change.locate(spot);
    if (!found) return undefined;
    const { start, end } = found.range;
    return { uri: vscode.Uri.parse(found.uri), range: new vscode.Range(start.line, start.character, end.line, end.character) };
  }

  private async followCursor({ document, selection }: vscode.TextEditor): Promise<void> {
    const token = this.cursors.begin();
    await new Promise((resolve) => setTimeout(resolve, rest));
    if (token.isCancellationRequested) return;
    const { line, character } = selection.active;
    const found = await this.server.fieldAt({ uri: document.uri.toString(), position: { line, character } }, token).catch(() => null);
    if (token.isCancellationRequested) return;
    this.post({ is: "cursor", field: found && { object: { kind: found.kind, namespace: found.namespace, name: found.name }, field: found.field } });
  }

  /** The column where the file is already shown, or else the first one, so that the panel stays visible. */
  private columnOf(uri: vscode.Uri): vscode.ViewColumn {
    const editor = vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === uri.toString());
    return editor?.viewColumn ?? vscode.ViewColumn.One;
  }
}

/** Texts of open files in a folder, by name: what `kubectl apply -f` can read. */
function textsIn(folder: vscode.Uri): Readonly<Record<string, string>> {
  const beside = vscode.workspace.textDocuments.filter(({ uri }) => vscode.Uri.joinPath(uri, "..").toString() === folder.toString());
  return Object.fromEntries(beside.map((document) => [nameOf(document.uri), document.getText()]));
}
