import { anything, atLeast, flag, integer, list, map, object, open, record, text } from "./schema.ts";
import { verbs } from "./step.ts";

const node = open(record({ name: text }));

/** Beside the steps of a script a session has commands, reports of kubelets, and ticks; recorded ones carry what was printed. */
const sessionStep = record(
  {},
  {
    ...verbs,
    stdin: text,
    ticking: flag,
    report: open(record({ status: object })),
    ticks: atLeast(0, integer),
    stdout: text,
    stderr: text,
    code: integer,
  },
);

/** The questions of `ask`, by their kind. Recorded cases may carry more than is asked. */
export const questions = {
  validate: open(record({}, { id: anything, object: anything, manifest: text, old: anything, defaults: flag, version: text })),
  rollout: open(
    record({ steps: list(record({}, { ...verbs, frame: anything })) }, { id: anything, nodes: list(node), volumes: atLeast(0, integer) }),
  ),
  containers: open(
    record(
      { pod: object, behaviour: object, lasts: atLeast(0) },
      { id: anything, objects: list(object), actions: list(open(record({ at: atLeast(0) }))) },
    ),
  ),
  place: open(record({ objects: list(object), pods: list(anything) }, { id: anything })),
  console: open(record({ steps: list(sessionStep) }, { id: anything, title: text, nodes: list(node), files: map(text) })),
  findings: open(record({ files: map(text) }, { id: anything, committed: map(text), cluster: list(object) })),
};
