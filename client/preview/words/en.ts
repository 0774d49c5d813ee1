import type { Cut } from "../story/manageable.ts";
import type { RemedyAction } from "../../../engine/scheduler/whatIf.ts";
import type { TracedEvent } from "../../../engine/rehearsal/trace.ts";
import type { Fault } from "../../../engine/kubelet/profile.ts";
import { en as reasonTemplates } from "../../../engine/words/en.ts";
import { en as verdictTemplates } from "../../../engine/rehearsal/verdict/words/en.ts";
import type { Finding, State } from "../../../engine/rehearsal/verdict/finding.ts";
import type { VerdictSentence } from "../../../engine/rehearsal/verdict/words/say.ts";
import { type Language, wordsOf } from "../../../api/words/sentence.ts";
import type { Edit } from "../../../engine/rehearsal/edits.ts";
import { editsSentence } from "../../../engine/rehearsal/editWords.ts";
import type { ChosenChange, Origin, Planned } from "../host/messages.ts";
import type { PodLook } from "../story/series.ts";
import type { Folded, PodState, ActionRow, Story, WorkloadSpan } from "../story/story.ts";
import type { Figures } from "../story/figures.ts";
import { jobFailures } from "../story/jobFailures.ts";
import { bytes, cores, count as figure } from "./format.ts";
import { containerWords } from "./containers/say.ts";
import { isFirstFinish } from "../story/finishes.ts";
import { type HeadlinePhrases, headlineOf } from "./headline.ts";
import { reasonOf, scriptStepOf, sentencesOf } from "./sentences.ts";
import { shortName } from "./shortName.ts";

const podStates: Record<PodState | "gone", string> = {
  pending: "pending",
  pulling: "creating its containers",
  held: "held back",
  starting: "starting",
  settling: "ready, not yet available",
  ready: "ready",
  unready: "not ready",
  failing: "failing",
  restarting: "starting again",
  ending: "ending",
  succeeded: "succeeded",
  failed: "failed",
  gone: "gone",
};

const looks: Record<PodLook, string> = {
  done: "done",
  ready: "ready",
  settling: "ready, not yet available",
  starting: "starting",
  failing: "failing",
  pending: "pending",
  ending: "ending",
};

function pods(count: number): string {
  return count === 1 ? "1 pod" : `${figure(count)} pods`;
}

