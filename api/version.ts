import { versions } from "../schemas/generated/schema.ts";
import type { Time } from "../schemas/schema.ts";

export { versions };

/** A version of Kubernetes whose API server we know, such as `1.36`. */
export type Version = (typeof versions)[number];

/** The default version: all recordings other than those of the API are of this version. */
export const usualVersion: Version = "1.36";

/** The newest version that we know. */
export const newestVersion: Version = versions.at(-1)!;

/** A value for each version. */
export function inEach<Value>(make: (version: Version) => Value): Readonly<Record<Version, Value>> {
  return Object.fromEntries(versions.map((version) => [version, make(version)])) as Record<Version, Value>;
}

/** Whether a version is this one or a later one. Versions compare as texts, since their minor numbers have two digits. */
export function reaches(version: Version, since: string): boolean {
  return version >= since;
}

/** Whether a version has something that is there from `since` to `until`. */
export function isWithin({ since, until }: Time, version: Version): boolean {
  return (since === undefined || version >= since) && (until === undefined || version <= until);
}

/** Whether a feature is on by default in a version. */
export function isOn({ onSince }: { readonly onSince?: string }, version: Version): boolean {
  return onSince !== undefined && version >= onSince;
}

/** The version that a text such as `v1.35.4` names; the nearest that we know where it names an older or a newer one. */
export function versionOf(text: string): Version | undefined {
  const [, minor] = /^v?1\.(\d+)\b/.exec(text) ?? [];
  if (minor === undefined) return undefined;
  const numberOf = (version: Version): number => Number(version.slice(2));
  return versions.findLast((version) => numberOf(version) <= Number(minor)) ?? versions[0];
}
