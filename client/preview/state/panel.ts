import { batch, computed, effect, type ReadonlySignal, signal, type Signal } from "@preact/signals";
import { readPanelState } from "../../../engine/incoming/panelState.ts";
import type { Millis } from "../../../engine/core/objects.ts";
import type { Host } from "../host/host.ts";
import type { Planned, Rehearsal, ScenarioFile, Spot, ToPage } from "../host/messages.ts";
import type { Cut } from "../story/manageable.ts";
import { type Moment, momentAt } from "../story/moment.ts";
import { type Series, seriesOf } from "../story/series.ts";
import { passed } from "../story/spans.ts";
import type { PodLife, Story } from "../story/story.ts";
import type { Words } from "../words/en.ts";
import { type ClusterChoice, faultOfShape, openedChoice, startingCluster } from "./cluster.ts";
import { Session } from "./console.ts";
import { focusedWorkload } from "./focusedWorkload.ts";
import { inTurns } from "./inTurns.ts";
import { jobOf } from "./jobOf.ts";
import type { Answers, Told, TypedFile } from "./jobs.ts";
import { problemOf, refused } from "./problemOf.ts";
import { Proposals } from "./proposals.ts";
import { Keeper } from "./keeper.ts";
import type { JobResult, Rehearser } from "./rehearser.ts";
import { podsSelected, type Selection } from "./selection.ts";
import type { SavedState, Tab, Zoom } from "./savedState.ts";
import { steadily } from "./steadily.ts";
import { successorOf } from "./successor.ts";
import { editOf } from "./typed.ts";

export type { Tab, Zoom };

/** The drawer that is open below the verdict. */
export type Drawer = "none" | "whatIf" | "cluster" | "keys";

/** A story with its source. */
export interface Run {
  readonly story: Story;
  readonly file: string;
  readonly edition: string;
}

/** With a picture on the screen, progress is shown only for rehearsals that take longer than this. In milliseconds. */
const patience = 150;

/** The panel's whole state. Times are milliseconds from the start of the story. */
export class Panel {
  readonly words: Words;
  readonly host: Host;
  readonly rehearser: Rehearser;
  readonly console: Session;
  readonly proposals: Proposals;

  readonly rehearsal = signal<Rehearsal | null>(null);
  readonly run = signal<Run | null>(null);
  readonly pinned = signal<Run | null>(null);
  /** A sentence that says why the picture does not show the present text. */
  readonly problem = signal<string | null>(null);
  /** Numbers in the manifests that are larger than the picture can show. */
  readonly cuts = signal<readonly Cut[]>([]);
  readonly busy = signal(false);

  readonly time: Signal<Millis>;
  /** The time that the list of actions shows. It and the nodes are updated in turns. */
  readonly stepsTime: ReadonlySignal<Millis>;
  readonly playing = signal(false);
  readonly speed: Signal<number>;
  readonly zoom: Signal<Zoom | null>;
  /** The range of time that the timeline shows: the whole story and the pinned one, unless it is zoomed. */
  readonly sight: ReadonlySignal<Zoom>;
  readonly tab: Signal<Tab>;
  readonly drawer = signal<Drawer>("none");
  readonly selection: Signal<Selection>;
  /** The container of the selected pod whose form a person asked for, until it is drawn; null for none. */
  readonly wanted = signal<string | null>(null);
  /** The name of the workload in the timeline; null for the one that changes. */
  readonly focus: Signal<string | null>;
  readonly allSteps: Signal<boolean>;
  readonly script: Signal<readonly Planned[]>;
  readonly cluster: Signal<ClusterChoice>;
  /** The field at the editor's cursor. */
  readonly cursor = signal<Spot | null>(null);

  /** The scheduler's last decision about the selected pod, and changes that would give it a node. */
  readonly placement = signal<Answers["placement"]>(undefined);
  readonly lettingIn = signal<Answers["lettingIn"]>(none);
  /** Names of the nodes that fit the selected pod. */
  readonly fitting: ReadonlySignal<ReadonlySet<string>>;

  /** The time of the last change before the playhead. Everything except the playhead and the list of actions is redrawn only when it changes. */
  readonly now: ReadonlySignal<Millis>;
  readonly moment: ReadonlySignal<Moment | null>;
  /** The selected pod. If several pods have had its name: the existing one, or the last one. */
  readonly pod: ReadonlySignal<PodLife | undefined>;
  readonly workload: ReadonlySignal<number>;
  readonly series: ReadonlySignal<Series | null>;

