import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { mistakeIn, mistakes, textsOf } from "../support/mistakes/mistakes.ts";
import { chanceOf } from "../support/mistakes/subject.ts";
import { repaired } from "../support/repaired.ts";
import { quickFixes } from "../../server/features/codeActions.ts";
import { inEnglish } from "../../server/words/words.ts";
import { type Around, snapshotOf } from "../support/check.ts";

const bases = Object.values(
  JSON.parse(readFileSync(join(import.meta.dirname, "../conformance/validate/bases.json"), "utf8")) as Record<string, unknown>,
);

test("of single mistakes nineteen in twenty are made good by the first repair, and none is made worse", () => {
  const chance = chanceOf(1);
  const results = Object.keys(mistakes).flatMap((is, i) =>
    Array.from({ length: 6 }, (_, round) => {
      const forms = textsOf(bases[(i * 6 + round) % bases.length]);
      const { name, text } = forms[round % forms.length]!;
      const mistake = mistakeIn(text, is, chance);
      return mistake && repaired(mistake, name, text);
    }).filter((result) => result !== undefined),
  );
  const worse = results.filter(({ outcome }) => outcome === "worse");
  assert.deepEqual(
    worse.map(({ shown }) => shown),
    [],
  );
  const accepted = results.filter(({ outcome }) => outcome === "accepted");
  assert.ok(results.length > 150, `${results.length} mistakes`);
  assert.ok(accepted.length >= 0.95 * results.length, `${accepted.length} of ${results.length}`);
});

/** The titles of what is offered for a pod whose container has some more lines. */
function offered(lines: string, around?: Around): string[] {
  const text = `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n    - name: web\n      image: nginx:1.29\n      resources: {requests: {cpu: 1}, limits: {memory: 1Gi}}\n${lines}`;
  return quickFixes(snapshotOf(text, around), 0, text.length).map(({ title }) => inEnglish(title));
}

test("the first repair of a slip is the one that its author means", () => {
  const slips: readonly (readonly [lines: string, title: string])[] = [
    ["      workingDir:/web\n", "Add a space after the colon of workingDir"],
    ["      readinessProbe: { port: 80 }\n", "Move port into httpGet"],
    ["      readinessProbe:\n        path: /\n        port: 80\n", "Move path, port into httpGet"],
    ["      env:\n        A: b\n", "Turn env into a list"],
    ["      env:\n        name: A\n        value: b\n", "Turn env into a list"],
    ["      ports: 80\n", "Turn it into a list of containerPort: 80"],
    ['      stdin: "true"\n', "Remove the quotes around true"],
    ["      env: [{name: A, value: 1}]\n", "Put 1 in quotes"],
    ["      imagePullPolicy: always\n", "Change to Always"],
    ["      volumeMounts: [{name: data, mountPath: /data}]\n", "Add an empty volume data"],
    ["      lifecyle: {preStop: {sleep: {seconds: 5}}}\n", "Rename to lifecycle"],
    ["      restartPolicyy: Always\n", "Rename to restartPolicy"],
    ["      hostNetwork: true\n", "Move hostNetwork into spec"],
    ["      stdin: true\n      stdin: true\n", "Remove the second stdin"],
    ["\t\t\tstdin: true\n", "Replace tabs with spaces"],
    ["       stdin: true\n", "Indent by 1 less"],
    ["      tty: true // as ever\n", "Turn the rest into a comment"],
    ["      command [sleep]\n", "Add a colon after command"],
    ["      command: [sleep}\n", "Change to ]"],
    ["      command: sleep 10\n", "Turn it into a list of sleep, 10"],
    ["      command: date && sleep 10\n", "Turn it into a list of sh, -c, date && sleep 10"],
    ["      securityContext: { runAsUser: 1 runAsGroup: 1 }\n", "Insert ,"],
    ["      args: [sh, \"-c']\n", 'Close with "'],
    ["\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0stdin: true\n", "Replace special spaces with plain ones"],
    ["      env:\n        – name: A\n", "Replace with a plain dash"],
    ["      envFrom:\n        - configMap: settings\n", "Change to configMapRef: {name: settings}"],
    ["      env:\n        - A=1\n", 'Change to {name: A, value: "1"}'],
    ["      livenessProbe:\n        httpGet: /health\n", "Move /health into path, then: Add port: 8080"],
    ["      volumeMounts: [{name: , mountPath: /a}]\n  volumes: [{name: data, emptyDir: {}}]\n", "Set name to data"],
    ["kind: Service\napiVersion: v1\nmetadata: {name: web}\nspec: {ports: [{port: 80}]}\n", "Start a new document before the second kind"],
  ];
  assert.deepEqual(
    slips.map(([lines]) => offered(lines)[0]),
    slips.map(([, title]) => title),
  );
});

test("plain text in a Secret is encoded or moved, and a committed value comes back", () => {
  const secret = "apiVersion: v1\nkind: Secret\nmetadata: {name: web}\ndata:\n  key: plain text\n";
  assert.deepEqual(
    quickFixes(snapshotOf(secret), 0, secret.length)
      .map(({ title }) => inEnglish(title))
      .slice(0, 2),
    ["Encode key in base64", "Move key to stringData"],
  );
  const claim = (size: string): string =>
    `apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: data}\nspec:\n  storageClassName: ${size}\n  accessModes: [ReadWriteOnce]\n  resources: {requests: {storage: 1Gi}}\n`;
  const text = claim("fast");
  const [first] = quickFixes(snapshotOf(text, { committed: claim("slow") }), 0, text.length);
  assert.equal(inEnglish(first!.title), "Restore the committed storageClassName: slow");
});

test("what can't be read as YAML is repaired from anywhere on its line, since another extension may underline another part", () => {
  const text = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web}\ndata:\n  a:\tx\n\tb: y\n";
  const line = text.indexOf("\tb: y");
  for (const at of [line, line + 5]) assert.equal(inEnglish(quickFixes(snapshotOf(text), at, at)[0]!.title), "Replace tabs with spaces");
});
