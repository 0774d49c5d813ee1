import assert from "node:assert/strict";
import fc from "fast-check";
import { admit } from "../../api/admit/admit.ts";
import { admitUpdate } from "../../api/admit/admitUpdate.ts";
import { inEnglish } from "../../api/words/english.ts";
import { fuzzer } from "./fuzzer.ts";
import { accepted, type Manifest, oddObjects } from "./values/objects.ts";

const known = new Set(accepted.map(({ apiVersion, kind }) => `${String(apiVersion)} ${String(kind)}`));

function isKnown({ apiVersion, kind }: Manifest): boolean {
  return known.has(`${String(apiVersion)} ${String(kind)}`);
}

/** Objects near to accepted ones: each refusal is a sentence, what was accepted is accepted again as it was stored, and asking changes nothing. */
export const objects = fuzzer("objects", 500, fc.tuple(oddObjects, oddObjects), ([object, other]) => {
  const before = JSON.stringify(object);
  const { causes, object: stored } = admit(object);
  for (const cause of causes) assert.match(inEnglish(cause.message), /[.!?)]$/);
  assert.equal(JSON.stringify(object), before, "the object is as it was");
  // Keys that each creation turns into a selector are turned into one more by the next.
  if (causes.length === 0 && isKnown(object) && !before.includes("atchLabelKeys")) {
    const again = admit(stored);
    assert.deepEqual(again.object, stored, "defaults of defaults are the same");
    assert.deepEqual(admitUpdate(stored, stored).causes, [], "no change is no change");
  }
  admitUpdate(other, object);
  admitUpdate({ ...other, kind: object["kind"], apiVersion: object["apiVersion"] }, object);
});
