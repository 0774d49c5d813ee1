import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { setImmediate as turn } from "node:timers/promises";
import { Rehearsals } from "../../../client/preview/rehearsals.ts";
import { startingCluster } from "../../../client/preview/state/cluster.ts";
import { jobOf } from "../../../client/preview/state/jobOf.ts";
import type { Outcome, RehearseJob } from "../../../client/preview/state/jobs.ts";
import { Shortcut } from "../../../client/preview/state/shortcut.ts";
import { editOf } from "../../../client/preview/state/typed.ts";
import { example, rehearsalOf } from "../../preview/support/rehearsals.ts";

const web = example("web.yaml");
const newer = web.replace("nginx:1.27", "nginx:1.28");
const uri = "file:///manifests/web.yaml";
const choices = { cluster: startingCluster, language: "en", script: [] } as const;

/** What the server read. */
function read(text: string, shown?: string): RehearseJob {
  return jobOf(rehearsalOf(web, text), { ...choices, shown });
}

/** The same as it is typed. */
function typed(text: string): RehearseJob {
  const edited = editOf(rehearsalOf(web, web, { parts: [{ uri, objects: 2 }] }), uri, text)!;
  return jobOf(edited.rehearsal, { ...choices, typed: edited.typed });
}

function storyIn(outcome: Outcome | undefined): Outcome & { readonly is: "story" } {
  assert.ok(outcome?.is === "story");
  return outcome;
}

/** A page that was idle for as long as it needed after the worker had made a rehearsal. */
async function practised({ mock }: TestContext, text: string): Promise<Shortcut> {
  mock.timers.enable({ apis: ["setTimeout"] });
  const shortcut = new Shortcut(
    () => Promise.resolve(new Rehearsals(1000)),
    (act) => {
      while (act());
    },
  );
  shortcut.follow(read(text), storyIn(new Rehearsals().outcomeOf(read(text))).versions);
  assert.equal(shortcut.outcomeOf(typed(newer)), undefined, "nothing is practised yet");
  await turn();
  mock.timers.tick(200);
  return shortcut;
}

test("the page tells what the worker would, and knows it again when the server has read it", async (context) => {
  const shortcut = await practised(context, web);
  const { story, edition, cuts } = storyIn(shortcut.outcomeOf(typed(newer)));
  assert.deepEqual({ story, cuts }, { story: storyIn(new Rehearsals().outcomeOf(read(newer))).story, cuts: [] });
  assert.deepEqual(shortcut.outcomeOf(read(newer, edition)), { is: "same", cuts: [] });
  assert.equal(shortcut.outcomeOf(read(newer, "another one")), undefined);
  assert.equal(shortcut.outcomeOf(read(web, edition)), undefined);
});

test("what would hold the page up is left to the worker, and so is what follows until that is short again", async (context) => {
  const shortcut = await practised(context, web);
  const many = newer.replace("replicas: 3", "replicas: 3000");
  assert.equal(shortcut.outcomeOf(typed(many)), undefined);
  assert.equal(shortcut.outcomeOf(typed(newer)), undefined);
  shortcut.follow(read(many), 30_000);
  assert.equal(shortcut.outcomeOf(typed(newer)), undefined);
  shortcut.follow(read(newer), 97);
  storyIn(shortcut.outcomeOf(typed(newer)));
  const rules = `${newer}---\napiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: backups.example.com}\n`;
  assert.equal(shortcut.outcomeOf(typed(rules)), undefined, "its rules may be any");
});
