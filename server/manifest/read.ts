import { Causes } from "../../api/cause.ts";
import { setOwn } from "../../api/decode.ts";
import { Path } from "../../api/path.ts";
import type { Alias, Mapping, Node, Pair, Scalar, SyntaxDocument } from "../syntax/tree.ts";
import { resolvePlain, resolveTagged } from "./scalar.ts";

/** A document as plain values, as the API server's YAML reader gives them to its decoder. */
export interface Reading {
  readonly value: unknown;
  /** What that reader refuses in a well-formed text: duplicate keys, keys that are no texts, merges of what is no map, too many aliases. */
  readonly causes: Causes;
}

/** Aliases may repeat a text; the server stops where they make more of it than this share, in all but small documents. */
const smallest = 1000;
const aliasLimit = 400_000;
const largestShare = 0.99;

export function readDocument({ root }: SyntaxDocument): Reading {
  const reader = new Reader();
  const value = root === undefined ? null : reader.read(root, Path.root);
  return { value: reader.isBomb ? null : value, causes: reader.causes };
}

class Reader {
  readonly causes = new Causes();
  isBomb = false;
  /** How many values were read, and how many of them through aliases. */
  private total = 0;
  private aliased = 0;
  private aliasDepth = 0;

  read(node: Node, at: Path): unknown {
    this.count();
    if (this.isBomb) return null;
    switch (node.is) {
      case "scalar":
        return this.readScalar(node, at);
      case "alias":
        return this.readAlias(node, at);
      case "sequence":
        return node.items.map(({ value }, i) => (value ? this.read(value, at.index(i)) : null));
      case "mapping":
        return this.readMapping(node, at);
    }
  }

  private count(): void {
    this.total++;
    if (this.aliasDepth > 0) this.aliased++;
    if (this.isBomb || this.aliased <= 100 || this.total <= smallest) return;
    if (this.aliased < aliasLimit && this.aliased / this.total <= largestShare) return;
    this.isBomb = true;
    this.causes.add("WrongType", Path.root, "Aliases repeat this text so often that the API server refuses to read it.", { code: "yaml-alias" });
  }

  private readAlias({ target }: Alias, at: Path): unknown {
    if (!target) return null;
    this.aliasDepth++;
    const value = this.read(target, at);
    this.aliasDepth--;
    return value;
  }

  private readScalar({ style, value, tag }: Scalar, at: Path): unknown {
    if (!tag) return style === "plain" ? this.plain(resolvePlain(value), at) : value;
    const tagged = resolveTagged(value, tag.text);
    if (tagged) return this.plain(tagged.value, at);
    this.causes.add("WrongType", at, `${value} can't be read as ${tag.text}.`, { code: "yaml-syntax" });
    return null;
  }

  private plain(value: unknown, at: Path): unknown {
    if (typeof value === "bigint") return Number(value);
    if (typeof value !== "number" || Number.isFinite(value)) return value;
    this.causes.add("WrongType", at, `The API server has no number ${value}.`);
    return null;
  }

  private readMapping({ pairs }: Mapping, at: Path): Record<string, unknown> {
    const map: Record<string, unknown> = {};
    for (const pair of pairs) {
      if (isMerge(pair)) this.merge(pair.value, map, at);
      else this.readPair(pair, map, at);
    }
    return map;
  }

  private readPair({ key, value }: Pair, map: Record<string, unknown>, at: Path): void {
    this.count();
    const name = keyText(key);
    if (name === undefined) {
      this.causes.add("WrongType", at, "A key of a map must be a text: this one is a map, a list or empty.", { code: "yaml-key" });
      return;
    }
    const read = value ? this.read(value, at.field(name)) : null;
    this.put(map, name, read, at);
  }

  /** Of two the last one counts. */
  private put(map: Record<string, unknown>, name: string, value: unknown, at: Path): void {
    if (Object.hasOwn(map, name)) this.causes.add("DuplicateField", at.field(name), `${name} is here twice: keep one of them.`);
    setOwn(map, name, value);
  }

  /** `<<`: the pairs of another map, of which none may be here already. */
  private merge(node: Node | undefined, map: Record<string, unknown>, at: Path): void {
    const target = node?.is === "alias" ? node.target : node;
    if (node?.is === "sequence") {
      for (const { value } of node.items.toReversed()) this.mergeMap(value, map, at);
    } else this.mergeMap(target === undefined ? undefined : node, map, at);
  }

  private mergeMap(node: Node | undefined, map: Record<string, unknown>, at: Path): void {
    const target = node?.is === "alias" ? node.target : node;
    if (target?.is !== "mapping") {
      this.causes.add("WrongType", at, "<< can only merge a map, or a list of maps.", { code: "yaml-merge" });
      return;
    }
    const merged = this.read(node!, at) as Record<string, unknown>;
    for (const [name, value] of Object.entries(merged)) this.put(map, name, value, at);
  }
}

export function isMerge({ key }: Pair): boolean {
  return key?.is === "scalar" && key.style === "plain" && key.value === "<<" && !key.tag;
}

/** A key as the server sees it: numbers and booleans become texts; maps, lists and nothing can't be keys. */
export function keyText(key: Node | undefined): string | undefined {
  if (key?.is === "alias") return keyText(key.target);
  if (key?.is !== "scalar") return undefined;
  if (!key.tag && key.style !== "plain") return key.value;
  const value = key.tag ? resolveTagged(key.value, key.tag.text)?.value : resolvePlain(key.value);
  return value === null || value === undefined ? undefined : String(value);
}
