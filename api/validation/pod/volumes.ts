import type { ObjectMeta, Volume } from "../../../schemas/generated/types.ts";
import type { Causes } from "../../cause.ts";
import type { Path } from "../../path.ts";
import { dnsLabel, dnsSubdomain, formatted } from "../names.ts";
import { type SourceName, volumeSources } from "./volumeSources.ts";
import { say } from "../../words/say.ts";
import { quoted } from "../../words/sentence.ts";

/** A volume and where it is written, which for those that a StatefulSet adds to its pods is not among the pod's volumes. */
export interface PlacedVolume {
  readonly volume: Volume;
  readonly at: Path;
}

/** The volumes of a pod as they are written in it. */
export function placedVolumes(volumes: readonly Volume[], at: Path): PlacedVolume[] {
  return volumes.map((volume, i) => ({ volume, at: at.index(i) }));
}

/** Checks the volumes of a pod, and returns those without a fault, by name. */
export function checkVolumes(volumes: readonly PlacedVolume[], causes: Causes, pod: ObjectMeta | undefined): Map<string, Volume> {
  const sound = new Map<string, Volume>();
  const own = claimsOf(
    volumes.map(({ volume }) => volume),
    pod,
  );
  for (const { volume, at: here } of volumes) {
    const before = causes.list.length;
    checkSources(volume, here, causes, pod);
    checkName(volume, here, causes, sound);
    if (causes.list.length === before) sound.set(volume.name!, volume);
    const claim = volume.persistentVolumeClaim?.claimName ?? "";
    if (own.has(claim)) {
      const place = here.field("persistentVolumeClaim").field("claimName");
      causes.invalid(place, say("claim-of-ephemeral-volume", { claim: quoted(claim) }));
    }
  }
  return sound;
}

/** The claims that are made for the ephemeral volumes of a pod by itself. */
function claimsOf(volumes: readonly Volume[], pod: ObjectMeta | undefined): Set<string> {
  if (!pod?.name) return new Set();
  return new Set(volumes.filter(({ ephemeral }) => ephemeral !== undefined).map(({ name = "" }) => `${pod.name}-${name}`));
}

function checkName({ name = "" }: Volume, at: Path, causes: Causes, sound: ReadonlyMap<string, Volume>): void {
  if (name === "") causes.required(at.field("name"), say("volume-without-name"));
  else formatted(dnsLabel)(name, at.field("name"), causes, undefined);
  if (sound.has(name)) causes.duplicate(at.field("name"), say("volume-name-taken", { name: quoted(name) }), { code: "duplicate-volume" });
}

/** A volume comes from one source, by default emptyDir. The server looks into the first in its own order, and forbids the others. */
function checkSources(volume: Volume, at: Path, causes: Causes, pod: ObjectMeta | undefined): void {
  const given = (Object.keys(volumeSources) as SourceName[]).filter((name) => volume[name] !== undefined);
  const [first, ...others] = given;
  if (first === undefined) return;
  volumeSources[first](volume[first] as never, printed(first, at), causes, pod);
  for (const name of others) {
    const shown = misspelled[name];
    const place = at.field(name);
    causes.forbidden(shown === undefined ? place : place.shownAs(at.field(shown)), say("two-volume-sources", { first }), {
      code: "several-volume-sources",
    });
  }
  checkClaimName(volume, first, at, causes, pod);
  checkInitiator(volume, at, causes);
}

/** How the server spells some sources when it forbids them. */
const misspelled: { readonly [K in SourceName]?: string } = { cephfs: "cephFS", downwardAPI: "downwarAPI" };

function printed(name: SourceName, at: Path): Path {
  return name === "gcePersistentDisk" ? at.field(name).shownAs(at.field("persistentDisk")) : at.field(name);
}

/** The claim of an ephemeral volume is called after the pod and the volume. */
function checkClaimName({ name = "" }: Volume, source: SourceName, at: Path, causes: Causes, pod: ObjectMeta | undefined): void {
  if (source !== "ephemeral" || !pod?.name || name === "") return;
  const flaw = dnsSubdomain(`${pod.name}-${name}`);
  if (flaw !== undefined) causes.invalid(at.field("name"), say("claim-called-after-volume", { flaw: flaw.message }));
}

function checkInitiator({ name = "", iscsi }: Volume, at: Path, causes: Causes): void {
  if (iscsi?.initiatorName === undefined || `${name}:${iscsi.targetPortal ?? ""}`.length <= 64) return;
  causes.invalid(at.field("name"), say("initiator-too-long"));
}
