import type { CancellationToken } from "vscode-languageserver";
import { diagnose } from "../features/diagnostics.ts";
import { locateField } from "../features/locate.ts";
import type { Baseline, Choice } from "../change/choice.ts";
import { rehearseParts } from "../change/objects.ts";
import { type Part, partsBefore, partsNow, type PlainChoice } from "../change/parts.ts";
import type { Tree } from "../change/tree.ts";
import type { Rendered } from "../render/origins.ts";
import { render, type RenderedChoice } from "../render/render.ts";
import { type Place, sourceOf } from "../render/sourceOf.ts";
import { stepsOfField } from "../../api/fieldSteps.ts";
import { stepsOf, trailAt } from "../text/trail.ts";
import { documentAt } from "../workspace/model.ts";
import { type ServerSentence, say } from "../words/say.ts";
import type { ChangeParams, ChangeResult, LocateParams, RenderedFinding } from "./protocol.ts";
import type { Session } from "./session.ts";
import { severities, toRange } from "./toLsp.ts";

/** How many states before a change are kept, so that an edit does not read or render them again. */
const mostKept = 8;

type Problem = { readonly problem: ServerSentence };

/** Answers what a change is: its manifests before and after, read from files or rendered by the user's programs. */
export class Changes {
  private readonly session: Session;
  private readonly earlier = new Map<string, Promise<readonly Part[] | Problem>>();
  /** The last rendered output of each choice. */
  private readonly rendered = new Map<string, Rendered>();

  constructor(session: Session) {
    this.session = session;
  }

  /** Forgets saved states after files were saved. */
  forgetSaved(): void {
    for (const key of this.earlier.keys()) if (key.includes('"is":"saved"')) this.earlier.delete(key);
  }

  async rehearse({ choice, baseline, unsaved = {} }: ChangeParams, cancelled: CancellationToken): Promise<ChangeResult> {
    const stop = new AbortController();
    cancelled.onCancellationRequested(() => stop.abort());
    const now = await this.now(choice, unsaved, stop.signal);
    if ("problem" in now) return { problem: this.session.inWords(now.problem) };
    const before = await this.before(choice, baseline, now);
    if ("problem" in before) return { problem: this.session.inWords(say("before-unreadable", { problem: before.problem })) };
    const { refused, ...result } = rehearseParts(before, now);
    const rendered = isRendered(choice) ? this.rendered.get(JSON.stringify(choice)) : undefined;
    return {
      ...result,
      refused: refused.map((refusal) => ({ ...refusal, message: this.session.inWords(refusal.message) })),
      folders: rendered?.folders ?? (choice.is === "folder" ? [choice.uri] : []),
      findings: rendered ? this.findingsIn(rendered) : [],
    };
  }

  /** The place of a field in the files of a change, or in the sources of a rendered document. */
  locate({ choice, ...field }: LocateParams & { readonly choice: Choice }): Place | undefined {
    const rendered = this.rendered.get(JSON.stringify(choice));
    if (rendered && isRendered(choice)) {
      const index = rendered.file.documents.findIndex(({ document: { self } }) => isNamed(self, field));
      return index === -1 ? undefined : sourceOf(rendered, index, stepsOfField(field.field), this.session.workspace);
    }
    if (isRendered(choice)) return undefined;
    for (const { file } of partsNow(choice, this.session.workspace)) {
      const span = locateField(file, field);
      if (span) return { file, span };
    }
    return undefined;
  }

  /** The last rendered text of a choice. */
  textOf(choice: Choice): string | undefined {
    return this.rendered.get(JSON.stringify(choice))?.file.syntax.text;
  }

  private async now(choice: Choice, unsaved: Readonly<Record<string, string>>, signal: AbortSignal): Promise<readonly Part[] | Problem> {
    const { workspace, host } = this.session;
    if (!isRendered(choice)) {
      if (choice.is !== "folder" && !workspace.file(choice.uri)) workspace.put(choice.uri, (await host.read(choice.uri)) ?? "");
      return partsNow(choice, workspace);
    }
    const texts = (uri: string): string | undefined => (workspace.isOpen(uri) ? workspace.file(uri)?.syntax.text : unsaved[uri]);
    const rendered = await this.render(choice, (local) => local.disk(texts), signal);
    if ("problem" in rendered) return rendered;
    keep(this.rendered, JSON.stringify(choice), rendered);
    return [rendered];
  }

