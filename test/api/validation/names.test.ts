import assert from "node:assert/strict";
import { test } from "node:test";
import { canonicalCidr, cidr, ipAddress } from "../../../api/validation/ip.ts";
import * as names from "../../../api/validation/names.ts";
import { inEnglish } from "../../../api/words/english.ts";

/** `right | wrong | wrong -> repaired`, for one format. */
const formats: Readonly<Record<string, readonly [names.Format, string, string]>> = {
  "a DNS label": [names.dnsLabel, "web web-1 1", "a.b->a-b My_App->my-app"],
  "a DNS name": [names.dnsSubdomain, "a.b web-1.example.com", "a..b UPPER->upper"],
  "a Service's old name": [names.dns1035Label, "web", "1web"],
  "a qualified name": [names.qualifiedName, "app example.com/app A_b", "/app->app example.com/ a/b/c Example.com/x"],
  "a label value": [names.labelValue, "v1 A.b_c", "-v a/b->a-b"],
  "a port name": [names.portName, "http a1", "Http->http 80 a--b->a-b much-too-long-name"],
  "a variable's name": [names.envName, "PATH my.name 1 a:b", "a=b ünï"],
  "a ConfigMap's key": [names.configMapKey, "app.conf A_b .x", ". ..x a/b->a-b"],
  "an IP address": [ipAddress, "10.0.0.1 ::1 2001:DB8::1", "10.0.0.01->10.0.0.1 ::ffff:10.0.0.1->10.0.0.1 10.0.0 1::2::3"],
  "a CIDR block": [cidr, "10.0.0.0/8 ::/0 fd00:0::/64", "10.0.0.1/8->10.0.0.0/8 10.0.0.0/33 10.0.0.0"],
  "a CIDR block in one spelling": [canonicalCidr, "fd00::/64", "fd00:0::/64->fd00::/64"],
};

for (const [what, [format, right, wrong]] of Object.entries(formats)) {
  test(`${what}: what is right, what is wrong, and what was meant`, () => {
    assert.deepEqual(
      right.split(" ").filter((text) => format(text) !== undefined),
      [],
    );
    for (const [text, meant] of wrong.split(" ").map((one) => one.split("->"))) {
      const flaw = format(text!);
      assert.ok(flaw, text);
      assert.match(inEnglish(flaw.message), /\.$|\?$/);
      if (meant !== undefined) assert.equal(flaw.instead, meant);
    }
  });
}

test("what is too long says how long it may be", () => {
  assert.match(inEnglish(names.dnsLabel("a".repeat(64))!.message), /64 characters long, and at most 63 are allowed/);
});
