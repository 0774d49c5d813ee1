import assert from "node:assert/strict";
import { test } from "node:test";
import { admit } from "../../api/admit/admit.ts";
import { fieldOf } from "../../api/cause.ts";
import { customKindsOf, type JsonSchema } from "../../api/customResources.ts";
import { nowhere } from "../../api/surroundings.ts";

const text = { type: "string" };
const entry = { type: "object", properties: { a: text } };
const address = { type: "object", properties: { type: { ...text, default: "ip" }, value: text } };
const isAddress = { properties: { type: { enum: ["ip"] }, value: { anyOf: [{ format: "ipv4" }, { format: "ipv6" }] } } };
const isNone = { properties: { type: { not: { enum: ["ip"] } } } };

/** What a kind with this schema is refused for; the answers below are those of Kubernetes 1.36. */
const properties: Readonly<Record<string, JsonSchema>> = {
  map: entry,
  text,
  texts: { type: "array", items: text },
  entries: { type: "array", items: entry },
  words: { type: "object", additionalProperties: text },
  filled: { type: "object", required: ["n"], properties: { n: { type: "integer", default: 3 } } },
  needs: { type: "object", required: ["a"], properties: { a: text } },
  pipelines: { type: "array", items: { type: "object" }, "x-kubernetes-preserve-unknown-fields": true },
  loose: {
    type: "object",
    "x-kubernetes-preserve-unknown-fields": true,
    properties: { typed: entry, items: { type: "array", items: entry } },
  },
  address: { ...address, oneOf: [isAddress, isNone] },
  ipv4: { ...text, format: "ipv4" },
  ipv6: { ...text, format: "ipv6" },
  cidr: { ...text, format: "cidr" },
  mac: { ...text, format: "mac" },
  uuid: { ...text, format: "uuid" },
  date: { ...text, format: "date" },
  time: { ...text, format: "date-time" },
  odd: { ...text, format: "quantity" },
  set: { type: "array", "x-kubernetes-list-type": "set", items: text },
  keyed: { type: "array", "x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": ["a"], items: entry },
  inner: { type: "object", "x-kubernetes-embedded-resource": true, "x-kubernetes-preserve-unknown-fields": true },
};

const name = { type: "object", properties: { name: { ...text, maxLength: 5 } } };
const schema = { type: "object", required: ["metadata", "spec"], properties: { metadata: name, spec: { type: "object", properties } } };
const [thing] = customKindsOf({
  apiVersion: "apiextensions.k8s.io/v1",
  kind: "CustomResourceDefinition",
  spec: {
    group: "example.com",
    names: { kind: "Thing", plural: "things" },
    versions: [{ name: "v1", schema: { openAPIV3Schema: schema } }],
  },
});

function refused(spec: unknown, called = "a"): string[] {
  const object = { apiVersion: "example.com/v1", kind: "Thing", metadata: { name: called }, spec };
  return admit(object, undefined, { ...nowhere, customKind: () => thing }).causes.map((cause) => `${cause.type} ${fieldOf(cause)}`);
}

test("fields that hold nothing are left out, unless an item of a list does", () => {
  assert.deepEqual(refused({ map: null, text: null, texts: null, words: { k: null }, loose: { q: null, typed: null } }), []);
  assert.deepEqual(refused({ texts: [null], entries: [null] }), ["FieldValueTypeInvalid spec.texts[0]", "FieldValueTypeInvalid spec.entries[0]"]);
  assert.deepEqual(refused({ needs: { a: null } }), ["FieldValueRequired spec.needs.a"]);
  assert.deepEqual(refused(null), ["FieldValueRequired spec"]);
});

test("defaults are filled in before fields are missed, and before forms are compared", () => {
  assert.deepEqual(refused({ filled: {} }), []);
  assert.deepEqual(refused({ filled: { n: null } }), []);
  assert.deepEqual(refused({ address: { value: "1.1.1.1" } }), []);
  assert.deepEqual(refused({ address: { value: "1234::" } }), []);
  assert.deepEqual(refused({ address: { value: "one" } }), ["FieldValueInvalid spec.address"]);
});

test("what preserves unknown fields preserves them in the items of a list, too, but not in what its schema knows", () => {
  assert.deepEqual(refused({ pipelines: [{ "pipeline.id": "main", x: { y: 1 } }], loose: { x: { y: 1 } } }), []);
  assert.deepEqual(refused({ loose: { typed: { a: "t", b: 1 }, items: [{ c: 1 }] } }), [
    "UnknownField spec.loose.typed.b",
    "UnknownField spec.loose.items[0].c",
  ]);
});

test("formats are those of the API server; one that it does not know asks for nothing", () => {
  const good = { ipv4: "01.2.3.4", ipv6: "::ffff:1.2.3.4", cidr: "fd00::/8", mac: "00:11:22:33:44:55", odd: "x" };
  assert.deepEqual(refused({ ...good, uuid: "123e4567e89b12d3a456426614174000", date: "2020-01-01", time: "2020-01-01T00:00:00Z" }), []);
  const bad = { ipv4: "::1", ipv6: "1.2.3.4", cidr: "10.0.0.0", mac: "x", uuid: "x", date: "2020-02-30", time: "2020-01-01T00:00:00" };
  assert.deepEqual(
    refused(bad),
    Object.keys(bad).map((field) => `FieldValueInvalid spec.${field}`),
  );
});

test("sets, lists with keys, objects in objects, and the name", () => {
  assert.deepEqual(refused({ set: ["a", "a"], keyed: [{ a: "x" }, { a: "x" }] }), [
    "FieldValueDuplicate spec.set[1]",
    "FieldValueDuplicate spec.keyed[1]",
  ]);
  assert.deepEqual(refused({ inner: { apiVersion: "v1", kind: "X", a: 1 } }), []);
  assert.deepEqual(refused({ inner: {} }), ["FieldValueRequired spec.inner.apiVersion", "FieldValueRequired spec.inner.kind"]);
  assert.deepEqual(refused({}, "toolong"), ["FieldValueTooLong metadata.name"]);
});
