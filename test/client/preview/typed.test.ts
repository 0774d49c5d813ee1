import assert from "node:assert/strict";
import { test } from "node:test";
import { partsNow } from "../../../server/change/parts.ts";
import { rehearseParts } from "../../../server/change/objects.ts";
import { Workspace } from "../../../server/workspace/workspace.ts";
import type { Rehearsal } from "../../../client/preview/host/messages.ts";
import { editOf } from "../../../client/preview/state/typed.ts";
import { withTyped } from "../../../client/preview/typedObjects.ts";
import { rehearsalOf } from "../../preview/support/rehearsals.ts";

const config = (colour: string): string => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\ndata: {colour: ${colour}}\n`;
const other = config("grey").replace("settings", "unrelated");
const deployment = (image: string): string => `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers: [{name: web, image: "${image}", envFrom: [{configMapRef: {name: settings}}]}]
`;

/** What the server hands out of these files, around the Deployment. */
function rehearsal(web: string, settings: string): Rehearsal {
  const workspace = new Workspace();
  workspace.put("file:///w/a-settings.yaml", `${other}---\n${settings}`);
  workspace.put("file:///w/web.yaml", web, 1);
  const { after, files } = rehearseParts([], partsNow({ is: "related", uri: "file:///w/web.yaml" }, workspace));
  return { ...rehearsalOf(deployment("web:1"), ""), after, parts: files };
}

/** The objects after some file was typed in, as the page reads them. */
function typed(before: Rehearsal, name: string, text: string): readonly unknown[] | undefined {
  const edited = editOf(before, `file:///w/${name}`, text);
  return edited && withTyped(objectsOf(before), edited.typed);
}

const before = rehearsal(deployment("web:1"), config("blue"));
const objectsOf = (of: Rehearsal): unknown[] => of.after.map(({ object }) => object);

test("the page reads what is typed as the server does, in any file of the change", () => {
  assert.deepEqual(typed(before, "web.yaml", deployment("web:2")), objectsOf(rehearsal(deployment("web:2"), config("blue"))));
  assert.deepEqual(typed(before, "a-settings.yaml", `${other}---\n${config("green")}`), objectsOf(rehearsal(deployment("web:1"), config("green"))));
});

test("what an API server would refuse is rehearsed all the same, as the server has it", () => {
  const refused = deployment("").replace('image: ""', "image: 3");
  assert.deepEqual(typed(before, "web.yaml", deployment("")), objectsOf(rehearsal(deployment(""), config("blue"))));
  assert.equal(typed(before, "web.yaml", refused) === undefined, rehearsal(refused, config("blue")).after.length < 2);
});

test("what only the server can tell is left to it", () => {
  assert.equal(typed(before, "web.yaml", `${deployment("web:2")}  image: [`), undefined);
  assert.equal(typed(before, "elsewhere.yaml", deployment("web:2")), undefined);
  assert.equal(typed({ ...before, origin: { is: "nothing" } }, "web.yaml", deployment("web:2")), undefined);
});

test("the first edit starts from what is there", () => {
  const unchanged: Rehearsal = { ...before, origin: { is: "nothing" }, before: [], isUnchanged: true };
  assert.deepEqual(editOf(unchanged, "file:///w/web.yaml", "")?.rehearsal.before, before.after);
});
