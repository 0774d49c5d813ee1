import { anything, atLeast, flag, integer, list, map, object, open, record, text } from "./schema.ts";
import { verbs } from "./step.ts";

const node = open(record({ name: text }));

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
  findings: open(record({ files: map(text) }, { id: anything, committed: map(text), cluster: list(object) })),
};
