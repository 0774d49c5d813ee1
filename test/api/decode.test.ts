import assert from "node:assert/strict";
import { test } from "node:test";
import { base64Fault } from "../../api/base64.ts";
import { inEnglish } from "../../api/words/english.ts";
import { Causes, fieldOf } from "../../api/cause.ts";
import { decodeObject } from "../../api/decode.ts";
import { Path } from "../../api/path.ts";

function decoded(value: unknown, type = "Pod"): { object: unknown; found: string[] } {
  const causes = new Causes();
  const object = decodeObject(value, type, Path.root, causes);
  return { object, found: causes.list.map((cause) => `${fieldOf(cause)}: ${inEnglish(cause.message)}`) };
}

test("a field that nobody knows is named, with the one that was meant", () => {
  const { found } = decoded({ spec: { containers: [{ name: "a", imag: "b" }], restartpolicy: "Never" } });
  assert.deepEqual(found, [
    "spec.containers[0].imag: Did you mean image? There is no field imag here.",
    "spec.restartpolicy: Did you mean restartPolicy? There is no field restartpolicy here.",
  ]);
});

test("a field on the wrong level is sent where it belongs", () => {
  const { found } = decoded({ containers: [], spec: { containers: [{ name: "a", hostNetwork: true }] } });
  assert.deepEqual(found, [
    "containers: containers does not belong here: move it down to spec.",
    "spec.containers[0].hostNetwork: hostNetwork does not belong here: move it up to spec.",
  ]);
});

test("every wrong type is told at once, not only the first", () => {
  const { found } = decoded({ metadata: { labels: { a: 1 } }, spec: { hostNetwork: "yes", containers: { name: "a" } } });
  assert.deepEqual(found, [
    "metadata.labels[a]: This must be a string, but is the number 1: put it in quotes.",
    'spec.hostNetwork: This must be true or false, but is the string "yes".',
    "spec.containers: This must be a list, but is a map.",
  ]);
});

test("zeros that the server can't tell from nothing are nothing", () => {
  const { object } = decoded({ spec: { replicas: 0, minReadySeconds: 0, paused: false, template: null } }, "Deployment");
  assert.deepEqual(object, { spec: { replicas: 0 } });
});

test("what is right already is not copied", () => {
  const pod = { metadata: { name: "a" }, spec: { containers: [{ name: "a", image: "b" }] } };
  assert.equal(decoded(pod).object, pod);
});

test("numbers fit their bits", () => {
  const { found } = decoded({ spec: { replicas: 2 ** 31, minReadySeconds: 1.5 } }, "Deployment");
  assert.equal(found.length, 2);
});

test("a key called __proto__ is a key", () => {
  const labels = JSON.parse('{"__proto__": 5, "a": "b"}') as object;
  const { object, found } = decoded({ metadata: { labels } });
  assert.deepEqual(found, ["metadata.labels[__proto__]: This must be a string, but is the number 5: put it in quotes."]);
  assert.equal(Object.getPrototypeOf((object as { metadata: { labels: object } }).metadata.labels), Object.prototype);
});

test("base64 that was cut off is not taken for plain text, and neither is shown", () => {
  const { found } = decoded({ data: { cut: "c2VjcmV0".repeat(5) + "c2V", plain: "hunter2!", whole: "YQ==" } }, "Secret");
  assert.deepEqual(found, [
    "data[cut]: This must be base64, but has 43 characters, not a multiple of 4.",
    "data[plain]: This must be base64, but is plain text.",
  ]);
});

// As Kubernetes 1.36 said of Secrets with these values.
test("the byte at which the server gives up on base64", () => {
  const texts = ["abc", "hello world", "YWJj=", "YWJjZA", "ä", "YWJj*GVm", "YWJjZGVm=", "YQ==YQ==", "YQ=="];
  assert.deepEqual(texts.map(base64Fault), [0, 5, 4, 4, 0, 4, 8, 4, undefined]);
});
