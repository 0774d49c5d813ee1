import assert from "node:assert/strict";
import { test } from "node:test";
import { entered } from "../support/check.ts";

/** What stands in a container after Enter at the cursor. */
function enters(before: string, after: string, containers = "containers:\n    - name: web"): void {
  const pod = (rest: string): string => `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  ${containers}\n${rest}`;
  assert.equal(entered(pod(before)), pod(after));
}

test("Enter behind a key that holds more goes deeper, behind one with a value it stays", () => {
  enters("      livenessProbe:<|>", "      livenessProbe:\n        <|>");
  enters("      livenessProbe: # is it alive?<|>\n", "      livenessProbe: # is it alive?\n        <|>\n");
  enters("      image: nginx<|>", "      image: nginx\n      <|>");
  enters("      image:<|>", "      image:\n      <|>");
});

test("behind a key with its dash, Enter goes to the next key of the item", () => {
  enters("    - name: proxy<|>", "    - name: proxy\n      <|>");
  enters("    - resources:<|>", "    - resources:\n        <|>");
});

test("a list begins where the file's lists do", () => {
  enters("      ports:<|>", "      ports:\n        <|>");
  enters("    ports:<|>", "    ports:\n    <|>", "containers:\n  - name: web");
});

test("above what a key holds already, Enter goes to its column", () => {
  enters("      ports:<|>\n      - containerPort: 80", "      ports:\n      <|>\n      - containerPort: 80");
  enters("      resources:<|>\n          limits: {cpu: 1}", "      resources:\n          <|>\n          limits: {cpu: 1}");
});

test("the first line of a text goes deeper, and the rest of it is left alone", () => {
  const config = (text: string): string => `apiVersion: v1\nkind: ConfigMap\ndata:\n  run.sh: |${text}`;
  assert.equal(entered(config("<|>")), config("\n    <|>"));
  assert.equal(entered(config("\n    steps:<|>")), config("\n    steps:\n    <|>"));
  assert.equal(entered(config("\n    - a: b<|>")), config("\n    - a: b\n    <|>"));
});

test("files that are no manifests, flow style and the middle of a line are left to the editor", () => {
  for (const source of ["services:<|>\n", "- name: x<|>\n", "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:<|>"])
    assert.equal(entered(source), source.replace("<|>", "\n<|>"));
  enters("      ports: [<|>", "      ports: [\n      <|>");
  enters("      resources:<|> {}", "      resources:\n      <|> {}");
});
