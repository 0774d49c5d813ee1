import { parseOne } from "./parseFile.ts";
import type { Node, Problem, Span, SyntaxDocument } from "./tree.ts";

/** A document of which only the text is kept. Its tree may be garbage-collected, and is parsed again when it is needed. */
export class RecalledDocument implements SyntaxDocument {
  readonly text: string;
  private tree: WeakRef<SyntaxDocument> | undefined;

  constructor(text: string) {
    this.text = text;
  }

  get root(): Node | undefined {
    return this.parsed().root;
  }

  get comments(): readonly Span[] {
    return this.parsed().comments;
  }

  get problems(): readonly Problem[] {
    return this.parsed().problems;
  }

  get doubtful(): readonly Span[] {
    return this.parsed().doubtful;
  }

  private parsed(): SyntaxDocument {
    const known = this.tree?.deref();
    if (known) return known;
    const tree = parseOne(this.text);
    this.tree = new WeakRef(tree);
    return tree;
  }
}
