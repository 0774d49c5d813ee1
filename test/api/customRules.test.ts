import assert from "node:assert/strict";
import { test } from "node:test";
import { admit } from "../../api/admit/admit.ts";
import { fieldOf } from "../../api/cause.ts";
import { customKindsOf, type JsonSchema, type ValidationRule } from "../../api/customResources.ts";
import { nowhereWith } from "../../api/surroundings.ts";

const word: JsonSchema = { type: "string" };
const count: JsonSchema = { type: "integer" };

/** What is refused of a spec, or of the change to it from an older one, by one rule; the answers below are those of Kubernetes 1.36. */
function refusals(rule: ValidationRule | string, spec: object, old?: object): string[] | string {
  const asked = typeof rule === "string" ? { rule } : rule;
  const size: JsonSchema = {
    type: "object",
    properties: { name: word, size: count },
    "x-kubernetes-validations": [{ rule: "!has(oldSelf.size) || self.size >= oldSelf.size" }],
  };
  const parts: JsonSchema = { type: "array", "x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": ["name"], items: size };
  const properties = {
    ...{ a: word, b: word, min: count, max: count, ratio: { type: "number" }, labels: { type: "object", additionalProperties: word }, parts },
    ...{ namespace: word, "foo-bar": count, port: { "x-kubernetes-int-or-string": true }, when: { ...word, format: "date-time" } },
    ...{ nums: { type: "array", items: count }, words: { type: "array", items: word } },
    tags: { type: "array", "x-kubernetes-list-type": "set", items: word },
  };
  const schema = { type: "object", properties: { spec: { type: "object", properties, "x-kubernetes-validations": [asked] } } };
  const versions = [{ name: "v1", schema: { openAPIV3Schema: schema } }];
  const definition = { group: "example.com", names: { kind: "Gear", plural: "gears" }, scope: "Namespaced", versions };
  const [gear] = customKindsOf({ apiVersion: "apiextensions.k8s.io/v1", kind: "CustomResourceDefinition", spec: definition });
  const object = (own: object) => ({ apiVersion: "example.com/v1", kind: "Gear", metadata: { name: "gear" }, spec: own });
  const { causes, unchecked } = admit(object(spec), old && object(old), nowhereWith(gear!)["1.36"]);
  return unchecked!.length > 0 ? "unchecked" : causes.map((cause) => `${cause.type} ${fieldOf(cause)}`);
}

const refused = ["FieldValueInvalid spec"];

test("a rule of a definition refuses what does not keep to it, where and how it says", () => {
  assert.deepEqual(refusals("!has(self.min) || self.min <= self.max", { min: 3, max: 2 }), refused);
  assert.deepEqual(refusals("!has(self.min) || self.min <= self.max", { min: 1, max: 2 }), []);
  const together: ValidationRule = { rule: "!(has(self.a) && has(self.b))", reason: "FieldValueForbidden", fieldPath: ".b" };
  assert.deepEqual(refusals(together, { a: "x", b: "y" }), ["FieldValueForbidden spec.b"]);
});

test("a rule sees values by their schema", () => {
  assert.deepEqual(refusals("self.ratio > 0.5 && self.ratio <= 1", { ratio: 0.4 }), refused);
  assert.deepEqual(refusals("self.ratio > 0.5 && self.ratio <= 1", { ratio: 1 }), []);
  assert.deepEqual(refusals("self.labels.all(k, k.startsWith('x-') && self.labels[k] != '')", { labels: { "x-a": "" } }), refused);
  assert.deepEqual(refusals("self.__namespace__ != 'kube-system' && self.foo__dash__bar > 3", { namespace: "web", "foo-bar": 4 }), []);
  const port = "type(self.port) == int ? self.port < 100 : self.port == 'http'";
  assert.deepEqual(
    [80, 8080, "http", "web"].map((one) => refusals(port, { port: one }).length),
    [0, 1, 0, 1],
  );
  assert.deepEqual(refusals("self.when < timestamp('2030-01-01T00:00:00Z')", { when: "2029-12-31T23:00:00-05:00" }), refused);
});

