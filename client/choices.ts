import * as vscode from "vscode";
import type { Choice, FileNames } from "../server/lsp/protocol.ts";
import type { Earlier } from "./committedTexts.ts";
import { nameOf } from "./savedFiles.ts";
import type { ServerLink } from "./serverLink.ts";

/** What a preview rehearses. */
export interface Chosen {
  readonly choice: Choice;
  readonly earlier: Earlier;
}

/** Remembers in the workspace what the preview of a file or folder rehearses. */
export class Choices {
  private readonly memory: vscode.Memento;
  private readonly server: ServerLink;

  constructor(memory: vscode.Memento, server: ServerLink) {
    this.memory = memory;
    this.server = server;
  }

  /** The stored choice, or the default: for a folder with a kustomization or a chart its rendered output, for a file its related objects. */
  async of(uri: vscode.Uri): Promise<Chosen> {
    const kept = this.memory.get<Chosen>(keyOf(uri));
    return kept ?? { choice: await usualChoice(uri, await this.server.fileNames()), earlier: { is: "committed", ref: "HEAD" } };
  }

  async keep(uri: vscode.Uri, chosen: Chosen): Promise<void> {
    await this.memory.update(keyOf(uri), chosen);
  }
}

function keyOf(uri: vscode.Uri): string {
  return `rehearsal.change ${uri.toString()}`;
}

