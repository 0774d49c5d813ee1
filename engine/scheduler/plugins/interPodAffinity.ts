import type { Refusal } from "../../core/decision.ts";
import type { NodeFilter, NodeScorer, Plugin, Range } from "../framework.ts";
import type { NodeInfo } from "../nodeInfo.ts";
import { groupByDomain } from "../grouping.ts";
import { maxScore } from "../normalise.ts";
import type { DomainCount } from "../podCount.ts";
import { type AffinityTerm, type PodShape, termMatches } from "../podInfo.ts";
import type { Snapshot } from "../snapshot.ts";

const notNear: Refusal = { code: "UnschedulableAndUnresolvable", reasons: ["node(s) didn't match pod affinity rules"] };
const tooNear: Refusal = { code: "Unschedulable", reasons: ["node(s) didn't match pod anti-affinity rules"] };
const unwelcome: Refusal = { code: "Unschedulable", reasons: ["node(s) didn't satisfy existing pods anti-affinity rules"] };

/** The weight in the score of a running pod's required affinity to the new pod. */
const hardWeight = 1;

/** Places pods near other pods or away from them, by the terms of both sides. */
export const interPodAffinity: Plugin = {
  name: "InterPodAffinity",
  weight: 2,
  filter: ({ shape }, snapshot) => {
    const wanted = wantedBy(shape, snapshot);
    const { rivals, averse } = wanted;
    return wanted.near.length === 0 && rivals.length === 0 && averse.length === 0 ? undefined : filterOf(wanted, snapshot);
  },
  score: ({ shape }, snapshot) => {
    const pulls = pullsOn(shape, snapshot);
    return pulls.length === 0 ? undefined : scorerOf(pulls, snapshot);
  },
};

/** How many pods match a term, in each domain. */
interface Bond {
  readonly count: DomainCount;
  /** Whether an added or removed pod is counted. */
  readonly binds: (shape: PodShape) => boolean;
}

interface Wanted {
  /** Pods that satisfy all of the pod's affinity terms, by the domains of each. */
  readonly near: readonly Bond[];
  /** Pods that match its anti-affinity terms. */
  readonly rivals: readonly Bond[];
  /** Pods whose anti-affinity terms match it. */
  readonly averse: readonly Bond[];
  /** Whether the pod satisfies its own affinity terms, and so may be the first of its kind. */
  readonly likesItself: boolean;
}

function wantedBy(shape: PodShape, snapshot: Snapshot): Wanted {
  const affinity = shape.affinity.required.map((term) => resolved(term, snapshot));
  const antiAffinity = shape.antiAffinity.required.map((term) => resolved(term, snapshot));
  const all = (other: PodShape): boolean => affinity.every((term) => termMatches(term, other, undefined));
  const near = affinity.map(({ topologyKey }) => ({ count: snapshot.tally(`near ${affinity.map(idOf).join()}`, all).by(topologyKey), binds: all }));
  const labels = snapshot.namespaceLabels(shape.namespace);
  const averse = [...snapshot.shapesWithAffinity].flatMap((other) =>
    other.antiAffinity.required
      .filter((term) => termMatches(term, shape, labels))
      .map(({ topologyKey }) => ({ count: other.count.by(topologyKey), binds: (moved: PodShape) => moved === other })),
  );
  return { near, rivals: antiAffinity.map((term) => bondOf(term, snapshot)), averse, likesItself: all(shape) };
}

/** The namespaces of the pod's own terms are known beforehand; the terms of running pods are checked against this pod's namespace. */
function resolved(term: AffinityTerm, snapshot: Snapshot): AffinityTerm {
  return { ...term, namespaces: new Set([...term.namespaces, ...snapshot.namespacesWhere(term.selectsNamespace)]), selectsNamespace: () => false };
}

function bondOf(term: AffinityTerm, snapshot: Snapshot): Bond {
  const binds = (other: PodShape): boolean => termMatches(term, other, undefined);
  return { count: snapshot.tally(`term ${idOf(term)}`, binds).by(term.topologyKey), binds };
}