  private readonly restored: Partial<SavedState>;
  /** Resolves when the last typed text is drawn. */
  private foreseen: Promise<void> = Promise.resolve();

  constructor(host: Host, rehearser: Rehearser, words: Words) {
    this.host = host;
    this.rehearser = rehearser;
    this.words = words;
    const saved = (this.restored = readPanelState(host.saved()));
    this.speed = signal(saved.speed ?? 4);
    this.zoom = signal(saved.zoom ?? null);
    this.tab = signal(saved.tab ?? "steps");
    this.selection = signal(saved.selection ?? { is: "nothing" });
    this.focus = signal(saved.focus ?? null);
    this.allSteps = signal(saved.allSteps ?? false);
    this.script = signal(saved.script ?? []);
    this.cluster = signal(saved.cluster ?? startingCluster);
    this.time = signal(saved.time ?? 0);
    this.console = new Session(this);
    this.proposals = new Proposals(host);
    const [stepsTime, nodesTime] = inTurns(this.time, 2);
    this.stepsTime = stepsTime!;

    this.sight = steadily(() => this.zoom.value ?? { from: 0, to: Math.max(lengthOf(this.run.value), lengthOf(this.pinned.value)) });
    this.fitting = computed(() => {
      const decision = this.placement.value?.decision;
      return new Set(decision?.is === "placed" ? decision.scores?.nodes : []);
    });
    this.now = computed(() => {
      const story = this.run.value?.story;
      return story ? (story.times[passed(story.times, story.from + nodesTime!.value) - 1] ?? story.from) : 0;
    });
    let last: Moment | null = null;
    let shown: Story | undefined;
    this.moment = computed(() => {
      const story = this.run.value?.story;
      const before = shown === story ? last : null;
      shown = story;
      return (last = story ? momentAt(story, this.now.value, before ?? undefined) : null);
    });
    const selected = computed(() => podsSelected(this.run.value?.story, this.selection.value));
    this.pod = computed(() => selected.value.findLast(({ spans }) => spans[0]!.at <= this.now.value) ?? selected.value[0]);
    this.workload = computed(() => (this.run.value ? focusedWorkload(this.run.value.story, this.focus.value) : -1));
    this.series = steadily(() => (this.run.value && this.workload.value >= 0 ? seriesOf(this.run.value.story, this.workload.value) : null));
  }

  /** Starts to receive messages and to save the state that is kept. */
  open(): void {
    this.host.listen((message) => this.receive(message));
    const keeper = new Keeper(this.host);
    effect(() => keeper.keepSoon(this.state()));
    effect(() => void this.askWhy(this.pod.value, this.now.value));
    this.host.send({ is: "ready" });
  }

  private state(): SavedState {
    return {
      uri: this.rehearsal.value?.uri ?? this.restored.uri ?? "",
      time: this.time.value,
      zoom: this.zoom.value,
      speed: this.speed.value,
      tab: this.tab.value,
      selection: this.selection.value,
      focus: this.focus.value,
      script: this.script.value,
      cluster: this.cluster.value,
      allSteps: this.allSteps.value,
    };
  }

  private async askWhy(pod: PodLife | undefined, time: Millis): Promise<void> {
    const since = pod?.spans[0]!.at ?? 0;
    const placement = pod && (await this.rehearser.about({ is: "placement", pod: pod.key, since, time: Math.max(since, time) }));
    const changes = pod && placement?.decision.is === "unplaced" ? await this.rehearser.about({ is: "lettingIn", pod: pod.key, time }) : undefined;
    if (pod !== this.pod.peek()) return;
    this.placement.value = placement;
    this.lettingIn.value = changes ?? none;
  }

  seek(time: Millis): void {
    const story = this.run.value?.story;
    this.time.value = Math.max(0, Math.min(time, story ? story.to - story.from : 0));
  }

  /** Rehearses again with another script. */
  replay(script: readonly Planned[]): void {
    this.script.value = script;
    void this.rehearse();
  }

  /** Rehearses again in another cluster. */
  moveTo(cluster: ClusterChoice): void {
    this.cluster.value = cluster;
    void this.rehearse();
  }

  private use({ pools, classes, steps }: ScenarioFile): void {
    this.script.value = steps;
    if (pools) this.cluster.value = { is: "shape", pools, ...(classes !== undefined && { classes }) };
  }