async function usualChoice(uri: vscode.Uri, { kustomizations, charts }: FileNames): Promise<Choice> {
  if (uri.scheme === "untitled") return { is: "file", uri: uri.toString() };
  const folder = vscode.Uri.joinPath(uri, "..").toString();
  if (kustomizations.includes(nameOf(uri))) return { is: "kustomization", uri: folder };
  if (charts.includes(nameOf(uri))) return { is: "chart", uri: folder, values: [] };
  const chart = await chartAround(uri, charts);
  if (chart && /\/templates\//.test(uri.path.slice(chart.path.length))) return { is: "chart", uri: chart.toString(), values: [] };
  if (!(await isFolder(uri))) return { is: "related", uri: uri.toString() };
  if (await holds(uri, kustomizations)) return { is: "kustomization", uri: uri.toString() };
  if (await holds(uri, charts)) return { is: "chart", uri: uri.toString(), values: [] };
  return { is: "folder", uri: uri.toString() };
}

interface Offer extends vscode.QuickPickItem {
  readonly choice?: Choice;
}

/** Lets the person choose what the preview of a file or folder rehearses; undefined if they choose nothing. */
export async function pickChoice(uri: vscode.Uri, current: Choice, names: FileNames): Promise<Choice | undefined> {
  const picked = await vscode.window.showQuickPick(await offersFor(uri, current, names), {
    placeHolder: vscode.l10n.t("What to rehearse"),
    matchOnDescription: true,
  });
  if (picked?.choice?.is !== "chart") return picked?.choice;
  const values = await pickValues(vscode.Uri.parse(picked.choice.uri), current, names);
  return values && { ...picked.choice, values };
}

async function offersFor(uri: vscode.Uri, current: Choice, names: FileNames): Promise<Offer[]> {
  const isFile = uri.scheme === "untitled" || !(await isFolder(uri));
  const folder = isFile ? vscode.Uri.joinPath(uri, "..") : uri;
  const own: Offer[] = isFile
    ? [
        { label: vscode.l10n.t("Only {0}", nameOf(uri)), iconPath: new vscode.ThemeIcon("file"), choice: { is: "file", uri: uri.toString() } },
        {
          label: vscode.l10n.t("{0} and related objects", nameOf(uri)),
          description: vscode.l10n.t("objects that it refers to, and objects that refer to it"),
          iconPath: new vscode.ThemeIcon("references"),
          choice: { is: "related", uri: uri.toString() },
        },
      ]
    : [];
  if (uri.scheme === "untitled") return own;
  const [built, rendered] = await Promise.all([foldersWith(names.kustomizations, folder, names), foldersWith(names.charts, folder, names)]);
  const offers: Offer[] = [
    ...own,
    offer({ is: "folder", uri: folder.toString() }, vscode.l10n.t("folder"), "folder"),
    ...built.map((each) => offer({ is: "kustomization", uri: each.toString() }, vscode.l10n.t("kustomization"), "layers")),
    ...rendered.map((each) => offer({ is: "chart", uri: each.toString(), values: [] }, vscode.l10n.t("chart"), "package")),
  ];
  const isCurrent = ({ choice }: Offer): boolean => choice?.is === current.is && choice.uri === current.uri;
  return offers.map((each) => (isCurrent(each) ? { ...each, detail: vscode.l10n.t("current choice") } : each));
}

function offer(choice: Choice, description: string, icon: string): Offer {
  return { label: vscode.workspace.asRelativePath(vscode.Uri.parse(choice.uri)), description, iconPath: new vscode.ThemeIcon(icon), choice };
}

/** The additional values files. For a chart without any, nothing is asked. */
async function pickValues(chart: vscode.Uri, current: Choice, names: FileNames): Promise<readonly string[] | undefined> {
  const found = await vscode.workspace.findFiles("**/*values*.{yaml,yml}", passedOver(names), 200);
  const isOwn = (uri: vscode.Uri): boolean => uri.toString() === vscode.Uri.joinPath(chart, "values.yaml").toString();
  const files = found.filter((uri) => !isOwn(uri)).toSorted(nearestTo(chart));
  if (files.length === 0) return [];
  const chosen = current.is === "chart" && current.uri === chart.toString() ? current.values : [];
  const offers = files.map((uri) => ({ label: vscode.workspace.asRelativePath(uri), picked: chosen.includes(uri.toString()), uri: uri.toString() }));
  const picked = await vscode.window.showQuickPick(offers, {
    canPickMany: true,
    placeHolder: vscode.l10n.t("Values files in addition to the chart's own"),
  });
  return picked?.map(({ uri }) => uri);
}

interface RefOffer extends vscode.QuickPickItem {
  readonly earlier?: Earlier;
}

/** Lets the user choose the state before the change: `refs` are the branches and tags of the repository. */
export async function pickEarlier(refs: readonly { readonly name: string; readonly isTag: boolean }[]): Promise<Earlier | undefined> {
  const offers: RefOffer[] = [
    ...(refs.length > 0
      ? [
          {
            label: vscode.l10n.t("The last commit"),
            iconPath: new vscode.ThemeIcon("git-commit"),
            earlier: { is: "committed", ref: "HEAD" } as const,
          },
        ]
      : []),
    { label: vscode.l10n.t("The saved files"), iconPath: new vscode.ThemeIcon("save"), earlier: { is: "saved" } },
    { label: vscode.l10n.t("Nothing: first rollout"), iconPath: new vscode.ThemeIcon("circle-slash"), earlier: { is: "nothing" } },
    ...refs.map(({ name, isTag }) => ({
      label: name,
      description: isTag ? vscode.l10n.t("tag") : vscode.l10n.t("branch"),
      iconPath: new vscode.ThemeIcon(isTag ? "tag" : "git-branch"),
      earlier: { is: "committed", ref: name } as const,
    })),
  ];
  const picked = await vscode.window.showQuickPick(offers, { placeHolder: vscode.l10n.t("What to start from") });
  return picked?.earlier;
}

function passedOver(names: FileNames): string {
  return `**/{${names.passedOver.join(",")}}/**`;
}

/** Folders of the workspace with a file of such a name, those near a folder first. */
async function foldersWith(files: readonly string[], near: vscode.Uri, names: FileNames): Promise<vscode.Uri[]> {
  const found = await vscode.workspace.findFiles(`**/{${files.join(",")}}`, passedOver(names), 200);
  return found.map((uri) => vscode.Uri.joinPath(uri, "..")).toSorted(nearestTo(near));
}

/** Sorts by the length of the path that is shared with a folder, the longest first. */
function nearestTo(folder: vscode.Uri): (a: vscode.Uri, b: vscode.Uri) => number {
  const parts = folder.path.split("/");
  const shared = ({ path }: vscode.Uri): number => {
    const end = path.split("/").findIndex((part, i) => part !== parts[i]);
    return end === -1 ? Infinity : end;
  };
  return (a, b) => shared(b) - shared(a) || (a.path < b.path ? -1 : 1);
}

async function chartAround(uri: vscode.Uri, charts: readonly string[]): Promise<vscode.Uri | undefined> {
  const root = vscode.workspace.getWorkspaceFolder(uri)?.uri;
  for (let at = vscode.Uri.joinPath(uri, ".."); root && at.path.startsWith(root.path) && at.path !== "/"; at = vscode.Uri.joinPath(at, ".."))
    if (await holds(at, charts)) return at;
  return undefined;
}

async function holds(folder: vscode.Uri, names: readonly string[]): Promise<boolean> {
  const found = await Promise.all(names.map((name) => typeOf(vscode.Uri.joinPath(folder, name))));
  return found.some((type) => type !== undefined);
}

async function isFolder(uri: vscode.Uri): Promise<boolean> {
  return (await typeOf(uri)) === vscode.FileType.Directory;
}

async function typeOf(uri: vscode.Uri): Promise<vscode.FileType | undefined> {
  try {
    return (await vscode.workspace.fs.stat(uri)).type;
  } catch {
    return undefined;
  }
}
