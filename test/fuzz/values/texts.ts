import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { stringify } from "yaml";
import { root } from "../../../scripts/machine/run.ts";
import { accepted, hostileNames, oddObjects } from "./objects.ts";

const examples = globSync("examples/*.yaml", { cwd: root })
  .sort()
  .map((file) => readFileSync(join(root, file), "utf8"));

const written = accepted.map((object) => stringify(object));
const inJson = accepted.map((object) => JSON.stringify(object, null, 2));

/** Pieces that mean something in YAML, in manifests, or in templates of others. */
const pieces = fc.oneof(
  fc.constantFrom(
    ...[
      "\n",
      "\n  ",
      "\n    ",
      "\n      ",
      "\r\n",
      "\r",
      "\u2028",
      "\u0085",
      "\t",
      " ",
      ": ",
      ":",
      "- ",
      "-",
      "? ",
      "{",
      "}",
      "[",
      "]",
      ",",
      '"',
      "'",
      "#",
      " # ",
      "&a ",
      "*a",
    ],
    ...[
      "<<: *a",
      "|\n",
      ">-\n",
      "!!str ",
      "---\n",
      "...\n",
      "%YAML 1.2\n",
      "~",
      "null",
      "{{ .Values.x }}",
      "{{- if x }}\n",
      "\u0000",
      "\ufeff",
      "한글",
    ],
    ...["apiVersion: v1\n", "kind: Pod\n", "kind: Deployment\n", "metadata:\n", "  name: web\n", "spec:\n", "  containers:\n", "  - name: a\n"],
    ...["    image: nginx\n", "# rehearsal-ignore: x\n", "# rehearsal-ignore-file\n", "data:\n", "replicas: 3\n", "kind: Kustomization\n"],
    ...["<<: [*a, *a]\n", "&a [*a, *a]", "&b {<<: *a, x: *b}", "[".repeat(300), "- ".repeat(300), "{a: ".repeat(300), "\udc00"],
    ...["1e999", "-.inf", "0x7fffffffffffffff", "0o17", "9".repeat(400), "1_000", "2026-11-28", "12:30:45", "!!binary eA==", "!!int x"],
    ...hostileNames,
  ),
  fc.string({ unit: "grapheme", maxLength: 8 }),
  fc.string({ unit: "binary", maxLength: 8 }),
);

/** A change of a text: some of it is replaced. Places are parts of its length, so that they hold for any text. */
export interface TextEdit {
  readonly at: number;
  readonly length: number;
  readonly text: string;
}

/** Keys, pastes and deletions. */
export const textEdits: fc.Arbitrary<TextEdit> = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.oneof(fc.constant(0), fc.nat(6), fc.nat(200)),
  text: fc.oneof(fc.constant(""), pieces, fc.constantFrom(...written)),
});

/** The text after an edit. */
export function afterEdit(text: string, { at, length, text: fresh }: TextEdit): string {
  const from = Math.floor(at * text.length);
  return text.slice(0, from) + fresh + text.slice(from + length);
}

const manifests = fc.oneof(
  fc.constantFrom(...examples, ...written, ...inJson),
  fc.array(fc.constantFrom(...written), { minLength: 2, maxLength: 4 }).map((all) => all.join("---\n")),
  oddObjects.map((object) => stringify(object)),
);

/** The same text with line ends of another system, or a mark of the byte order before it. */
export const lineEnds: fc.Arbitrary<(text: string) => string> = fc.oneof(
  { weight: 8, arbitrary: fc.constant((text: string) => text) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      (text: string) => text.replaceAll("\n", "\r\n"),
      (text: string) => text.replaceAll("\n", "\r"),
      (text: string) => `\ufeff${text}`,
    ),
  },
);

const bytes = fc.uint8Array({ maxLength: 80 }).map((all) => new TextDecoder("utf-8").decode(all));

const plainTexts = fc.oneof(
  { weight: 1, arbitrary: bytes },
  { weight: 2, arbitrary: fc.array(pieces, { maxLength: 30 }).map((all) => all.join("")) },
  { weight: 6, arbitrary: fc.tuple(manifests, fc.array(textEdits, { maxLength: 4 })).map(([text, edits]) => edits.reduce(afterEdit, text)) },
);

/** Any text: random bytes, pieces of YAML, manifests, and manifests after some edits, with line ends of any system. */
export const texts: fc.Arbitrary<string> = fc.tuple(plainTexts, lineEnds).map(([text, ends]) => ends(text));
