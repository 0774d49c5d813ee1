import { isObject } from "../../api/object.ts";
import { mergePatch } from "../../api/merge/json.ts";
import type { KubeletProfile, Statement } from "../kubelet/profile.ts";
import type { TimedStep } from "./script.ts";
import type { Planned } from "./scenario.ts";
import type { Trace } from "./trace.ts";

/** A plan, split into the steps that are played and the behaviour of containers from the start. */
export interface Playable {
  readonly script: readonly TimedStep[];
  readonly kubelet: Required<Pick<KubeletProfile, "faults" | "whatIfs" | "stated">>;
}

/** Splits the steps of a scenario from what applies from the start. */
export function playable(planned: readonly Planned[]): Playable {
  const stated = new Map<string, Statement>();
  for (const { step } of planned) {
    if (!("behaves" in step)) continue;
    const { of, container, runs } = step.behaves;
    stated.set(of, { of, containers: { ...stated.get(of)?.containers, [container]: runs } });
  }
  return {
    script: planned.flatMap(({ at, step }) => ("fault" in step || "whatIf" in step || "behaves" in step ? [] : [{ at, step }])),
    kubelet: {
      faults: planned.flatMap(({ step }) => ("fault" in step ? [step.fault] : [])),
      whatIfs: planned.flatMap(({ step }) => ("whatIf" in step ? [step.whatIf] : [])),
      stated: [...stated.values()],
    },
  };
}

/** The containers whose behaviour a scenario states, as a trace keeps them. */
export function statedIn({ stated = [] }: Partial<KubeletProfile> = {}): Pick<Trace, "stated"> {
  return stated.length > 0 ? { stated: stated.map(({ of, containers = {} }) => ({ of, containers: Object.keys(containers) })) } : {};
}

/** Puts the changes that a scenario makes at the start (`at: 0`) into the manifests before they are applied, so that the former values are not rolled out. */
export function withStart(
  after: readonly unknown[],
  script: readonly Planned[],
): { readonly after: readonly unknown[]; readonly script: readonly Planned[] } {
  let objects = after;
  const rest = script.filter(({ at, step }) => {
    const change = at === 0 ? changeOf(step) : undefined;
    const place = change ? objects.findIndex((object) => isNamed(object, change.kind, change.name)) : -1;
    if (!change || place < 0) return true;
    objects = objects.with(place, mergePatch(objects[place], change.patch));
    return false;
  });
  return { after: objects, script: rest };
}

interface ManifestChange {
  readonly kind: string;
  readonly name: string;
  readonly patch: unknown;
}

function changeOf(step: Planned["step"]): ManifestChange | undefined {
  if ("scale" in step) return { kind: step.scale.kind, name: step.scale.name, patch: { spec: { replicas: step.scale.replicas } } };
  if ("patch" in step && step.patch.name !== undefined) return { kind: step.patch.kind, name: step.patch.name, patch: step.patch.patch };
  return undefined;
}

function isNamed(object: unknown, kind: string, name: string): boolean {
  return isObject(object) && object["kind"] === kind && isObject(object["metadata"]) && object["metadata"]["name"] === name;
}
