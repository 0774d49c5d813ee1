import assert from "node:assert/strict";
import { test } from "node:test";
import { format, formatLines } from "../../../server/formatting/format.ts";
import { readModel } from "../../../server/workspace/model.ts";
import { dedent } from "../../support/marks.ts";

function formatted(text: string, name = "a.yaml"): string {
  const edits = format(readModel(`file:///w/${name}`, 1, text, new Set()));
  return edits.toReversed().reduce((left, { from, to, text: replacement }) => left.slice(0, from) + replacement + left.slice(to), text);
}

test("indentation becomes even; comments, blank lines, quotes, inner spaces and the order of keys stay", () => {
  const before = dedent(`
    # the shop
    kind: Deployment  # first
    apiVersion: apps/v1
    metadata:
        name: "shop"

        labels: {app: shop,  tier: 'web'}
    spec:
        template:
          spec:
            containers:
            - name:   shop
              image: shop:1   # ours
              args: [ "a", "b" ]
              env:
                - name: A
                  value: |
                      kept
                        as it is
  `);
  const after = dedent(`
    # the shop
    kind: Deployment  # first
    apiVersion: apps/v1
    metadata:
      name: "shop"

      labels: {app: shop,  tier: 'web'}
    spec:
      template:
        spec:
          containers:
          - name:   shop
            image: shop:1   # ours
            args: [ "a", "b" ]
            env:
            - name: A
              value: |
                kept
                  as it is
  `);
  assert.equal(formatted(before), after);
  assert.equal(formatted(after), after);
});

test("what stands behind a dash stays in its column, also where only a part is selected", () => {
  const item = "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n    ports:\n    -   port: 80\n        name:   http\n";
  const even = item.replace("    -   port: 80", "      - port: 80");
  assert.equal(formatted(item), even);
  const file = readModel("file:///w/a.yaml", 1, item.replace("        name", "          name").replace("    -   port", "    -     port"), new Set());
  const edits = formatLines(file, file.lines.startOf(5), file.lines.startOf(6));
  assert.deepEqual(edits.map(({ text }) => text).join(""), "      - port: 80\n        name:   http\n");
});

test("values keep their spelling: versions, numbers, words of YAML 1.1, what is marked as binary, line ends of Windows", () => {
  const text =
    'apiVersion: v1\r\nkind: ConfigMap\r\nmetadata:\r\n    name: a\r\ndata:\r\n  a: "1.10"\r\n  b: yes\r\n  c: 0o17\r\n  d: ~\r\n  e:\r\n  f: !!binary eA==\r\n';
  assert.equal(formatted(text), text.replace("    name", "  name"));
});

test("each document by itself: one with errors or a template stays as it is", () => {
  const good = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n    name: a\ndata:\n  b: c\n";
  const broken = "kind: [\n    a: b\n";
  assert.equal(formatted(`${good}---\n${broken}`), `${good.replace("    name", "  name")}---\n${broken}`);
  const template = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n    name: {{ .Values.name }}\n";
  assert.equal(formatted(template), template);
});

test("JSON and what is not Kubernetes' are left to others", () => {
  assert.equal(formatted('{"apiVersion": "v1",\n      "kind": "ConfigMap"}\n', "a.json"), '{"apiVersion": "v1",\n      "kind": "ConfigMap"}\n');
  assert.equal(formatted("a:\n    b: 1\n"), "a:\n    b: 1\n");
});

test("a range is formatted alone", () => {
  const text = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\ndata:\n    b: c\nbinaryData:\n   d: YQ==\nimmutable: true\n";
  const lines = (from: string): string[] =>
    formatLines(readModel("file:///w/a.yaml", 1, text, new Set()), text.indexOf(from), text.length).map((edit) => edit.text);
  assert.deepEqual(lines("data"), ["  b: c\n", "  d: YQ==\n"]);
  assert.deepEqual(lines("binaryData"), ["  d: YQ==\n"]);
});
