import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";

const recorded = join(import.meta.dirname, "../../conformance/validate/bases.json");

/** An object of the API as a manifest holds it. */
export type Manifest = Readonly<Record<string, unknown>>;

/** Objects of every kind that the API server accepts. */
export const accepted = Object.values(JSON.parse(readFileSync(recorded, "utf8")) as Readonly<Record<string, Manifest>>);

/** Names that mean something to what a text may be put into: prototypes, HTML, terminals, paths, templates, patterns. */
export const hostileNames = [
  "__proto__",
  "constructor",
  "toString",
  "hasOwnProperty",
  "<img src=x onerror=alert(1)>",
  "</script><script>alert(1)</script>",
  "\u001b[31mred\u001b]0;title\u0007",
  "../../../etc/passwd",
  "C:\\Windows\\System32",
  "${process.exit(1)}",
  "{{ .Values.secret }}",
  "$(rm -rf /)",
  "(a+)+$",
  "[",
  "%s%n",
  "a|b](javascript:alert(1))",
  "::error::x",
  "\u202eabc",
  "\ud800",
  "x".repeat(300),
];

/** Values that fields of every type may be given. */
export const scalars = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    false,
    0,
    -1,
    1,
    80,
    1.5,
    2 ** 31,
    2 ** 53,
    -0,
    1e308,
    "",
    "a",
    "web",
    "25%",
    "1Gi",
    "500m",
    "Always",
    "{}",
    "1h",
  ),
  fc.constantFrom<unknown>({}, [], [null], [{}], { matchLabels: {} }, { toString: "x", valueOf: "y" }),
  fc.constantFrom<unknown>(...hostileNames),
  fc.integer({ min: -3, max: 12 }),
);

type Edit =
  | { readonly is: "set"; readonly turns: readonly number[]; readonly to: unknown }
  | { readonly is: "remove"; readonly turns: readonly number[] }
  | { readonly is: "rename"; readonly turns: readonly number[]; readonly to: string }
  | { readonly is: "repeat"; readonly turns: readonly number[] };

const turns = fc.array(fc.nat(30), { minLength: 1, maxLength: 9 });

const edit: fc.Arbitrary<Edit> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ is: fc.constant("set" as const), turns, to: scalars }) },
  { weight: 2, arbitrary: fc.record({ is: fc.constant("remove" as const), turns }) },
  { weight: 1, arbitrary: fc.record({ is: fc.constant("rename" as const), turns, to: fc.constantFrom(...hostileNames, "name", "spec", "labels") }) },
  { weight: 1, arbitrary: fc.record({ is: fc.constant("repeat" as const), turns }) },
);

/** An accepted object with some fields changed, removed, renamed or repeated. */
export const oddObjects: fc.Arbitrary<Manifest> = fc
  .tuple(fc.constantFrom(...accepted), fc.array(edit, { maxLength: 4 }))
  .map(([object, edits]) => edits.reduce<Manifest>((all, each) => edited(all, each, each.turns) as Manifest, object));

/** A value with some places in it changed, removed, renamed or repeated. */
export function oddOnes(value: unknown): fc.Arbitrary<unknown> {
  return fc.array(edit, { minLength: 1, maxLength: 4 }).map((edits) => edits.reduce<unknown>((all, each) => edited(all, each, each.turns), value));
}

/** The value with one place edited: each turn chooses a field of a map or an item of a list, and the last one is the place. */
function edited(value: unknown, each: Edit, [turn, ...rest]: readonly number[]): unknown {
  if (typeof value !== "object" || value === null || turn === undefined) return value;
  const entries = Object.entries(value);
  if (entries.length === 0) return value;
  const place = turn % entries.length;
  const [key, held] = entries[place]!;
  const isLast = rest.length === 0 || typeof held !== "object" || held === null;
  const put = (...fresh: readonly (readonly [string, unknown])[]): unknown => {
    const all = [...entries.slice(0, place), ...fresh, ...entries.slice(place + 1)];
    return Array.isArray(value) ? all.map(([, item]) => item) : Object.fromEntries(all);
  };
  if (!isLast) return put([key, edited(held, each, rest)]);
  switch (each.is) {
    case "set":
      return put([key, each.to]);
    case "remove":
      return put();
    case "rename":
      return put([each.to, held]);
    case "repeat":
      return put([key, held], [`${key}x`, held]);
  }
}