  private receive(message: ToPage): void {
    switch (message.is) {
      case "rehearse":
        return this.take(message.rehearsal);
      case "typed":
        this.foreseen = this.foresee(message.uri, message.text);
        return;
      case "cursor":
        if (JSON.stringify(message.field) !== JSON.stringify(this.cursor.value)) this.cursor.value = message.field; // since everything that it highlights is redrawn
        return;
      case "moment":
        this.time.value = message.time; // a story that arrives later begins there
        return this.run.value ? this.seek(message.time) : undefined;
      case "cluster":
        return this.moveTo(openedChoice(message.cluster));
      case "console":
        return void this.console.answer(message.request).then((answer) => this.host.send({ is: "console", number: message.number, answer }));
      case "scenario":
        this.use(message.scenario);
        return void this.rehearse();
      case "proposal":
        return this.proposals.answer(message.number, message.proposal);
      case "fix":
        return this.proposals.answerFix(message.number, message.title);
      case "failed":
        this.problem.value = message.message;
    }
  }

  private take(rehearsal: Rehearsal): void {
    const first = this.rehearsal.value === null;
    batch(() => {
      this.rehearsal.value = rehearsal;
      if (first && this.restored.uri !== rehearsal.uri) {
        if (rehearsal.cluster) this.cluster.value = openedChoice(rehearsal.cluster);
        if (rehearsal.scenario) this.use(rehearsal.scenario);
      }
    });
    void this.rehearse();
  }

  /** Shows the typed text before the server has read it. */
  private async foresee(uri: string, text: string): Promise<void> {
    const edited = this.rehearsal.value && editOf(this.rehearsal.value, uri, text);
    if (!edited || faultOfShape(this.cluster.value)) return;
    const outcome = await this.simulate(edited.rehearsal, edited.typed);
    if (outcome.is === "story" && outcome.story.workloads.length > 0) this.show(outcome, edited.rehearsal.file);
    else if (outcome.is !== "overtaken") this.busy.value = false;
  }

  private async rehearse(): Promise<void> {
    const { foreseen } = this;
    const rehearsal = this.rehearsal.value;
    await foreseen;
    // A newer text is shown already, and the server's objects follow.
    if (!rehearsal || rehearsal !== this.rehearsal.value || foreseen !== this.foreseen) return;
    if (rehearsal.problem !== undefined) return void (this.problem.value = rehearsal.problem);
    const refusal = rehearsal.refused.find(({ isRead }) => !isRead);
    if (refusal) return void (this.problem.value = refused(refusal, rehearsal.uri, this.words));
    const fault = faultOfShape(this.cluster.value);
    if (fault) return void (this.problem.value = this.words.problem.cluster(fault));
    const outcome = await this.simulate(rehearsal);
    if (outcome.is === "overtaken" || outcome.is === "unread") return;
    if (outcome.is === "failed" || outcome.is === "unreadable") return this.settle(problemOf(outcome, this.words));
    const [first] = rehearsal.refused;
    if (outcome.is === "same") this.settle(null, outcome.cuts);
    else if (first && outcome.story.workloads.length === 0) return this.settle(refused(first, rehearsal.uri, this.words));
    else this.show(outcome, rehearsal.file);
    requestAnimationFrame(() => this.host.send({ is: "drawn", version: rehearsal.version }));
  }

  private async simulate(rehearsal: Rehearsal, typed?: TypedFile): Promise<JobResult> {
    this.busy.value ||= this.run.value === null;
    const late = setTimeout(() => (this.busy.value = true), patience);
    const [cluster, script, shown] = [this.cluster.value, this.script.value, this.run.value?.edition];
    const outcome = await this.rehearser.run(jobOf(rehearsal, { cluster, script, shown, typed, language: this.words.language }));
    clearTimeout(late);
    return outcome;
  }

  /** Shows a story at the time of the last one. */
  show({ story, edition, cuts }: Told, file: string): void {
    batch(() => {
      this.settle(null, cuts);
      if (this.run.value) this.selection.value = successorOf(this.selection.value, this.run.value.story, story);
      this.run.value = { story, file, edition };
      this.seek(this.time.value);
      if (this.zoom.value && this.zoom.value.to > story.to - story.from) this.zoom.value = null;
    });
  }

  private settle(problem: string | null, cuts = this.cuts.value): void {
    batch(() => {
      this.busy.value = false;
      this.problem.value = problem;
      this.cuts.value = cuts;
    });
  }
}

const none: readonly never[] = [];

function lengthOf(run: Run | null): Millis {
  return run ? run.story.to - run.story.from : 0;
}
