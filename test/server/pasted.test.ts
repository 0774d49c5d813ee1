import assert from "node:assert/strict";
import { test } from "node:test";
import { pasted } from "../../server/features/typing/pasted.ts";
import { snapshotOf } from "../support/check.ts";
import { dedent, fixture } from "../support/marks.ts";

/** The document after a block is pasted at the cursor; "as copied" where the block stays as it is. */
function pastedInto(source: string, block: string): string {
  const { text, cursor } = fixture(source);
  const indented = pasted(snapshotOf(text), { from: cursor, to: cursor }, block);
  return indented === undefined ? "as copied" : `${text.slice(0, cursor)}${indented}${text.slice(cursor)}`;
}

const pod = (lines: string): string => `
  apiVersion: v1
  kind: Pod
  metadata:
    name: web
  spec:
    containers:
      - name: web
        image: nginx:1.29
${lines}
`;
const side = "- name: side\n  image: busybox:1.37\n  args:\n    - sleep\n";
const withSide = dedent(
  pod(`      - name: side
        image: busybox:1.37
        args:
          - sleep`),
);

test("a block comes to stand where its first line does", () => {
  assert.equal(pastedInto(pod("      <|>"), side), withSide);
  assert.equal(pastedInto(pod("      <|>"), side.replaceAll(/^/gm, " ".repeat(10)).trimEnd() + "\n"), withSide);
  assert.equal(pastedInto(pod("      <|>"), side.replaceAll(/^/gm, "  ").trimEnd() + "\n"), withSide);
});

test("behind a dash", () => {
  assert.equal(pastedInto(pod("      - <|>"), side.slice(2).replaceAll(/^ {2}/gm, "")), withSide);
});

test("what was copied from the middle of its first line fits as it is at the same depth", () => {
  assert.equal(pastedInto(pod("        <|>"), "resources:\n        requests:\n          cpu: 100m\n"), "as copied");
  assert.equal(pastedInto(pod("        <|>"), "command:\n          - sh\n"), "as copied");
  assert.equal(pastedInto(pod("        <|>"), "tty: true\n      stdin: true\n"), "as copied");
});

test("a text within a block text is indented, too", () => {
  const source = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n  run.sh: |\n    <|>\n";
  assert.equal(
    pastedInto(source, "#!/bin/sh\nif true; then\n  echo\nfi\n"),
    source.replace("<|>", "#!/bin/sh\n    if true; then\n      echo\n    fi"),
  );
});

test("one line, whole documents, and files that are no manifests stay as they are", () => {
  assert.equal(pastedInto(pod("        <|>"), "tty: true\n"), "as copied");
  assert.equal(pastedInto(pod("        <|>"), "---\napiVersion: v1\n"), "as copied");
  assert.equal(pastedInto("stages:\n  <|>", "- a\n- b\n"), "as copied");
});