  private async before(choice: Choice, baseline: Baseline, now: readonly Part[]): Promise<readonly Part[] | Problem> {
    if (baseline.is === "nothing") return [];
    const files = isRendered(choice) ? [] : now.map(({ file, only }) => [file.uri, ...(only ?? [])]);
    const key = JSON.stringify([choice, baseline, files]);
    const known = this.earlier.get(key);
    if (known) return known;
    const found = isRendered(choice) ? this.renderedBefore(choice, baseline) : this.readBefore(choice, baseline, now);
    keep(this.earlier, key, found);
    found.then(
      (parts) => "problem" in parts && this.earlier.delete(key),
      () => this.earlier.delete(key),
    );
    return found;
  }

  private async readBefore(choice: PlainChoice, baseline: Baseline, now: readonly Part[]): Promise<readonly Part[] | Problem> {
    const tree = await this.treeOf(choice, baseline);
    return "problem" in tree ? tree : partsBefore(choice, now, tree);
  }

  /** Renders the state before. A kustomization or a chart that did not exist had nothing running. A newer edit does not cancel this, since it needs the result, too. */
  private async renderedBefore(choice: RenderedChoice, baseline: Baseline): Promise<readonly Part[] | Problem> {
    const tree = await this.treeOf(choice, baseline);
    if ("problem" in tree) return tree;
    if ((await tree.list(choice.uri)).length === 0) return [];
    const rendered = await this.render(choice, () => tree, new AbortController().signal);
    return "problem" in rendered ? rendered : [rendered];
  }

  private async treeOf(choice: Choice, baseline: Baseline): Promise<Tree | Problem> {
    const { host, trusted, workspace } = this.session;
    if (baseline.is !== "committed") return host.local?.disk(() => undefined) ?? savedTree(host);
    if (!trusted()) return { problem: say("git-needs-trust") };
    const { commit } = baseline;
    return (
      (await host.local?.commit(choice.uri, commit, workspace.settingsNow.tools.git)) ?? {
        problem: say("git-missing", { commit: commit.slice(0, 7) }),
      }
    );
  }

  private async render(
    choice: RenderedChoice,
    treeFor: (local: NonNullable<Session["host"]["local"]>) => Tree,
    signal: AbortSignal,
  ): Promise<Rendered | Problem> {
    const { host, trusted, workspace } = this.session;
    if (!host.local) return { problem: say("renderer-needs-machine") };
    if (!trusted()) return { problem: say("renderer-needs-trust") };
    const { version } = workspace.versionOf(choice.uri);
    return render(choice, treeFor(host.local), { machine: host.local.machine, paths: workspace.settingsNow.tools, version, signal });
  }

  /** The findings in rendered documents, at the places of their sources, unless they are reported there anyway. */
  private findingsIn(rendered: Rendered): RenderedFinding[] {
    const { workspace, inWords } = this.session;
    const snapshot = workspace.snapshotOf(rendered.file);
    const known = new Map<string, ReadonlySet<string>>();
    return diagnose(snapshot).flatMap(({ finding, base }) => {
      const placed = documentAt(rendered.file, base + finding.from)!;
      const trail = trailAt(placed.document.manifest.syntax, finding.from);
      const { file, span } = sourceOf(rendered, rendered.file.documents.indexOf(placed), trail ? stepsOf(trail) : [], this.session.workspace);
      if (!known.has(file.uri)) known.set(file.uri, this.saidIn(file.uri));
      if (known.get(file.uri)!.has(finding.code)) return [];
      const range = toRange(file.lines, span);
      return [{ uri: file.uri, range, code: finding.code, severity: severities[finding.severity], message: inWords(finding.message) }];
    });
  }

  private saidIn(uri: string): ReadonlySet<string> {
    const snapshot = this.session.snapshot(uri);
    return new Set(snapshot ? diagnose(snapshot).map(({ finding }) => finding.code) : []);
  }
}

function isRendered(choice: Choice): choice is RenderedChoice {
  return choice.is === "kustomization" || choice.is === "chart";
}

function isNamed(self: { readonly kind: string; readonly namespace: string; readonly name: string }, asked: LocateParams): boolean {
  return (
    self.kind === asked.kind && self.name === asked.name && (self.namespace === asked.namespace || self.namespace === "" || asked.namespace === "")
  );
}

/** The manifests of the disk as the editor gives them to a server without a disk. */
function savedTree({ list, read }: Session["host"]): Tree {
  return {
    list: async (folder) => (await list([folder])).filter((uri) => uri.startsWith(`${folder}/`)),
    read: async (uri) => {
      const text = await read(uri);
      return text === undefined ? undefined : new TextEncoder().encode(text);
    },
  };
}

/** Keeps a value, and forgets the oldest ones. */
function keep<Value>(kept: Map<string, Value>, key: string, value: Value): void {
  kept.delete(key);
  kept.set(key, value);
  for (const old of [...kept.keys()].slice(0, -mostKept)) kept.delete(old);
}