/** As the clock counts: in whole seconds that are over. */
function duration(millis: number): string {
  const seconds = Math.floor(millis / 1000);
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min${seconds % 60 ? ` ${seconds % 60} s` : ""}`;
  return `${Math.floor(seconds / 3600)} h${Math.floor((seconds % 3600) / 60) ? ` ${Math.floor((seconds % 3600) / 60)} min` : ""}`;
}

function does(step: ActionRow, story: Story): string {
  const { what, about, by, why } = step;
  const name = shortName(step, story);
  switch (what.is) {
    case "scale": {
      const revision = story.revisions.find(({ ref }) => ref.kind === about.kind && ref.name === about.name);
      const which = revision ? (step.isNew ? "new" : "old") : about.name;
      return `scale ${which} ${what.from} → ${what.to}`;
    }
    case "ask":
      return named(what.said ? saying(what.said) : what.command);
    case "finish": {
      const complete = isFirstFinish(step, story) ? "complete" : "complete again";
      return about.kind === "Deployment" ? complete : `${name} ${complete}`;
    }
    case "create": {
      const isRevision = story.revisions.some(({ ref }) => ref.kind === about.kind && ref.name === about.name);
      return isRevision && why.rule === "new-revision" ? `start new at ${why.numbers.size}` : `create ${about.kind.toLowerCase()} ${name}`;
    }
    case "update":
      if (why.rule === "job-completions-reached") return "complete";
      if (why.rule === "deadline-exceeded") return "progress deadline exceeded";
      if (jobFailures.has(why.rule)) return `${name} fails`;
      return `update ${about.kind.toLowerCase()} ${name}`;
    case "delete":
      return `${what.is} ${about.kind.toLowerCase()} ${name}`;
    case "pull":
      return `${name} pulls its image`;
    case "start":
      return `${name} starts`;
    case "ready":
      return `${name} is ready`;
    case "unready":
      return `${name} is no longer ready`;
    case "restart":
      return `${name} restarts`;
    case "crash":
      return `${name} crashes`;
    case "succeed":
      return `${name} succeeds`;
    case "fail":
      return `${name} fails`;
    case "stop":
      return `${name} ends`;
    case "refresh":
      return `${name} sees new files`;
    case "gone":
      return by === "script" ? `${name} is lost` : `${name} is gone`;
    case "blocked":
      return `${name} cannot be evicted yet`;
  }
}

const containers = containerWords("en", named);

/** With revisions in words: scripts call them `web#2`. */
function named(text: string): string {
  return text.replace(/#(\d+)(?=$| )/, " revision $1");
}

function fault(fault: Fault, of: string): string {
  switch (fault.is) {
    case "crash":
      return `pods of ${of} crash after ${duration(fault.afterMillis)}`;
    case "never-ready":
      return `pods of ${of} never become ready`;
    case "slow":
      return `pods of ${of} answer their probes only after ${duration(fault.warmUpMillis)}`;
  }
}

/** A change that would give a pod a node. */
function remedy(change: RemedyAction): string {
  switch (change.is) {
    case "grow node":
      return `${change.node} with ${change.amounts.map(({ resource, from, to }) => `${to} of ${resource} instead of ${from}`).join(" and ")}`;
    case "request less":
      return `requests of ${change.amounts.map(({ resource, from, to }) => `${to} of ${resource} instead of ${from}`).join(" and ")}`;
    case "tolerate":
      return `a toleration of ${change.taints.map(({ key, value, effect }) => `${key}${value ? `=${value}` : ""}:${effect}`).join(" and ")}`;
    case "uncordon":
      return `kubectl uncordon ${change.node}`;
    case "label node":
      return `${change.node} with the labels ${Object.entries(change.labels)
        .map(([key, value]) => (value === undefined ? `${key}-` : `${key}=${value}`))
        .join(", ")}`;
    case "remove pod":
      return `one pod fewer on ${change.node}, such as ${change.pod.name}`;
  }
}

const sentences = sentencesOf(wordsOf("en", { ...reasonTemplates, ...verdictTemplates }));
const { saying, because } = sentences;

function objects({ all, created, configured, unchanged, refused }: Folded): string {
  const parts = [
    [configured, "changed"],
    [created, "new"],
    [unchanged, unchanged === 1 ? "as it was" : "as they were"],
    [refused, "refused"],
  ] as const;
  const told = parts.flatMap(([count, how]) => (count > 0 ? [`${figure(count)} ${how}`] : []));
  return `${figure(all)} ${all === 1 ? "object" : "objects"}: ${told.join(", ")}`;
}

/** What stands in the headline, and beside it. */
const phrases: HeadlinePhrases = {
  completes: (millis) => `Completes in ${duration(millis)}`,
  ready: (millis) => `Ready in ${duration(millis)}`,
  goesWell: (millis) => `Goes well for ${duration(millis)}, the time that was watched`,
  neverCompletes: (why) => `Never completes: ${why}`,
  fails: (sentence) => `Fails: ${sentence}`,
  stillGoing: (millis, why) => `Still going after ${duration(millis)}: ${why}`,
  begun: (sentence) => sentence.slice(0, 1).toUpperCase() + sentence.slice(1),
  noNodeFor: (count) => `no node for ${pods(count)}`,
  oldPod: (pod) => [`${pod} has an older revision and is not ready`, "the StatefulSet waits for it: delete the pod"],
  watchedFor: (millis) => `watched for ${duration(millis)}`,
  completeAfter: (millis) => `complete after ${duration(millis)}`,
  failing: (failing, workloads) => `${figure(failing)} of ${figure(workloads)} workloads fail`,
  done: (done, completions) => `${done} of ${completions} done`,
  peak: (most) => `peak ${pods(most)}`,
  peakWithEnding: (most, withEnding) => `peak ${pods(most)}, ${figure(withEnding)} with those that end`,
  noneReady: (wants) => (wants === 1 ? "its pod never gets ready" : `none of ${pods(wants)} gets ready`),
  firstReady: (millis) => `first ready after ${duration(millis)}`,
  neverFewer: (ready, wants) => `never fewer than ${figure(ready)} of ${figure(wants)} ready`,
  atTimesNone: "at times no pod is ready",
  withoutNode(count, cpu, memory) {
    const wanted = [...(cpu > 0 ? [`${cores(cpu)} CPU`] : []), ...(memory > 0 ? [bytes(memory)] : [])].join(" and ");
    return `${pods(count)} without a node${wanted === "" ? "" : `, wanting ${wanted}`}`;
  },
};
/** What the page says, in English. */
export const en = {
  language: "en" as Language,
  close: "Close",
  reveal: "Go to the YAML",
  lineToChange: (field: string) => `change ${field}`,
  more: (count: number) => `and ${count} more`,
  percent: (share: number) => `${Math.round(share * 100)}%`,
  podState: (state: PodState | "gone") => podStates[state],
  does,
  happening: (happening: ActionRow | TracedEvent): string => ("what" in happening ? happening.what.is : `${happening.reason}: ${happening.message}`),
  legend(look: PodLook, version: "old" | "new" | "any"): string {
    return version === "any" ? looks[look] : `${version}, ${looks[look]}`;
  },
  verdict: (figures: Figures) => headlineOf(figures, phrases, sentences),
  state: (state: State): string => verdictTemplates[`state-${state}`],
  /** What kind of trouble a finding is, whatever comes of the change as a whole. */
  trouble: (state: Finding["state"]): string => (state === "suffers" ? "Trouble" : verdictTemplates[`state-${state}`]),
  finding: ({ sentence }: Finding): string => saying(sentence),
  assumed: (sentence: VerdictSentence): string => saying(sentence),
  because,
  reason: (step: ActionRow) => reasonOf(step, sentences, objects),
  scriptStep: (step: Planned["step"]) => scriptStepOf(step, sentences, { named, fault, containers }),
  problem: {
    refused: (line: number, object: string, message: string) => `Line ${line}, ${object}: ${message}`,
    refusedElsewhere: (file: string, line: number, object: string, message: string) => `${file}, line ${line}, ${object}: ${message}`,
    allRefused: "Nothing is applied: the API server refuses all of it",
    nothingPlayed: "Nothing to rehearse: there are only objects of kinds that not every cluster knows",
    someRefused: (documents: number) =>
      documents === 1
        ? "Fails: 1 document is left out, which the API server refuses"
        : `Fails: ${documents} documents are left out, which the API server refuses`,
    cluster: (message: string) => `The cluster cannot be read: ${message}`,
    failed: (message: string) => `Could not be rehearsed: ${message}.`,
    lost: "The browser has ended the simulation, perhaps for want of memory. The next edit starts it again.",
    unreadable: (message: string) => `This file is not a saved trace: ${message}`,
    largeTrace: (name: string, megabytes: number, most: number) =>
      `${name} is not shown: it has ${megabytes.toLocaleString("en")} MB, and a saved trace of at most ${most} MB can be shown, about 50,000 pods.`,
    tooLarge: ({ name, field, asked, kept }: Cut) =>
      `${name} asks for ${asked.toLocaleString("en")} pods (${field}); the picture shows ${kept.toLocaleString("en")}, the most that can be shown together.`,
    kept: "The picture shows the last text that could be rehearsed.",
  },
  welcome: {
    loading: "Rehearsing…",
    drop: "Drop a saved trace here.",
    title: "Nothing to rehearse here",
    nothing: (file: string) => `${file} has no workload: a Deployment, StatefulSet, DaemonSet, Job, CronJob, ReplicaSet or Pod.`,
    others: "These files have one:",
    later: "The rollout is shown here as soon as the API server would accept this.",
  },
  rollout: {
    title: "Rollout of",
    choose: "Workload",
    about(edits: readonly Edit[] | undefined, images: string | undefined, span: WorkloadSpan | undefined): string {
      return [edits ? saying(editsSentence(edits)) : (images ?? ""), span?.strategy ?? "", span?.paused ? "paused" : ""]
        .filter((part) => part !== "")
        .join(" · ");
    },
  },
  overview: {
    title: "Workloads",
    note: (all: number, changed: number) => `${figure(all)} in all, ${figure(changed)} changed; choose one to look into it`,
    applied: { created: "new", configured: "changed", unchanged: "as it was", refused: "refused", unknown: "" },
  },
  timeline: {
    name: "Time",
    cut: (millis: number) => `${duration(millis)} left out`,
    atMost: (count: number) => `${figure(count)} at most`,
    atATime: (count: number) => `${figure(count)} at a time`,
    mustStay: (count: number) => `${figure(count)} must stay`,
    noPods: "no pod",
    /** The marks under the picture. */
    marks: { grow: "pods are added", shrink: "pods are removed", asked: "you ask", trouble: "trouble", ready: "a pod gets ready", done: "complete" },
  },
  load: {
    on: (name: string) => `Load on ${name}`,
    now: (now: string, most: string, isEach: boolean) => `${now} CPU of ${most} at most, ${isEach ? "for each pod" : "all pods together"}`,
  },
  traffic: { to: (service: string) => `Traffic to ${service}`, dead: (from: string, to: string) => `no endpoint ready ${from}–${to}` },
  controls: {
    name: "Playback",
    start: "To the start",
    previous: "Step before",
    next: "Next step",
    play: "Play",
    pause: "Pause",
    speed: "Speed",
    worst: "The worst moment: fewest pods ready",
    worstShort: "worst moment",
    playShort: "play",
    pauseShort: "pause",
    zoomIn: "Zoom in",
    zoomOut: "Zoom out",
  },
  tabs: { steps: "Steps", pods: "Pods", workloads: "Workloads", history: "History", events: "Events", services: "Services", console: "Console" },
  console: {
    printed: "What kubectl printed",
    prompt: (time: string) => `kubectl at ${time}`,
    invitation:
      "kubectl on the cluster as it is at the playhead. Tab completes, the arrow keys bring back earlier lines. A command that changes something becomes a step of the scenario at this moment; undo takes it away.",
    undo: "Undo",
    undone: "undone",
    copy: "Copy",
    code: (code: number) => `exit code ${code}`,
  },
  services: {
    none: "There is no Service or Ingress at this moment.",
    name: "Service or Ingress",
    address: "address and ports",
    goes: "where a request goes now",
    ready: (ready: number, all: number) => `${ready} of ${all} endpoints ready`,
    nobody: "nowhere: no endpoint is ready",
    ending: "to pods that are ending, since no other is ready",
    outside: (name: string) => `outside the cluster, to ${name}`,
    eachByName: "DNS gives the address of every ready pod",
    missing: (name: string) => `Service ${name} does not exist`,
    unselected: "nowhere: no endpoints, and no selector for pods",
    refused: "refused",
    guarded: (policy: string) => `only what NetworkPolicy ${policy} lets in`,
    way: "the way, hop by hop",
  },
  steps: {
    name: "Steps of the rollout",
    none: "Nothing has to be done: what runs is what the manifest says.",
    time: "time",
    does: "does",
    because: "because",
    old: "old",
    new: "new",
    ready: "ready",
    pods: "pods",
    all: "every step",
    copy: "Copy as Markdown",
    copyShort: "copy",
    reveal: (field: string) => `Go to ${field}`,
  },
  nodes: {
    title: "Nodes",
    at: (time: string) => `at ${time}`,
    none: "The cluster has no node.",
    pending: (count: number) => `${pods(count)} without a node`,
    cordoned: "cordoned",
    fits: "fits it",
    chosen: "chosen",
    taken: (by: string, field: string) => `Taken by pods of ${by}: go to ${field}`,
    cpu: "cpu",
    memory: "mem",
    pods: "pods",
    map: (nodes: number, count: number, chosen: string) => `Map of ${nodes} nodes and ${pods(count)}${chosen ? `; ${chosen} is chosen` : ""}`,
    whose: "Whose pods these are",
    mapHint: "Point at a node to look into it.",
  },
  why: {
    title: "Why there",
    past: "Its states so far",
    close: "Close the pod",
    wants: (cpu: string, memory: string) => `wants ${cpu} CPU, ${memory} of memory`,
    on: (node: string) => `on ${node}`,
    lasting: (time: string) => `for ${time}`,
    earlier: (count: number) => `${count} earlier`,
    placedBefore: "It was there before this rehearsal began.",
    onlyNode: "No other node was in question, so there was nothing to score.",
    notTried: "The scheduler has not tried to place it yet.",
    whyNode: (node: string) => `Why ${node}`,
    whyPending: "Why it has no node",
    asOf: (time: string) => `as of ${time}`,
    press: "press a number for what it means",
    skipped: (because: string, message: string) => `The scheduler skips it: ${because}${message ? `. ${message}` : ""}.`,
    node: "node",
    nodes: (count: number) => `${count} nodes`,
    total: "total",
    refused: (plugin: string, reasons: string) => `refused by ${plugin}: ${reasons}`,
    arithmetic: (plugin: string, node: string, score: number) =>
      `${plugin} gives ${node} ${score}: ${plugins[plugin]?.about ?? "its score times its weight"}.`,
    preempts: (node: string, victims: string) => `Evicting ${victims} would make room on ${node}.`,
    wouldLetIn: "What would let it in",
    remedy,
    goesTo: (node: string) => `it then goes to ${node}`,
    before: "before",
    after: "after",
    apply: "Write it into the YAML",
    tried: (state: State, millis: number) => `Tried: ${verdictTemplates[`state-${state}`].toLowerCase()}, after ${duration(millis)}`,
  },
  containers,
  plugin: (name: string) => plugins[name] ?? { name, about: name },
  workloads: {
    paused: "paused",
    ready: (ready: number, all: number) => `${ready}/${all} ready`,
    done: (done: number, all: number) => `${done}/${all} done`,
    noEndpoint: "no endpoint ready",
    nobody: "pods without an owner",
  },
  history: { revision: (number: number) => `revision ${number}`, newest: "newest", rollBack: "Roll back to this" },
  events: { none: "No event yet.", reason: "reason", object: "object", message: "message" },
  change: {
    choose: "Choose what to rehearse",
    chooseBefore: "Choose what runs before",
    rendered: "Open rendered manifests",
    name({ is, name, files }: ChosenChange): string {
      if (is === "related") return files > 1 ? `${name} and what belongs to it` : name;
      return is === "file" ? name : `${is} ${name}`;
    },
  },
  menu: {
    name: "Rehearsal",
    from: "from",
    origin(origin: Origin): string {
      if (origin.is === "committed" && origin.ref !== undefined) return `${origin.ref}, ${origin.commit.slice(0, 7)}`;
      return origin.is === "committed" ? `${origin.commit.slice(0, 7)}, committed` : origin.is === "saved" ? "the saved file" : "nothing";
    },
    first: "first rollout: nothing runs before",
    nodes: (count: number) => (count === 1 ? "1 node" : `${figure(count)} nodes`),
    whatIf: "What if…",
    pin: "Keep to compare",
    unpin: "Stop comparing",
    save: "Save and more",
    saveShort: "Save",
    trace: "Trace as JSON",
    scenario: "Scenario as YAML",
    keys: "Keyboard",
  },
  compare: {
    title: "Kept run",
    note: "on the same scale of time",
    ends: "ends",
    takes: "takes",
    least: "fewest ready",
    peak: "most pods",
    kept: "kept",
    now: "now",
  },
  whatIf: {
    title: "What if…",
    note: "each question is a step of a scenario, to save beside the manifest and replay",
    open: "Open scenario",
    save: "Save scenario",
    ask: "try",
    at: (time: string) => `at ${time}`,
    wave: (of: string, amounts: readonly string[], until: string) => `load on ${of}: ${amounts.join(" → ")} CPU, until ${until}`,
    remove: "Take back",
    kinds: {
      strategy: "roll out with other numbers",
      replicas: "start with more or fewer replicas",
      readiness: "wait longer until a pod counts as available",
      badImage: "fail to pull the image",
      crash: "let new pods crash after a while",
      slow: "let new pods get ready late",
      neverReady: "let new pods never get ready",
      nodeFails: "let a node stop answering",
      nodeLost: "delete a node and its pods at once",
      zoneLost: "let a whole zone stop answering",
      podDeleted: "delete a pod of it",
      drain: "drain a node",
      label: "label a node",
      taint: "taint a node",
      addNode: "add a node",
      load: "put load on it, in CPUs for all its pods",
      loadWave: "let its load rise and fall again",
      scale: "scale it on the way",
      rollback: "roll it back",
      restart: "restart it",
      pause: "pause it",
      resume: "resume it",
    },
    blanks: {
      strategy: ["maxSurge", "maxUnavailable"],
      replicas: ["replicas"],
      readiness: ["seconds"],
      crash: ["seconds"],
      slow: ["seconds"],
      scale: ["replicas"],
      nodeFails: ["node"],
      nodeLost: ["node"],
      zoneLost: ["zone"],
      drain: ["node"],
      label: ["node", "label"],
      taint: ["node", "taint"],
      addNode: ["name", "cpu", "memory"],
      load: ["CPUs"],
      loadWave: ["to CPUs", "within seconds", "for seconds"],
    } as Partial<Record<string, readonly string[]>>,
  },
  cluster: {
    title: "Cluster",
    note: "the nodes to rehearse on; there is a default storage class that makes volumes",
    open: "Open a file…",
    own: "Use my cluster's nodes",
    paste: "Paste or drop what kubectl get nodes,pods -A -o json prints",
    classes: "storage classes, the first is the default",
    opened: (name: string, count: number) => `${count} ${count === 1 ? "object" : "objects"} of ${name}`,
    add: "Add a pool",
    remove: (name: string) => `Remove ${name}`,
    presets: { threeSmall: "three small nodes", oneNode: "one node", withSpot: "with a spot pool", hundred: "100 nodes", thousands: "5,000 nodes" },
    fields: {
      name: "name",
      count: "nodes",
      cpu: "cpu",
      memory: "memory",
      pods: "pods",
      zones: "zones",
      labels: "labels",
      taints: "taints",
      conditions: "conditions",
      version: "kubelet",
    },
    faults: {
      amount: "an amount such as 2, 500m or 4Gi",
      count: "a whole number from 0 to 5,000",
      name: "lower-case letters, digits and -",
      taint: "key=value:NoSchedule, PreferNoSchedule or NoExecute",
      label: "key=value, separated by commas",
      condition: "MemoryPressure, DiskPressure, PIDPressure, NetworkUnavailable or NotReady",
      version: "a version such as v1.36.0",
      "not-json": "This is no JSON. Take the output of kubectl get nodes,pods -A -o json, or open a file with YAML.",
      "no-nodes": "There is no node in it that can be read.",
    },
  },
  keys: [
    ["Space", "play or pause"],
    ["← →", "move in time; with Shift further"],
    ["PageUp PageDown", "step before, next step"],
    ["Home End", "to the start, to the end"],
    ["w", "the worst moment"],
    ["+ − 0", "zoom in, out, all"],
    ["F12", "in the steps: go to the YAML behind one"],
    ["Esc", "close what is open"],
  ] as readonly (readonly [string, string])[],
};

/** The scheduler's plugins in few words, and what a score of each is made of. */
const plugins: Readonly<Record<string, { readonly name: string; readonly weight?: number; readonly about: string }>> = {
  NodeResourcesFit: { name: "resources fit", about: "the more of its CPU and memory stays free, the more points, up to 100" },
  NodeResourcesBalancedAllocation: { name: "balance", about: "75 where the pod changes nothing, more where CPU and memory come to be used alike" },
  PodTopologySpread: { name: "spread", weight: 2, about: "the fewer like pods in its zone and on it, the more of 100 points, counted twice" },
  InterPodAffinity: {
    name: "pod affinity",
    weight: 2,
    about: "up to 100 points for pods it wants near and against those it wants far, counted twice",
  },
  TaintToleration: { name: "taints", weight: 3, about: "100 points less its share of PreferNoSchedule taints not tolerated, counted three times" },
  NodeAffinity: { name: "node affinity", weight: 2, about: "the weights of preferred terms that match, as a share of 100, counted twice" },
  ImageLocality: { name: "images", about: "points for images that the node has already, by their size" },
  VolumeBinding: { name: "volumes", about: "points for storage that fits the claims" },
  NodeUnschedulable: { name: "cordon", about: "whether the node takes pods at all" },
  NodeName: { name: "node name", about: "whether the pod names another node" },
  NodePorts: { name: "host ports", about: "whether its host ports are free" },
};

/** Everything that the page says. English is the measure; another language has the same parts. */
export type Words = typeof en;
