import {
  anything,
  atLeast,
  choice,
  described,
  either,
  exactly,
  flag,
  integer,
  list,
  map,
  named,
  nothing,
  number,
  object,
  oneField,
  record,
  type Schema,
  tagged,
  text,
} from "./schema.ts";

/** Which pods a step is about. */
const selected = {
  owner: described("The pods of this owner or of one of its revisions: `web`, `web#2`.", text),
  pod: text,
  node: text,
  index: integer,
  terminating: flag,
  pick: described("Which of several pods; the oldest if not said.", either(choice("oldest", "newest", "all"), number)),
};
const selection = named("selection", record({}, selected));

const node = record(
  { name: text },
  {
    labels: map(text),
    taints: list(record({ key: text, effect: text }, { value: text })),
    unschedulable: flag,
    capacity: map(text),
  },
);

const fault = tagged({
  crash: record({ of: text, afterMillis: number }),
  "never-ready": record({ of: text }),
  slow: record({ of: text, warmUpMillis: number }),
});

const inContainer = { of: text, container: text };

const whatIf = tagged({
  fails: record({ ...inContainer, after: atLeast(0), code: integer }),
  outOfMemory: record({ ...inContainer, after: atLeast(0) }),
  startsSlowly: record({ ...inContainer, seconds: atLeast(0) }),
  answersWith: record({ ...inContainer, path: text, status: integer, from: atLeast(0) }),
  ignoresSigterm: record(inContainer),
  imageMissing: record(inContainer),
  imageSlow: record({ ...inContainer, seconds: atLeast(0) }),
});

const seconds = atLeast(0);

/** One life of a process; times are seconds from its start. */
const run = record(
  {},
  {
    exit: described(
      "It ends by itself, with this code. `reason` is Completed or Error if not said.",
      record({ after: seconds, code: integer }, { reason: text }),
    ),
    serves: described(
      "What it answers on its ports: 200 on any path, from its start on, if nothing else is said.",
      list(
        record(
          { port: atLeast(1, integer) },
          { after: seconds, until: seconds, status: integer, path: text, takes: seconds, speaks: choice("http", "https", "tcp", "udp", "grpc") },
        ),
      ),
    ),
    exec: described(
      "How commands end that probes and hooks run, from a second on. What is not named ends with 0 at once.",
      map(list(record({}, { from: seconds, code: integer, takes: seconds }))),
    ),
    stop: described("What SIGTERM does: it ends at once with 0 if not said.", record({}, { takes: seconds, code: integer, ignores: flag })),
    fails: described("It cannot even be started, and the container runtime says this.", text),
  },
);

const behaves = record({ ...inContainer, runs: described("Each start plays the next run, the last one again and again.", list(run)) });

/** Each part is compiled once, however many schemas it stands in. */
function namedEach<const Schemas extends Readonly<Record<string, Schema<unknown>>>>(schemas: Schemas): Schemas {
  return Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, named(`step.${name}`, schema)])) as unknown as Schemas;
}

/** What can happen in a rehearsal: a step has exactly one of these. */
export const verbs = namedEach({
  apply: described("Creates these objects, or changes them as `kubectl apply` does.", list(anything)),
  patch: described("A JSON merge patch of an object.", record({ kind: text, patch: anything }, { name: text, select: selection })),
  scale: described("Sets the number of replicas.", record({ kind: text, name: text, replicas: atLeast(0, integer) })),
  rollback: described("Goes back to an earlier revision, the last one if not said.", record({ name: text }, { kind: text, toRevision: integer })),
  restart: described("Replaces all pods, as `kubectl rollout restart` does.", record({ name: text, at: text }, { kind: text })),
  pause: described("Pauses the rollout of this Deployment.", text),
  resume: described("Resumes the rollout of this Deployment.", text),
  delete: described(
    "Deletes an object, or pods.",
    record({ kind: text }, { name: text, select: selection, propagation: choice("Background", "Foreground", "Orphan") }),
  ),
  evict: described("Evicts pods, as far as their disruption budgets allow.", selection),
  tick: exactly(true),
  ready: record({}, { ...selected, ago: number }),
  start: selection,
  unready: selection,
  crash: described("Lets a pod's containers fail.", selection),
  succeed: selection,
  fail: record({}, { ...selected, exitCode: integer, reason: text }),
  stuck: described("The pods of this owner or revision get no further.", text),
  unstuck: text,
  finish: exactly(true),
  metrics: described("What the metrics APIs say from now on.", object),
  wait: either(number, choice("minute")),
  addNode: described("A node joins the cluster.", node),
  removeNode: described("A node leaves the cluster.", text),
  failNode: described("A node's kubelet stops. A cluster notices after 40 s: see `unreachable`.", text),
  unreachable: described(
    "The cluster notices that a node does not answer: its pods are not ready, and leave it once they tolerate that no longer.",
    text,
  ),
  label: record({ node: text, labels: map(either(text, nothing)) }),
  taint: record({ node: text, key: text, effect: text }, { value: text }),
  untaint: record({ node: text, key: text }),
  kubectl: described("A command as one types it after `kubectl`: `set image deployment/web web=nginx:1.28`.", text),
});

/** What is wrong with some pods from the start stands among the steps. */
export const verbsAndFaults = {
  ...verbs,
  ...namedEach({
    fault: described("What is wrong with the pods of an owner or a revision, from the start.", fault),
    whatIf: described("What goes wrong in a container of these pods, or with its image, from the start.", whatIf),
    behaves: described("What the process in a container of these pods does, whatever its command or its image says.", behaves),
  }),
};

/** A step by itself. */
export const step = oneField(verbs);

/** A step of the panel, at its time in milliseconds. */
export const planned = named("planned", record({ at: atLeast(0), step: oneField(verbsAndFaults) }));
