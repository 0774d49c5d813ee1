import assert from "node:assert/strict";
import { test } from "node:test";
import { faults, warnings } from "../../support/faults.ts";

const configMap = (rest: string) => `{apiVersion: v1, kind: ConfigMap, metadata: {name: settings}, ${rest}}`;
const secret = (type: string, data: string) => `{apiVersion: v1, kind: Secret, metadata: {name: key}, type: ${type}, stringData: {${data}}}`;

test("keys become file names", () => {
  assert.deepEqual(faults(configMap("data: {a.conf: x, ..: y, a/b: z}")), ["data[..] Invalid", "data[a/b] Invalid"]);
  assert.deepEqual(faults(configMap("data: {a: x}, binaryData: {a: eA==}")), ["data[a] Invalid"]);
});

test("an empty map is no change of a sealed ConfigMap's data, but of its binaryData and of a Secret's data", () => {
  const sealedSecret = (rest: string): string => `{apiVersion: v1, kind: Secret, metadata: {name: key}, ${rest}}`;
  assert.deepEqual(faults(configMap("immutable: true, data: {}"), configMap("immutable: true")), []);
  assert.deepEqual(faults(configMap("immutable: true, binaryData: {}"), configMap("immutable: true")), ["binaryData Forbidden"]);
  assert.deepEqual(faults(sealedSecret("immutable: true, data: {}"), sealedSecret("immutable: true")), ["data Forbidden"]);
});

test("what was made immutable stays", () => {
  const sealed = configMap('immutable: true, data: {a: "1"}');
  assert.deepEqual(faults(sealed, sealed), []);
  assert.deepEqual(faults(configMap('data: {a: "2"}'), sealed), ["immutable Forbidden", "data Forbidden"]);
});

test("a Secret holds what its type needs", () => {
  const cases: [string, string, string[]][] = [
    ["Opaque", "", []],
    ["kubernetes.io/tls", "tls.crt: x", ["data[tls.key] Required"]],
    ["kubernetes.io/basic-auth", "username: ann", []],
    ["kubernetes.io/basic-auth", "user: ann", ["data[username] Required", "data[password] Required"]],
    ["kubernetes.io/ssh-auth", 'ssh-privatekey: ""', ["data[ssh-privatekey] Required"]],
    ["kubernetes.io/dockerconfigjson", '.dockerconfigjson: "[]"', ["data[.dockerconfigjson] Invalid"]],
    ["kubernetes.io/dockerconfigjson", '.dockerconfigjson: "{}"', []],
    ["kubernetes.io/service-account-token", "", ["metadata.annotations[kubernetes.io/service-account.name] Required"]],
  ];
  for (const [type, data, expected] of cases) assert.deepEqual(faults(secret(type, data)), expected, `${type} ${data}`);
});

test("a certificate that is none is accepted with a warning", () => {
  assert.equal(warnings(secret("kubernetes.io/tls", "tls.crt: x, tls.key: y")).length, 2);
});
