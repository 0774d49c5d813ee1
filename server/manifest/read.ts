import { Causes } from "../../api/cause.ts";
import { setOwn } from "../../api/decode.ts";
import { Path } from "../../api/path.ts";
import type { Alias, Mapping, Node, Pair, Scalar } from "../syntax/tree.ts";
import { type MapKey, mapKey } from "./mapKey.ts";
import { resolvePlain, resolveTagged } from "./scalar.ts";
import { say } from "../../api/words/say.ts";

/** A document as plain values, as the API server's YAML reader passes them to its decoder. */
export interface Reading {
  readonly value: unknown;
  /** What that reader refuses in a well-formed text: duplicate keys, keys that are not texts, merges of values that are not maps, too many aliases. */
  readonly causes: Causes;
}

/** The largest share of values that may come from aliases; the server refuses more, except in small documents. */
const smallest = 1000;
const aliasLimit = 400_000;
const largestShare = 0.99;

/** Reads a document's value as the API server's YAML reader does. */
export function readDocument(root: Node): Reading {
  const reader = new Reader();
  const value = reader.read(root, Path.root);
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
    this.causes.add("WrongType", Path.root, say("alias-bomb"), { code: "yaml-alias" });
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
    this.causes.add("WrongType", at, say("unread-tag", { value, tag: tag.text }), { code: "yaml-syntax" });
    return null;
  }

  private plain(value: unknown, at: Path): unknown {
    if (typeof value === "bigint") return Number(value);
    if (typeof value !== "number" || Number.isFinite(value)) return value;
    this.causes.add("WrongType", at, say("no-number", { value }));
    return null;
  }

  private readMapping({ pairs }: Mapping, at: Path): Record<string, unknown> {
    const held: Held = { map: {}, keys: new Set() };
    this.readPairs(pairs, held, at);
    return held.map;
  }

  private readPairs(pairs: readonly Pair[], held: Held, at: Path): void {
    for (const pair of pairs) {
      if (isMerge(pair)) this.merge(pair.value, held, at);
      else this.readPair(pair, held, at);
    }
  }

  private readPair({ key, value }: Pair, held: Held, at: Path): void {
    this.count();
    const found = mapKey(key);
    if (found === undefined) {
      this.causes.add("WrongType", at, say("key-not-text"), { code: "yaml-key" });
      return;
    }
    const read = value ? this.read(value, at.field(found.text)) : null;
    this.put(held, found, read, at);
  }

  /** Of two equal keys the last one counts. */
  private put({ map, keys }: Held, { text, identity }: MapKey, value: unknown, at: Path): void {
    if (identity !== undefined && keys.has(identity)) this.causes.add("DuplicateField", at.field(text), say("key-twice", { key: text }));
    if (identity !== undefined) keys.add(identity);
    setOwn(map, text, value);
  }

  /** `<<`: adds the pairs of another map, of which none may exist already. */
  private merge(node: Node | undefined, held: Held, at: Path): void {
    if (node?.is === "sequence") {
      for (const { value } of node.items.toReversed()) this.mergeMap(value, held, at);
    } else this.mergeMap(node, held, at);
  }

  private mergeMap(node: Node | undefined, held: Held, at: Path): void {
    const isAlias = node?.is === "alias";
    const target = isAlias ? node.target : node;
    if (target?.is !== "mapping") {
      this.causes.add("WrongType", at, say("merge-of-no-map"), { code: "yaml-merge" });
      return;
    }
    this.count();
    if (this.isBomb) return;
    if (isAlias) this.aliasDepth++;
    this.readPairs(target.pairs, held, at);
    if (isAlias) this.aliasDepth--;
  }
}

/** A map that is being read, with the identities of its keys. */
interface Held {
  readonly map: Record<string, unknown>;
  readonly keys: Set<string>;
}

/** Whether an entry is a merge: its key is a plain `<<`. */
export function isMerge({ key }: Pair): boolean {
  return key?.is === "scalar" && key.style === "plain" && key.value === "<<" && !key.tag;
}
