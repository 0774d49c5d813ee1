/**
 * Adds what a version of Kubernetes publishes of itself to the facts of the versions before it, in `facts.json` and `resources.json`:
 * what is new says since when it is there, and what is gone until when it was. Everything else is as the newest version has it.
 * usage: node schemas/addVersion.ts 1.38 FOLDER    (a folder with facts.json and resources.json of that version)
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Component, Fact, Facts, Resource } from "./facts.ts";
import type { Time } from "./schema.ts";

const [version, folder] = process.argv.slice(2) as [string, string];
const here = import.meta.dirname;
const read = <T>(path: string): T => JSON.parse(readFileSync(path, "utf8")) as T;

const facts = read<Facts>(join(here, "facts.json"));
const last = facts.versions.at(-1)!;
if (facts.versions.includes(version)) throw new Error(`${version} is there already`);

/** All that either has: what only the newer has begins with it, what only the older has ended before it. Gone is gone: what comes again must be looked at. */
function joined<T extends Time>(
  before: Readonly<Record<string, T>>,
  now: Readonly<Record<string, T>>,
  join: (before: T, now: T, name: string) => T,
): Record<string, T> {
  const names = [...new Set([...Object.keys(before), ...Object.keys(now)])].sort();
  const result: Record<string, T> = {};
  for (const name of names) {
    const [was, is] = [before[name], now[name]];
    if (was && is && was.until !== undefined) throw new Error(`${name} was gone after ${was.until} and is back in ${version}`);
    if (was && is) result[name] = withTime(join(was, is, name), was);
    else if (is) result[name] = { ...is, since: version };
    else result[name] = { ...was!, until: was!.until ?? last };
  }
  return result;
}

function withTime<T extends Time>(value: T, { since, until }: Time): T {
  return { ...value, ...(since !== undefined && { since }), ...(until !== undefined && { until }) };
}

/** The newer fact, with the values that the older lists. A value may not change its type: then the versions need two tables. */
function joinFacts(before: Fact, now: Fact, name: string): Fact {
  for (const key of ["type", "format", "ref"] as const)
    if (before[key] !== now[key]) throw new Error(`${name} was of ${key} ${before[key]} and is of ${now[key]} in ${version}`);
  return {
    ...now,
    ...(before.items && now.items && { items: joinFacts(before.items, now.items, name) }),
    ...(before.values && now.values && { values: joinFacts(before.values, now.values, name) }),
    ...(before.enum && now.enum && joinValues(before, now)),
  };
}

function joinValues(before: Fact, now: Fact): Pick<Fact, "enum" | "times"> {
  const timesOf = (fact: Fact): Record<string, Time> => Object.fromEntries(fact.enum!.map((value) => [value, fact.times?.[value] ?? {}]));
  const values = joined(timesOf(before), timesOf(now), (was) => was);
  const times = Object.fromEntries(Object.entries(values).filter(([, { since, until }]) => since !== undefined || until !== undefined));
  return { enum: Object.keys(values), ...(Object.keys(times).length > 0 && { times }) };
}

/** Components are reached from kinds and fields, which have their times. */
function joinComponents(now: Readonly<Record<string, Component>>): Record<string, Component> {
  const names = [...new Set([...Object.keys(facts.components), ...Object.keys(now)])].sort();
  return Object.fromEntries(
    names.map((name) => {
      const [was, is] = [facts.components[name], now[name]];
      if (!was?.properties || !is?.properties) return [name, is ?? was!];
      return [name, { ...is, properties: joined(was.properties, is.properties, (b, n, field) => joinFacts(b, n, `${name}.${field}`)) }];
    }),
  );
}

const newer = read<Facts>(join(folder, "facts.json"));
const byName = (resources: readonly Resource[]): Record<string, Resource> =>
  Object.fromEntries(resources.map((resource) => [`${resource.apiVersion}/${resource.kind}`, resource]));
const resources = joined(byName(read(join(here, "resources.json"))), byName(read(join(folder, "resources.json"))), (_, now) => now);

/** A line for each field, so that a change shows as one. */
function block(object: object, line: (value: unknown) => string): string {
  return `{\n${Object.entries(object)
    .map(([key, value]) => `${JSON.stringify(key)}: ${line(value)}`)
    .join(",\n")}\n}`;
}

const component = ({ properties, ...others }: Component): string =>
  block({ ...others, ...(properties && { properties }) }, (value) =>
    value === properties ? block(properties!, (fact) => JSON.stringify(fact)) : JSON.stringify(value),
  );
const written = [
  `"versions": ${JSON.stringify([...facts.versions, version])}`,
  `"kinds": ${block({ ...facts.kinds, ...newer.kinds }, (name) => JSON.stringify(name))}`,
  `"components": ${block(joinComponents(newer.components), (value) => component(value as Component))}`,
];
writeFileSync(join(here, "facts.json"), `{\n${written.join(",\n")}\n}\n`);
const lines = Object.values(resources).map((resource) => JSON.stringify(resource));
writeFileSync(join(here, "resources.json"), `[\n${lines.join(",\n")}\n]\n`);
