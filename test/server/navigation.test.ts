import assert from "node:assert/strict";
import { test } from "node:test";
import { definition } from "../../server/features/navigation/definition.ts";
import { folding } from "../../server/features/navigation/folding.ts";
import { highlights } from "../../server/features/navigation/highlights.ts";
import type { Location } from "../../server/features/navigation/names.ts";
import { type OutlineEntry, outline } from "../../server/features/navigation/outline.ts";
import { references } from "../../server/features/navigation/references.ts";
import { rename, renamed } from "../../server/features/navigation/rename.ts";
import { selectionRange } from "../../server/features/navigation/selectionRange.ts";
import { snapshotOf } from "../support/check.ts";
import { fixture } from "../support/marks.ts";

const shop = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: shop}
spec:
  selector:
    matchLabels: {app: shop}
  template:
    metadata:
      labels: {app: shop}
    spec:
      containers:
        - name: shop
          image: nginx:1.29
          ports: [{name: http, containerPort: 8080}]
          readinessProbe: {httpGet: {port: http}}
          env: [{name: COLOUR, valueFrom: {configMapKeyRef: {name: settings, key: colour}}}]
          volumeMounts: [{name: data, mountPath: /data}]
      volumes: [{name: data, emptyDir: {}}]
---
apiVersion: v1
kind: Service
metadata: {name: shop}
spec:
  selector: {app: shop}
  ports: [{name: web, port: 80, targetPort: http}]
`;
const files = { "settings.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\ndata: {colour: blue}\n" };

/** The workspace with the cursor in the middle of the n-th time that a text is there. */
function at(text: string, nth = 0) {
  const { text: source } = fixture(shop);
  let offset = -1;
  for (let i = 0; i <= nth; i++) offset = source.indexOf(text, offset + 1);
  return { snapshot: snapshotOf(source, { files }), offset: offset + Math.floor(text.length / 2) };
}

/** Places as `file:line`, counted from 1. */
function places(snapshot: ReturnType<typeof at>["snapshot"], locations: readonly Location[]): string[] {
  const own = snapshot.file.lines;
  return locations
    .map(({ uri, from }) => (uri === snapshot.file.uri ? String(own.lineAt(from) + 1) : `${uri.slice(uri.lastIndexOf("/") + 1)}@${from}`))
    .sort();
}

test("definitions: volumes, ports, objects and keys in other files", () => {
  const from = (text: string, nth?: number): string[] => {
    const { snapshot, offset } = at(text, nth);
    return places(snapshot, definition(snapshot, offset));
  };
  assert.deepEqual(from("data,"), ["18"]);
  assert.deepEqual(from("http}}"), ["14"]);
  assert.deepEqual(from("targetPort: http}".slice(12), 1), ["14"]);
  assert.deepEqual(from("settings"), ["settings.yaml@48"]);
  assert.deepEqual(from("colour"), ["settings.yaml@65"]);
});

test("references and highlights of a label reach the selectors of its namespace", () => {
  const { snapshot, offset } = at("app: shop}", 1);
  assert.deepEqual(places(snapshot, references(snapshot, offset + 3, false)), ["24", "6"]);
  assert.deepEqual(
    highlights(snapshot, offset + 3).map(({ is }) => is),
    ["read", "written", "read"],
  );
});

test("renaming a port renames it in probes and in the Services that mean it", () => {
  const { snapshot, offset } = at("http, containerPort");
  const changes = rename(snapshot, offset - 7, "main");
  assert.deepEqual(places(snapshot, changes), ["14", "15", "25"]);
  assert.ok(changes.every(({ text }) => text === "main"));
  assert.equal(renamed(snapshot, 3), undefined);
});

test("the outline names objects and the items of lists", () => {
  const print = ({ label, detail, children }: OutlineEntry, depth: number): string[] => [
    `${"  ".repeat(depth)}${label}${detail === "" ? "" : ` ${detail}`}`,
    ...(depth < 1 ? children.flatMap((child) => print(child, depth + 1)) : []),
  ];
  const { snapshot } = at("shop");
  assert.deepEqual(
    outline(snapshot).flatMap((entry) => print(entry, 0)),
    [
      "shop Deployment",
      "  apiVersion apps/v1",
      "  kind Deployment",
      "  metadata",
      "  spec",
      "shop Service",
      "  apiVersion v1",
      "  kind Service",
      "  metadata",
      "  spec",
    ],
  );
});

test("the outline of a very long file has its objects, maps and lists, and no scalars", () => {
  const names = (entries: readonly OutlineEntry[]): string[] => entries.flatMap(({ label, children }) => [label, ...names(children)]);
  const one = "apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  ports:\n    - name: http\n      port: 80\n";
  assert.deepEqual(names(outline(snapshotOf(one))), ["web", "apiVersion", "kind", "metadata", "name", "spec", "ports", "http", "name", "port"]);
  const [first] = outline(snapshotOf(Array.from({ length: 700 }, () => one).join("---\n")));
  assert.deepEqual(names([first!]), ["web", "metadata", "spec", "ports", "http"]);
});

test("blocks and documents fold", () => {
  const { snapshot } = at("shop");
  const folds = folding(snapshot).map(({ first, last }) => `${first + 1}-${last + 1}`);
  assert.deepEqual(folds, ["1-18", "4-18", "5-6", "7-18", "8-9", "10-18", "11-17", "12-17", "19-25", "23-25"]);
});

test("a selection grows from a word to its document", () => {
  const { snapshot, offset } = at("8080");
  const spans = selectionRange(snapshot, offset).map(({ from, to }) => snapshot.file.syntax.text.slice(from, to));
  assert.deepEqual(spans.slice(0, 3), ["8080", "containerPort: 8080", "{name: http, containerPort: 8080}"]);
});
