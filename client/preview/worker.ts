import { withoutSecrets } from "../../engine/incoming/secrets.ts";
import { readTrace } from "../../engine/incoming/trace.ts";
import { opening, type Scenario, Simulation } from "../../engine/rehearsal/simulate.ts";
import type { Millis } from "../../engine/core/objects.ts";
import type { SimulationState } from "../../engine/rehearsal/simulationState.ts";
import { answerAbout, type Rehearsed } from "./questions.ts";
import { faultsOfOpened, objectsOfCluster, pastedCluster, textOf } from "./readCluster.ts";
import type { FromWorker, Job, Outcome, ToWorker } from "./state/jobs.ts";
import { holdLifeline } from "./state/lifeline.ts";
import { Practice } from "./practice.ts";
import { performLine } from "../../kubectl/rehearsal/perform.ts";
import { manageable } from "./story/manageable.ts";
import { storyOf } from "./story/storyOf.ts";
import { withTyped } from "./typedObjects.ts";
import { yamlText } from "../../kubectl/output/yaml.ts";
import { playable, withStart } from "../../engine/rehearsal/planned.ts";
import { editedAgain, smallRollout } from "./warmUp.ts";

/**
 * Runs the simulation off the page's thread. It is bundled as text (`scripts/inlineWorker.ts`) and started from a blob, so `worker-src blob:` is all that it needs.
 * It runs to the end without looking up: a newer edit terminates it, if it takes long.
 */
let rehearsed: Rehearsed | undefined;
/** How things stood when the last rehearsal began, and of what: an edit changes what is applied, and seldom what runs before. */
let opened: { readonly of: string; readonly state: SimulationState } | undefined;

/** The story that was told last, and of what: it is asked for twice, when a key is pressed and when the server has read that. */
let told: { readonly of: string; readonly edition: string } | undefined;
let editions = 0;

/** The first edit of a manifest is to be as quick as the hundredth. */
const practice = new Practice(practise);

addEventListener("message", ({ data }: MessageEvent<ToWorker>) => {
  practice.wait();
  try {
    postMessage(answer(data));
  } catch (error) {
    postMessage({ id: data.id, is: "failed", message: error instanceof Error ? error.message : String(error) } satisfies FromWorker);
  }
});

function answer(message: ToWorker): FromWorker {
  const { id } = message;
  switch (message.is) {
    case "rehearse":
      return { id, ...outcomeOf(message) };
    case "replay": {
      const read = readTrace(message.trace);
      if ("causes" in read) return { id, is: "unreadable", what: "trace", message: textOf(read.causes[0]!, message.language) };
      rehearsed = { trace: read.value, kubelet: {}, script: [] };
      told = undefined;
      return { id, is: "story", story: storyOf(read.value), edition: nextEdition(), cuts: [] };
    }
    case "pasted":
      return { id, is: "answer", answer: pastedCluster(message.text) };
    default:
      return { id, is: "answer", answer: rehearsed && answerAbout(rehearsed, message) };
  }
}

function outcomeOf(job: Job & { readonly is: "rehearse" }): Outcome {
  const { cluster, language, typed, shown, script, apply } = job;
  const [fault] = cluster.is === "opened" ? faultsOfOpened(cluster, language) : [];
  if (fault !== undefined) return { is: "unreadable", what: "cluster", message: fault };
  const now = typed ? withTyped(job.after, typed) : job.after;
  const [said, saidBefore] = [JSON.stringify(now), JSON.stringify(job.before)];
  if (!now || (typed && said === saidBefore)) return { is: "unread" };
  const of = `${saidBefore} ${said} ${JSON.stringify([cluster, script, apply])}`;
  const after = manageable(now);
  if (of === told?.of && shown === told.edition) return { is: "same", cuts: after.cuts };
  if (of !== told?.of || !rehearsed) {
    const scenario = scenarioOf({ ...job, before: manageable(job.before).objects, after: after.objects });
    const state = openingOf(scenario);
    rehearsed = {
      trace: rehearse(scenario, state).trace(),
      kubelet: scenario.kubelet ?? {},
      script: scenario.script,
      scenario,
      stageAt: (at) => rehearse(scenario, state, at).state().stage,
    };
    told = { of, edition: nextEdition() };
  }
  return { is: "story", story: storyOf(withoutSecrets(rehearsed.trace)), edition: told.edition, cuts: after.cuts };
}

/** Another one for each story, whichever worker tells it. */
function nextEdition(): string {
  return `${performance.timeOrigin} ${++editions}`;
}

function openingOf(scenario: Scenario): SimulationState {
  const of = JSON.stringify([scenario.before, scenario.cluster, scenario.kubelet, scenario.applies]);
  if (opened?.of !== of) opened = { of, state: opening(scenario) };
  return opened.state;
}

/** Rehearses to the end, or up to a moment. */
function rehearse(scenario: Scenario, from: SimulationState, until?: Millis): Simulation {
  const simulation = new Simulation(scenario, from);
  simulation.run(until);
  return simulation;
}

function scenarioOf({ cluster, apply: { side, prune } = {}, ...said }: Job & { readonly is: "rehearse" }): Scenario {
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

/** What is asked in the meantime comes between the rounds. */
function warmUp(rounds: number): void {
  if (rounds === 0) return;
  const simulation = new Simulation(smallRollout);
  simulation.run();
  storyOf(simulation.trace());
  withTyped([], { uri: "", text: `${yamlText(smallRollout.after[0])}# ${rounds}`, from: 0, objects: 0 });
  setTimeout(() => warmUp(rounds - 1));
}

/** The longest rehearsal that is repeated, in versions of objects. A longer one gets quick as it runs, and a round would be in the way of the next edit. */
const longest = 500;

/** Reads, rehearses and tells another edit of what was rehearsed last. Returns how many versions of objects were made. */
function practise(round: number): number {
  if (!rehearsed?.scenario || rehearsed.trace.versions.length > longest) return 0;
  const scenario = editedAgain(rehearsed.scenario, round);
  withTyped([], { uri: "", text: scenario.after.map(yamlText).join("---\n"), from: 0, objects: 0 });
  const trace = rehearse(scenario, openingOf(scenario)).trace();
  storyOf(withoutSecrets(trace));
  return trace.versions.length;
}

holdLifeline();
warmUp(6);
