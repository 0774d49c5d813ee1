import { isObject } from "../../api/object.ts";
import type { Millis } from "../../engine/core/objects.ts";
import { withoutSecrets } from "../../engine/incoming/secrets.ts";
import { playable, withStart } from "../../engine/rehearsal/planned.ts";
import { opening, type Scenario, Simulation } from "../../engine/rehearsal/simulate.ts";
import type { StageState } from "../../engine/rehearsal/script/stage.ts";
import type { SimulationState } from "../../engine/rehearsal/simulationState.ts";
import type { Trace } from "../../engine/rehearsal/trace.ts";
import { yamlText } from "../../kubectl/output/yaml.ts";
import { performLine } from "../../kubectl/rehearsal/perform.ts";
import type { Rehearsed } from "./questions.ts";
import { faultsOfOpened, objectsOfCluster } from "./readCluster.ts";
import type { Outcome, RehearseJob } from "./state/jobs.ts";
import type { Rehearsing } from "./state/shortcut.ts";
import { manageable } from "./story/manageable.ts";
import type { Story } from "./story/story.ts";
import { storyOf } from "./story/storyOf.ts";
import { withTyped } from "./typedObjects.ts";
import { editedAgain } from "./warmUp.ts";

/** Rehearses edits one after the other, in the page's worker or in the page itself. */
export class Rehearsals implements Rehearsing {
  /** What was rehearsed last. */
  last: Rehearsed | undefined;
  /** The most controller syncs of a rehearsal. What takes more, or may take long for other reasons, throws. */
  private readonly mostSyncs: number | undefined;
  /** The state at the start of the last rehearsal, by its input: an edit seldom changes what runs before. */
  private opened: { readonly of: string; readonly state: SimulationState } | undefined;
  /** The last story, by its input: it is requested twice, after a keystroke and when the server has read the text. */
  private told: { readonly of: string; readonly edition: string } | undefined;
  private editions = 0;

  constructor(mostSyncs?: number) {
    this.mostSyncs = mostSyncs;
  }

  outcomeOf(job: RehearseJob): Outcome {
    const { cluster, language, typed, shown } = job;
    const [fault] = cluster.is === "opened" ? faultsOfOpened(cluster, language) : [];
    if (fault !== undefined) return { is: "unreadable", what: "cluster", message: fault };
    const now = typed ? withTyped(job.after, typed) : job.after;
    if (!now || (typed && JSON.stringify(now) === JSON.stringify(job.before))) return { is: "unread" };
    const of = contentOf({ ...job, after: now });
    const { objects: after, cuts } = manageable(now);
    if (of === this.told?.of && shown === this.told.edition) return { is: "same", cuts };
    if (of !== this.told?.of || !this.last) {
      this.last = this.rehearsed(scenarioOf({ ...job, before: manageable(job.before).objects, after }));
      this.told = { of, edition: this.nextEdition() };
    }
    const { trace } = this.last;
    return { is: "story", story: storyOf(withoutSecrets(trace)), edition: this.told.edition, cuts, versions: trace.versions.length };
  }

  isShown(job: RehearseJob): boolean {
    return this.told !== undefined && job.shown === this.told.edition && this.told.of === contentOf(job);
  }

  /** Opens a saved trace. */
  replay({ trace, story }: { readonly trace: Trace; readonly story: Story }): Outcome {
    this.last = { trace, kubelet: {}, script: [] };
    this.told = undefined;
    return { is: "story", story, edition: this.nextEdition(), cuts: [], versions: trace.versions.length };
  }

  practise(job: RehearseJob, round: number): number {
    const now = job.typed ? withTyped(job.after, job.typed) : job.after;
    const scenario = editedAgain(scenarioOf({ ...job, after: now ?? [] }), round);
    withTyped([], { uri: "", text: scenario.after.map(yamlText).join("---\n"), from: 0, objects: 0 });
    const { trace } = this.rehearsed(scenario);
    storyOf(withoutSecrets(trace));
    return trace.versions.length;
  }

  private rehearsed(scenario: Scenario): Rehearsed {
    if (this.mostSyncs !== undefined && hasOwnRules(scenario)) throw new Error("The rules of custom resources may take any time.");
    const state = this.openingOf(scenario);
    const limit = this.limitAfter(state.stage.plane.syncs);
    const simulation = new Simulation({ ...scenario, ...limit }, state);
    if (!simulation.run() && limit) throw tooLong();
    return {
      trace: simulation.trace(),
      kubelet: scenario.kubelet ?? {},
      script: scenario.script,
      scenario,
      stageAt: (at) => stageAt(at, scenario, state),
    };
  }

  private openingOf(scenario: Scenario): SimulationState {
    const of = JSON.stringify([scenario.before, scenario.cluster, scenario.kubelet, scenario.applies]);
    if (this.opened?.of === of) return this.opened.state;
    const limit = this.limitAfter(0);
    const state = opening({ ...scenario, ...limit });
    if (limit && state.stage.plane.syncs >= limit.syncs) throw tooLong();
    this.opened = { of, state };
    return state;
  }

  private limitAfter(syncs: number): { readonly syncs: number } | undefined {
    return this.mostSyncs === undefined ? undefined : { syncs: syncs + this.mostSyncs };
  }

  /** A new edition, unique for each story in the page and the worker. */
  private nextEdition(): string {
    return `${performance.timeOrigin} ${++this.editions}`;
  }
}

/** All syncs were made: there may be more to do. */
function tooLong(): Error {
  return new Error("There are too many syncs.");
}

/** Everything that determines the trace of a job. */
function contentOf({ before, after, cluster, script, apply }: RehearseJob): string {
  return JSON.stringify([before, after, cluster, script, apply]);
}

/** Whether there are custom resources, whose rules may take any time. */
function hasOwnRules({ before, after, cluster }: Scenario): boolean {
  return [...before, ...after, ...cluster].some((object) => isObject(object) && object["kind"] === "CustomResourceDefinition");
}

/** How all stands at a moment of a rehearsal that begins at a state. */
function stageAt(at: Millis, scenario: Scenario, from: SimulationState): StageState {
  const simulation = new Simulation(scenario, from);
  simulation.run(at);
  return simulation.state().stage;
}

function scenarioOf({ cluster, apply: { side, prune } = {}, ...said }: RehearseJob): Scenario {
  const { before } = said;
  const { after, script } = withStart(said.after, said.script);
  return {
    before,
    after,
    cluster: objectsOfCluster(cluster, [...said.before, ...said.after]),
    ...playable(script),
    kubectl: performLine,
    ...(side && { applies: side }),
    ...(prune && { prunes: prune }),
  };
}
