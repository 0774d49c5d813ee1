/** A step from an object to what it holds: a named field, a key of a map, or an index of a list. */
type StepKind = "field" | "key" | "index";

/** The way from a root to a value: strings for fields and keys, numbers for indices. */
export type Steps = readonly (string | number)[];

/** Whether a way begins with another one: it leads to the same value, or to one in it. */
export function startsWith(steps: Steps, start: Steps): boolean {
  return steps.length >= start.length && start.every((step, i) => step === steps[i]);
}

/** Whether two ways lead to the same value. */
export function isSameWay(a: Steps, b: Steps): boolean {
  return a.length === b.length && startsWith(a, b);
}

/**
 * Where a value stands in an object, from the root down.
 * Printed as the API server prints it: fields with dots, map keys and indices in brackets (`spec.containers[0].resources.limits[cpu]`).
 */
export class Path {
  static readonly root = new Path(undefined, "", "field");

  readonly parent: Path | undefined;
  readonly step: string | number;
  private readonly kind: StepKind;
  private readonly printed: Path | undefined;

  private constructor(parent: Path | undefined, step: string | number, kind: StepKind, printed?: Path) {
    this.parent = parent;
    this.step = step;
    this.kind = kind;
    this.printed = printed;
  }

  field(name: string): Path {
    return new Path(this, name, "field");
  }

  key(key: string): Path {
    return new Path(this, key, "key");
  }

  index(index: number): Path {
    return new Path(this, index, "index");
  }

  /** The same path, but printed as `other`: the API server prints some fields imprecisely or under other names. */
  shownAs(other: Path): Path {
    return new Path(this.parent, this.step, this.kind, other);
  }

  /** The steps from the root. */
  steps(): Steps {
    const steps: (string | number)[] = [];
    for (let at: Path = this; at.parent; at = at.parent) steps.push(at.step);
    return steps.toReversed();
  }

  toString(): string {
    if (this.printed) return this.printed.toString();
    if (!this.parent) return "";
    const before = this.parent.toString();
    if (this.kind !== "field") return `${before}[${this.step}]`;
    return before === "" ? String(this.step) : `${before}.${this.step}`;
  }
}

/** The path of a chain of fields, such as `pathTo("spec", "template")`. */
export function pathTo(...fields: readonly string[]): Path {
  return fields.reduce((at, name) => at.field(name), Path.root);
}
