import assert from "node:assert/strict";
import { test } from "node:test";
import { add, compare, formatQuantity, milliValue, parseQuantity, subtract, value } from "../../api/quantity.ts";

function canonical(text: string | number): string | undefined {
  const quantity = parseQuantity(text);
  return quantity && formatQuantity(quantity);
}

test("amounts are printed as the API server prints them", () => {
  const printed = {
    "0.5": "500m",
    "1.5Gi": "1536Mi",
    "1024Mi": "1Gi",
    "1000": "1k",
    "1e3": "1e3",
    "1.500": "1.500",
    "+1": "+1",
    "0.5Ki": "512",
    "1536.5Ki": "1573376",
    "0.1m": "100u",
    "0.1n": "1n",
    "10Ei": "9223372036854775807",
    "-1.5Gi": "-1536Mi",
    ".": "0",
    " 1 ": "1",
  };
  for (const [text, wanted] of Object.entries(printed)) assert.equal(canonical(text), wanted, text);
  assert.equal(canonical(2_000_000_000), "2G");
});

test("what is no amount is none", () => {
  for (const text of ["", "abc", "1e", "1Mi5", "1 Gi", "1.1i", "1K", "1mi", "\ufeff2Gi", "1..5"]) assert.equal(parseQuantity(text), undefined, text);
});

test("whole numbers and thousandths round away from zero", () => {
  const [half, tiny] = [parseQuantity("1.5")!, parseQuantity("-1n")!];
  assert.deepEqual([value(half), milliValue(half), value(tiny)], [2, 1500, -1]);
});

test("sums and differences keep the suffixes of the first amount", () => {
  const [mebi, kilo] = [parseQuantity("1Mi")!, parseQuantity("1k")!];
  assert.equal(formatQuantity(add(mebi, mebi)), "2Mi");
  assert.equal(formatQuantity(subtract(kilo, parseQuantity("1m")!)), "999999m");
  assert.equal(formatQuantity(add(parseQuantity("0")!, mebi)), "1Mi");
  assert.ok(compare(kilo, mebi) < 0 && compare(parseQuantity("1e3")!, kilo) === 0);
});

test("absurd exponents cost nothing", () => {
  const huge = parseQuantity("1e999999999")!;
  assert.ok(compare(huge, parseQuantity("1Ei")!) > 0);
  assert.ok(Number.isFinite(value(huge)));
});
