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
  pulling: "creating containers",
  held: "blocked",
  starting: "starting",
  settling: "ready, not yet available",
  ready: "ready",
  unready: "not ready",
  failing: "failing",
  restarting: "restarting",
  ending: "terminating",
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
  ending: "terminating",
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
      return `${name} terminates`;
    case "refresh":
      return `${name} gets new files`;
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
    [unchanged, "unchanged"],
    [refused, "refused"],
  ] as const;
  const told = parts.flatMap(([count, how]) => (count > 0 ? [`${figure(count)} ${how}`] : []));
  return `${figure(all)} ${all === 1 ? "object" : "objects"}: ${told.join(", ")}`;
}

/** What stands in the headline, and beside it. */
const phrases: HeadlinePhrases = {
  completes: (millis) => `Completes in ${duration(millis)}`,
  ready: (millis) => `Ready in ${duration(millis)}`,
  goesWell: (millis) => `No problems in the first ${duration(millis)}`,
  neverCompletes: (why) => `Never completes: ${why}`,
  fails: (sentence) => `Fails: ${sentence}`,
  stillGoing: (millis, why) => `Still going after ${duration(millis)}: ${why}`,
  begun: (sentence) => sentence.slice(0, 1).toUpperCase() + sentence.slice(1),
  noNodeFor: (count) => `no node for ${pods(count)}`,
  oldPod: (pod) => [`${pod} has an older revision and is not ready`, "the StatefulSet waits for it: delete the pod"],
  watchedFor: (millis) => `simulated for ${duration(millis)}`,
  completeAfter: (millis) => `complete after ${duration(millis)}`,
  failing: (failing, workloads) => `${figure(failing)} of ${figure(workloads)} workloads fail`,
  done: (done, completions) => `${done} of ${completions} done`,
  peak: (most) => `peak ${pods(most)}`,
  peakWithEnding: (most, withEnding) => `peak ${pods(most)}, ${figure(withEnding)} with terminating ones`,
  noneReady: (wants) => (wants === 1 ? "its pod never becomes ready" : `none of ${pods(wants)} becomes ready`),
  firstReady: (millis) => `first ready after ${duration(millis)}`,
  neverFewer: (ready, wants) => `never fewer than ${figure(ready)} of ${figure(wants)} ready`,
  atTimesNone: "at times no pod is ready",
  ifTheyRun: (images) => (images.length === 1 ? `if ${images[0]} runs as assumed` : `if ${figure(images.length)} images run as assumed`),
  withoutNode(count, cpu, memory) {
    const wanted = [...(cpu > 0 ? [`${cores(cpu)} CPU`] : []), ...(memory > 0 ? [bytes(memory)] : [])].join(" and ");
    return `${pods(count)} without a node${wanted === "" ? "" : `, requesting ${wanted}`}`;
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
    allRefused: "Nothing is applied: the API server refuses every object",
    nothingPlayed: "Nothing to rehearse: there are only custom resources",
    someRefused: (documents: number) =>
      documents === 1
        ? "Fails: the API server refuses 1 document, which is left out"
        : `Fails: the API server refuses ${documents} documents, which are left out`,
    cluster: (message: string) => `The cluster cannot be read: ${message}`,
    failed: (message: string) => `Could not be rehearsed: ${message}.`,
    lost: "The browser has stopped the simulation, perhaps because memory ran out. The next edit restarts it.",
    unreadable: (message: string) => `This file is not a saved trace: ${message}`,
    largeTrace: (name: string, megabytes: number, most: number) =>
      `${name} is too large to show (${megabytes.toLocaleString("en")} MB): the limit for a saved trace is ${most} MB, about 50,000 pods.`,
    tooLarge: ({ name, field, asked, kept }: Cut) =>
      `${name} asks for ${asked.toLocaleString("en")} pods (${field}); only ${kept.toLocaleString("en")} are shown, the maximum for one preview.`,
    kept: "The preview shows the last version that could be rehearsed.",
  },
  welcome: {
    loading: "Rehearsing…",
    drop: "Drop a saved trace here.",
    title: "Nothing to rehearse here",
    nothing: (file: string) => `${file} has no workload: a Deployment, StatefulSet, DaemonSet, Job, CronJob, ReplicaSet or Pod.`,
    others: "These files have one:",
    later: "The rollout appears here as soon as the API server would accept the manifest.",
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
    note: (all: number, changed: number) => `${figure(all)} in all, ${figure(changed)} changed; choose one to see its details`,
    applied: { created: "new", configured: "changed", unchanged: "unchanged", refused: "refused", unknown: "" },
  },
  timeline: {
    name: "Time",
    cut: (millis: number) => `${duration(millis)} skipped`,
    atMost: (count: number) => `at most ${figure(count)}`,
    atATime: (count: number) => `${figure(count)} at a time`,
    mustStay: (count: number) => `at least ${figure(count)}`,
    noPods: "no pod",
    /** The marks under the picture. */
    marks: {
      grow: "pods are added",
      shrink: "pods are removed",
      asked: "your request",
      trouble: "trouble",
      ready: "a pod becomes ready",
      done: "complete",
    },
  },
  load: {
    on: (name: string) => `Load on ${name}`,
    now: (now: string, most: string, isEach: boolean) => `${now} of at most ${most} CPU, ${isEach ? "per pod" : "for all pods"}`,
  },
  traffic: { to: (service: string) => `Traffic to ${service}`, dead: (from: string, to: string) => `no endpoint ready ${from}–${to}` },
  controls: {
    name: "Playback",
    start: "Go to start",
    previous: "Previous step",
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
      "Run kubectl on the cluster as it is at the playhead. Tab completes; the arrow keys recall earlier lines. A command that changes something becomes a step of the scenario at this time; Undo removes it.",
    undo: "Undo",
    undone: "undone",
    copy: "Copy",
    code: (code: number) => `exit code ${code}`,
  },
  services: {
    none: "There are no Services or Ingresses at this time.",
    name: "Service or Ingress",
    address: "address and ports",
    goes: "where requests go now",
    ready: (ready: number, all: number) => `${ready} of ${all} endpoints ready`,
    nobody: "nowhere: no endpoint is ready",
    ending: "to terminating pods, since no others are ready",
    outside: (name: string) => `outside the cluster, to ${name}`,
    eachByName: "DNS gives the address of every ready pod",
    missing: (name: string) => `Service ${name} does not exist`,
    unselected: "nowhere: no endpoints, and no selector for pods",
    refused: "refused",
    guarded: (policy: string) => `only what NetworkPolicy ${policy} allows`,
    way: "the route, hop by hop",
  },
  steps: {
    name: "Steps of the rollout",
    none: "Nothing to do: the cluster already matches the manifest.",
    time: "time",
    does: "action",
    because: "reason",
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
    none: "The cluster has no nodes.",
    pending: (count: number) => `${pods(count)} without a node`,
    cordoned: "cordoned",
    fits: "fits",
    chosen: "chosen",
    taken: (by: string, field: string) => `Used by pods of ${by}: go to ${field}`,
    cpu: "cpu",
    memory: "mem",
    pods: "pods",
    map: (nodes: number, count: number, chosen: string) => `Map of ${nodes} nodes and ${pods(count)}${chosen ? `; ${chosen} is chosen` : ""}`,
    whose: "Owners of the pods",
    mapHint: "Hover over a node to see its pods.",
  },
  why: {
    title: "Why it runs there",
    past: "States so far",
    close: "Close the pod",
    wants: (cpu: string, memory: string) => `requests ${cpu} CPU, ${memory} of memory`,
    on: (node: string) => `on ${node}`,
    lasting: (time: string) => `for ${time}`,
    earlier: (count: number) => `${count} earlier`,
    placedBefore: "It was placed before this rehearsal.",
    onlyNode: "No other node passed the filters, so no scores were needed.",
    notTried: "The scheduler has not tried to place it yet.",
    whyNode: (node: string) => `Why ${node}`,
    whyPending: "Why it has no node",
    asOf: (time: string) => `as of ${time}`,
    press: "select a number to see what it means",
    skipped: (because: string, message: string) => `The scheduler skips it: ${because}${message ? `. ${message}` : ""}.`,
    node: "node",
    nodes: (count: number) => `${count} nodes`,
    total: "total",
    refused: (plugin: string, reasons: string) => `refused by ${plugin}: ${reasons}`,
    arithmetic: (plugin: string, node: string, score: number) =>
      `${plugin} gives ${node} ${score}: ${plugins[plugin]?.about ?? "its score times its weight"}.`,
    preempts: (node: string, victims: string) => `Evicting ${victims} would make room on ${node}.`,
    wouldLetIn: "What would make it fit",
    remedy,
    goesTo: (node: string) => `it then goes to ${node}`,
    before: "before",
    after: "after",
    apply: "Edit the YAML",
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
  events: { none: "No events yet.", reason: "reason", object: "object", message: "message" },
  change: {
    choose: "Choose what to rehearse",
    chooseBefore: "Choose what to start from",
    rendered: "Open rendered manifests",
    name({ is, name, files }: ChosenChange): string {
      if (is === "related") return files > 1 ? `${name} and related objects` : name;
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
    first: "first rollout: nothing is running yet",
    nodes: (count: number) => (count === 1 ? "1 node" : `${figure(count)} nodes`),
    whatIf: "What if…",
    pin: "Keep to compare",
    unpin: "Stop comparing",
    save: "Save and more",
    saveShort: "Save",
    trace: "Trace as JSON",
    scenario: "Scenario as YAML",
    keys: "Keyboard shortcuts",
  },
  compare: {
    title: "Kept for comparison",
    note: "on the same time scale",
    ends: "result",
    takes: "duration",
    least: "fewest ready",
    peak: "most pods",
    kept: "kept",
    now: "now",
  },
  whatIf: {
    title: "What if…",
    note: "each one is a step of a scenario, which you can save beside the manifest and replay",
    open: "Open scenario",
    save: "Save scenario",
    ask: "try",
    at: (time: string) => `at ${time}`,
    wave: (of: string, amounts: readonly string[], until: string) => `load on ${of}: ${amounts.join(" → ")} CPU, until ${until}`,
    remove: "Remove",
    kinds: {
      strategy: "change maxSurge and maxUnavailable",
      replicas: "change the number of replicas",
      readiness: "wait longer before a pod is available",
      badImage: "fail to pull the image",
      crash: "crash new pods after a while",
      slow: "delay the readiness of new pods",
      neverReady: "keep new pods from becoming ready",
      nodeFails: "make a node stop responding",
      nodeLost: "delete a node and its pods at once",
      zoneLost: "make a whole zone stop responding",
      podDeleted: "delete one of its pods",
      drain: "drain a node",
      label: "label a node",
      taint: "taint a node",
      addNode: "add a node",
      load: "put CPU load on it, in total for all its pods",
      loadWave: "raise its load and lower it again",
      scale: "scale it during the rollout",
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
    note: "the nodes to rehearse on; a default storage class creates volumes",
    open: "Open a file…",
    own: "Use my cluster's nodes",
    paste: "Paste or drop what kubectl get nodes,pods -A -o json prints",
    classes: "storage classes; the first is the default",
    opened: (name: string, count: number) => `${count} ${count === 1 ? "object" : "objects"} of ${name}`,
    add: "Add a node pool",
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
      amount: "a quantity such as 2, 500m or 4Gi",
      count: "an integer from 0 to 5,000",
      name: "lower-case letters, digits and -",
      taint: "key=value:NoSchedule, PreferNoSchedule or NoExecute",
      label: "key=value, separated by commas",
      condition: "MemoryPressure, DiskPressure, PIDPressure, NetworkUnavailable or NotReady",
      version: "a version such as v1.36.0",
      "not-json": "This is not JSON. Use the output of kubectl get nodes,pods -A -o json, or open a YAML file.",
      "no-nodes": "It has no readable nodes.",
    },
  },
  keys: [
    ["Space", "play or pause"],
    ["← →", "move in time; with Shift, further"],
    ["PageUp PageDown", "previous step, next step"],
    ["Home End", "go to start, go to end"],
    ["w", "the worst moment"],
    ["+ − 0", "zoom in, out, all"],
    ["F12", "in the steps: go to the YAML of a step"],
    ["Esc", "close what is open"],
  ] as readonly (readonly [string, string])[],
};

/** The scheduler's plugins in few words, and what a score of each is made of. */
const plugins: Readonly<Record<string, { readonly name: string; readonly weight?: number; readonly about: string }>> = {
  NodeResourcesFit: { name: "resources fit", about: "the more CPU and memory stays free, the higher the score, up to 100" },
  NodeResourcesBalancedAllocation: { name: "balance", about: "75 if the pod changes nothing, more if CPU and memory use becomes more even" },
  PodTopologySpread: {
    name: "spread",
    weight: 2,
    about: "the fewer matching pods in its zone and on it, the higher the score, up to 100, counted twice",
  },
  InterPodAffinity: {
    name: "pod affinity",
    weight: 2,
    about: "up to 100, more for pods that should be near, less for pods that should be far, counted twice",
  },
  TaintToleration: { name: "taints", weight: 3, about: "100 minus its share of PreferNoSchedule taints that are not tolerated, counted three times" },
  NodeAffinity: { name: "node affinity", weight: 2, about: "the weights of the preferred terms that match, scaled to 100, counted twice" },
  ImageLocality: { name: "images", about: "the size of the images that the node already has" },
  VolumeBinding: { name: "volumes", about: "how well storage fits the claims" },
  NodeUnschedulable: { name: "cordon", about: "whether the node accepts new pods" },
  NodeName: { name: "node name", about: "whether the pod names another node" },
  NodePorts: { name: "host ports", about: "whether its host ports are free" },
};

/** Everything that the page says. English is the measure; another language has the same parts. */
export type Words = typeof en;