test("the functions of Kubernetes", () => {
  const holds = (rule: string, a: string): boolean => refusals(rule, { a }).length === 0;
  const web = "isURL(self.a) && url(self.a).getScheme() in ['http', 'https'] && url(self.a).getPort() != '22'";
  assert.deepEqual(
    ["http://a", "ftp://a", "a", "/x", "http://a:22/x", "https://a:99/x?y", "http://a b", "http://[::1]:80", "http://a:x"].map((one) =>
      holds(web, one),
    ),
    [true, false, false, false, false, true, false, true, false],
  );
  const address = "isIP(self.a) || isCIDR(self.a)";
  assert.deepEqual(
    ["1.2.3.4", "1.2.3.400", "::1", "10.0.0.1/8", "01.2.3.4", "::ffff:1.2.3.4", "fe80::1%eth0"].map((one) => holds(address, one)),
    [true, false, true, true, false, false, false],
  );
  assert.deepEqual(
    ["1Gi", "5Gi", "abc"].map((one) => holds("quantity(self.a).isLessThan(quantity('4Gi'))", one)),
    [true, false, false],
  );
  assert.deepEqual(
    ["v1", "v0", "1"].map((one) => holds("self.a.matches('^v[0-9]+$') && self.a.replace('v', '') != '0'", one)),
    [true, false, false],
  );
  assert.deepEqual(refusals("self.nums.sum() < 10 && self.nums.isSorted() && self.nums.max() < 8", { nums: [1, 2, 3] }), []);
  assert.deepEqual(refusals("self.nums[2] > 0", { nums: [1] }), refused);
});

test("a rule that compares with what was there is asked of changes alone", () => {
  assert.deepEqual(refusals("self.min == oldSelf.min", { min: 2 }), []);
  assert.deepEqual(refusals("self.min == oldSelf.min", { min: 2 }, { min: 1 }), refused);
  assert.deepEqual(refusals("self.min > 5", { min: 2 }, { min: 2 }), []);
  assert.deepEqual(
    refusals(
      "true",
      {
        parts: [
          { name: "b", size: 1 },
          { name: "a", size: 2 },
        ],
      },
      { parts: [{ name: "a", size: 3 }] },
    ),
    ["FieldValueInvalid spec.parts[1]"],
  );
});

test("sets, and lists with keys, are equal to what was there before if they have the same items", () => {
  const isSame = (before: object, after: object): boolean => refusals("self == oldSelf", after, before).length === 0;
  assert.equal(isSame({ tags: ["a", "b"] }, { tags: ["b", "a"] }), true);
  assert.equal(isSame({ tags: ["a", "b"] }, { tags: ["b", "c"] }), false);
  assert.equal(isSame({ parts: [{ name: "a", size: 1 }, { name: "b" }] }, { parts: [{ name: "b" }, { size: 1, name: "a" }] }), true);
  assert.equal(isSame({ parts: [{ name: "a", size: 1 }] }, { parts: [{ name: "a", size: 2 }] }), false);
  assert.equal(isSame({ words: ["a", "b"] }, { words: ["b", "a"] }), false);
  assert.deepEqual(refusals("self.tags[0] == oldSelf.tags[0]", { tags: ["b", "a"] }, { tags: ["a", "b"] }), refused);
});

test("what was there before may be optional", () => {
  const asked = (rule: string, after: object, before?: object) => refusals({ rule, optionalOldSelf: true }, after, before);
  const first = "oldSelf.hasValue() || self.min == 1";
  assert.deepEqual([asked(first, { min: 1 }), asked(first, { min: 2 }), asked(first, { min: 2 }, { min: 1 })], [[], refused, []]);
  const kept = "oldSelf.orValue(self) == self";
  assert.deepEqual([asked(kept, { min: 1 }), asked(kept, { min: 2 }, { min: 1 })], [[], refused]);
});

test("a rule that can't be evaluated refuses nothing, and is called unchecked", () => {
  for (const rule of ["unheard(self)", "self.a ++ 1", "self.a.matches(self.b)", "self.a.matches('(a+)+$')", "self.a > 1"])
    assert.equal(refusals(rule, { a: "x", b: "y" }), "unchecked", rule);
});

test("rules that would take too long are not begun", () => {
  const nums = Array.from({ length: 2000 }, (_, i) => i);
  assert.equal(refusals("self.nums.all(a, self.nums.all(b, self.nums.all(c, a + b + c >= 0)))", { nums }), "unchecked");
});
