import type { CustomKind } from "./customResources.ts";
import type { KubernetesObject } from "./object.ts";
import { memoize } from "./memoize.ts";
import { inEach, usualVersion, type Version } from "./version.ts";

/** What the API server knows besides the object that it admits. */
export interface Surroundings {
  /** The uid for a new object. */
  readonly uid: string;
  readonly now: string;
  /** The version of Kubernetes. */
  readonly version: Version;
  /** An object of the cluster, if it exists. Absent without a cluster: then all objects are assumed to exist. */
  readonly find?: (kind: string, name: string) => KubernetesObject | undefined;
  /** All its objects of a kind; absent where no cluster is known. */
  readonly list?: (kind: string) => readonly KubernetesObject[];
  /** The kind that a CustomResourceDefinition at hand defines. */
  readonly customKind?: (apiVersion: string, kind: string) => CustomKind | undefined;
}

const drawn = { uid: "00000000-0000-0000-0000-000000000000", now: "1970-01-01T00:00:00Z" };

/** Surroundings without a cluster and with a fixed time, by version. */
export const nowhereIn = inEach((version): Surroundings => ({ ...drawn, version }));

/** The same where a kind is defined. It is one object for each definition. */
export const nowhereWith = memoize((custom: CustomKind) => inEach((version): Surroundings => ({ ...nowhereIn[version], customKind: () => custom })));

/** The same of the version that is usual. */
export const nowhere: Surroundings = nowhereIn[usualVersion];