function idOf({ id, namespaces, everyNamespace }: AffinityTerm): string {
  return JSON.stringify([id, everyNamespace || [...namespaces].sort()]);
}

function filterOf(wanted: Wanted, snapshot: Snapshot): NodeFilter {
  const { near, rivals, averse, likesItself } = wanted;
  const mayBeFirst = (): boolean => likesItself && near.every(({ count }) => count.inhabited === 0);
  const isTaken = ({ labels }: NodeInfo, { count }: Bond): boolean => {
    const domain = labels[count.key];
    return domain !== undefined && count.at(domain) > 0;
  };
  const isNear = (node: NodeInfo): boolean => {
    if (near.some(({ count }) => node.labels[count.key] === undefined)) return false;
    return near.every((bond) => isTaken(node, bond)) || mayBeFirst();
  };
  const test = (node: NodeInfo): Refusal | undefined => {
    if (near.length > 0 && !isNear(node)) return notNear;
    if (rivals.some((bond) => isTaken(node, bond))) return tooNear;
    return averse.some((bond) => isTaken(node, bond)) ? unwelcome : undefined;
  };
  return {
    test,
    grouping: groupByDomain(
      [...near, ...rivals, ...averse].map(({ count }) => count),
      snapshot,
    ),
    copy: () => {
      const [nearCopy, rivalsCopy, averseCopy] = [near, rivals, averse].map((bonds) =>
        bonds.map(({ count, binds }) => ({ count: count.copy(), binds })),
      );
      const bonds = [...nearCopy!, ...rivalsCopy!, ...averseCopy!];
      return {
        ...filterOf({ near: nearCopy!, rivals: rivalsCopy!, averse: averseCopy!, likesItself }, snapshot),
        shift: ({ shape }, node, by) => {
          for (const { count, binds } of bonds) if (binds(shape)) count.shift(node, by);
        },
      };
    },
  };
}

/** Pods whose presence in a domain adds to its score or subtracts from it. */
interface Pull {
  readonly count: DomainCount;
  readonly weight: number;
}

/** The pod's preferences, and those of running pods about it. */
function pullsOn(shape: PodShape, snapshot: Snapshot): Pull[] {
  const own = (preferred: PodShape["affinity"]["preferred"], sign: 1 | -1): Pull[] =>
    preferred.map(({ weight, term }) => ({ count: bondOf(resolved(term, snapshot), snapshot).count, weight: sign * weight }));
  const labels = snapshot.namespaceLabels(shape.namespace);
  const others = [...snapshot.shapesWithAffinity].flatMap((other) => {
    const terms = [
      ...other.affinity.required.map((term) => ({ term, weight: hardWeight })),
      ...other.affinity.preferred,
      ...other.antiAffinity.preferred.map(({ term, weight }) => ({ term, weight: -weight })),
    ];
    return terms
      .filter(({ term }) => termMatches(term, shape, labels))
      .map(({ term, weight }) => ({ count: other.count.by(term.topologyKey), weight }));
  });
  return [...own(shape.affinity.preferred, 1), ...own(shape.antiAffinity.preferred, -1), ...others];
}

function scorerOf(pulls: readonly Pull[], snapshot: Snapshot): NodeScorer {
  const rate = ({ labels }: NodeInfo): number => {
    let sum = 0;
    for (const { count, weight } of pulls) {
      const domain = labels[count.key];
      if (domain !== undefined) sum += weight * count.at(domain);
    }
    return sum;
  };
  return {
    among: () => rate,
    normalise: shareOfSpan,
    grouping: groupByDomain(
      pulls.map(({ count }) => count),
      snapshot,
    ),
  };
}

/** The lowest rating becomes 0 and the highest 100; all become 0 if they are equal. */
function shareOfSpan(rating: number, { least, greatest }: Range): number {
  return greatest === least ? 0 : Math.trunc(maxScore * ((rating - least) / (greatest - least)));
}
