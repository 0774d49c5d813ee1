import { Environment } from "@marcbachmann/cel-js";
import * as ip from "../../validation/ip.ts";
import * as quantity from "../../quantity.ts";
import { Url } from "./url.ts";

/** Thrown where an answer of the API server is not known: the rule then counts as not checked. */
class Unknown extends Error {}

/** Thrown where the API server fails as well. */
class Failed extends Error {
  readonly code = "no_quantity";
}

let made: Environment | undefined;

/** The language of the rules: its own functions, and of those that Kubernetes adds the ones in use. Other functions make a rule one that is not checked. */
export function environment(): Environment {
  if (made) return made;
  made = new Environment({ homogeneousAggregateLiterals: false, enableOptionalTypes: true });
  made.registerVariable("self", "dyn").registerVariable("oldSelf", "dyn");
  for (const register of [ofTexts, ofLists, ofUrls, ofQuantities, ofAddresses]) register(made);
  return made;
}

function ofTexts(to: Environment): void {
  to.registerFunction("string.replace(string, string): string", (text: string, from: string, by: string) => text.replaceAll(from, () => by));
  to.registerFunction("string.charAt(int): string", (text: string, at: bigint) => text.charAt(Number(at)));
  to.registerFunction("string.find(string): string", (text: string, pattern: string) => new RegExp(pattern, "u").exec(text)?.[0] ?? "");
  to.registerFunction("string.findAll(string): list<string>", (text: string, pattern: string) => text.match(new RegExp(pattern, "gu")) ?? []);
  to.registerFunction("string.format(list): string", (text: string, parts: readonly unknown[]) => formatted(text, parts));
}

/** Texts and whole numbers in place of `%s` and `%d`; other verbs are not known here. */
function formatted(text: string, parts: readonly unknown[]): string {
  let next = 0;
  return text.replaceAll(/%(.)/g, (_, verb: string) => {
    if (verb === "%") return "%";
    const part = parts[next++];
    const isShown = verb === "s" ? ["string", "bigint", "boolean"].includes(typeof part) : verb === "d" && typeof part === "bigint";
    if (!isShown) throw new Unknown();
    return String(part);
  });
}

type Ordered = string | number | bigint | boolean;

function ofLists(to: Environment): void {
  to.registerFunction("list.isSorted(): bool", (list: readonly Ordered[]) => list.every((item, i) => i === 0 || list[i - 1]! <= item));
  to.registerFunction("list.sum(): dyn", (list: readonly Ordered[]) =>
    list.reduce((sum, item) => plus(sum, item), typeof list[0] === "number" ? 0 : 0n),
  );
  to.registerFunction("list.min(): dyn", (list: readonly Ordered[]) => extreme(list, (item, best) => item < best));
  to.registerFunction("list.max(): dyn", (list: readonly Ordered[]) => extreme(list, (item, best) => item > best));
  to.registerFunction("list.indexOf(dyn): int", (list: readonly Ordered[], item: Ordered) => BigInt(list.indexOf(simple(item))));
  to.registerFunction("list.lastIndexOf(dyn): int", (list: readonly Ordered[], item: Ordered) => BigInt(list.lastIndexOf(simple(item))));
}

function plus(a: Ordered, b: Ordered): Ordered {
  if (typeof a === "bigint" && typeof b === "bigint") return a + b;
  if (typeof a === "number" && typeof b === "number") return a + b;
  throw new Unknown();
}

function extreme(list: readonly Ordered[], isBetter: (item: Ordered, best: Ordered) => boolean): Ordered {
  const [first, ...rest] = list;
  if (first === undefined) throw new Unknown();
  return rest.reduce((best, item) => (isBetter(item, best) ? item : best), first);
}

/** Only plain values are the same to JavaScript when they are to CEL. */
function simple(item: Ordered): Ordered {
  if (typeof item === "object") throw new Unknown();
  return item;
}

function ofUrls(to: Environment): void {
  to.registerType("URL", Url);
  to.registerFunction("isURL(string): bool", (text: string) => Url.parse(text) !== undefined);
  to.registerFunction("url(string): URL", (text: string) => known(Url.parse(text)));
  to.registerFunction("URL.getScheme(): string", ({ scheme }: Url) => scheme);
  to.registerFunction("URL.getHost(): string", ({ host }: Url) => host);
  to.registerFunction("URL.getHostname(): string", ({ hostname }: Url) => hostname);
  to.registerFunction("URL.getPort(): string", ({ port }: Url) => port);
  to.registerFunction("URL.getEscapedPath(): string", ({ path }: Url) => path);
}

function known<T>(value: T | undefined): T {
  if (value === undefined) throw new Unknown();
  return value;
}

/** An amount, as an object of a class of its own: only so does the evaluator know its type. */
class Amount {
  readonly quantity: quantity.Quantity;

  constructor(text: string) {
    const read = quantity.parseQuantity(text);
    if (read === undefined) throw new Failed();
    this.quantity = read;
  }
}

function ofQuantities(to: Environment): void {
  to.registerType("Quantity", Amount);
  to.registerFunction("isQuantity(string): bool", (text: string) => quantity.parseQuantity(text) !== undefined);
  to.registerFunction("quantity(string): Quantity", (text: string) => new Amount(text));
  to.registerFunction("Quantity.isGreaterThan(Quantity): bool", (a: Amount, b: Amount) => order(a, b) > 0);
  to.registerFunction("Quantity.isLessThan(Quantity): bool", (a: Amount, b: Amount) => order(a, b) < 0);
  to.registerFunction("Quantity.compareTo(Quantity): int", (a: Amount, b: Amount) => BigInt(Math.sign(order(a, b))));
  to.registerFunction("Quantity.sign(): int", (a: Amount) => BigInt(quantity.sign(a.quantity)));
  to.registerFunction("Quantity.isInteger(): bool", (a: Amount) => quantity.isWholeNumber(a.quantity));
  to.registerFunction("Quantity.asInteger(): int", (a: Amount) => BigInt(wholeOf(a)));
}

function order(a: Amount, b: Amount): number {
  return quantity.compare(a.quantity, b.quantity);
}

function wholeOf({ quantity: amount }: Amount): number {
  const whole = quantity.value(amount);
  if (!quantity.isWholeNumber(amount) || !Number.isSafeInteger(whole)) throw new Unknown();
  return whole;
}

function ofAddresses(to: Environment): void {
  to.registerFunction("isIP(string): bool", (text: string) => addressOf(text) !== undefined);
  to.registerFunction("isCIDR(string): bool", (text: string) => blockOf(text) !== undefined);
}

/** The functions read addresses strictly: without leading zeros, and no IPv4 in the form of IPv6. */
function addressOf(text: string): ip.Address | undefined {
  const address = ip.parseAddress(text);
  return address && (address.padded || address.mapped ? undefined : address);
}

function blockOf(text: string): ip.Prefix | undefined {
  const block = ip.parsePrefix(text);
  return block && (block.address.padded || block.address.mapped ? undefined : block);
}
