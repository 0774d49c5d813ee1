import assert from "node:assert/strict";
import fc from "fast-check";
import { stringify } from "yaml";
import { Rehearsals } from "../../client/preview/rehearsals.ts";
import type { Outcome, RehearseJob } from "../../client/preview/state/jobs.ts";
import { startingCluster } from "../../client/preview/state/cluster.ts";
import { rehearseParts } from "../../server/change/objects.ts";
import { readModel } from "../../server/workspace/model.ts";
import { daemonSet, statefulSet } from "../support/rollouts.ts";
import { deployment } from "../support/simulations.ts";
import { fuzzer } from "./fuzzer.ts";
import { oddObjects } from "./values/objects.ts";
import { afterEdit, textEdits } from "./values/texts.ts";

const uri = "file:///work/web.yaml";
/** What takes more controller syncs is left to the worker. */
const syncs = 2000;
const workloads = [deployment(1, { replicas: 2 }), statefulSet("db", 1, { replicas: 1 }), daemonSet("agent", 1)];
const first = fc.array(fc.oneof({ weight: 3, arbitrary: fc.constantFrom<object>(...workloads) }, oddObjects), { minLength: 1, maxLength: 3 });
const small = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.nat(2),
  text: fc.constantFrom("", "1", "2", "x", " ", "\n", "-", ": ", "#"),
});

/** What is typed beside the panel: the story of each edit, made from what is kept of those before, is the one that is told of the text alone. */
export const edits = fuzzer(
  "edits",
  40,
  fc.tuple(first, fc.array(fc.oneof({ weight: 4, arbitrary: small }, textEdits), { maxLength: 6 })),
  ([objects, all]) => {
    let text = objects.map((object) => stringify(object)).join("---\n");
    const before = objectsIn(text) ?? [];
    const job: RehearseJob = { is: "rehearse", before, after: before, cluster: startingCluster, language: "en", script: [] };
    const kept = new Rehearsals(syncs);
    told(kept, job);
    for (const edit of all) {
      text = afterEdit(text, edit);
      const after = objectsIn(text);
      const outcome = told(kept, { ...job, typed: { uri, text, from: 0, objects: before.length } });
      const isSame = JSON.stringify(after) === JSON.stringify(before);
      const alone = after && !isSame ? told(new Rehearsals(syncs), { ...job, after }) : "unread";
      assert.deepEqual(outcome, alone);
    }
  },
);

/** The objects of a text, as the server hands them out; nothing if one of them cannot be read. */
function objectsIn(text: string): readonly unknown[] | undefined {
  const { after, refused } = rehearseParts([], [{ file: readModel(uri, 1, text, new Set()) }]);
  return refused.some(({ isRead }) => !isRead) ? undefined : after.map(({ object }) => object);
}

/** The story of a job, or in a word why there is none. */
function told(rehearsals: Rehearsals, job: RehearseJob): object | string {
  let outcome: Outcome;
  try {
    outcome = rehearsals.outcomeOf(job);
  } catch (error) {
    assert.match(String(error), /too many syncs|any time/);
    return "too much";
  }
  return outcome.is === "story" ? outcome.story : outcome.is;
}
