import type { PersistentVolume, PersistentVolumeClaim } from "../../../schemas/generated/types.ts";
import type { Stored } from "../../../engine/core/objects.ts";
import { isTerminating } from "../../../engine/core/pods.ts";
import type { Names } from "../../../engine/rehearsal/script/names.ts";
import { flag, leaving, type FrameTable, type FrameInput, table } from "./part.ts";

/** PersistentVolumeClaims. The volume and the class are shown if the script creates volumes or classes. */
export const claims: FrameTable = (scene) =>
  table(scene.names, "PersistentVolumeClaim", (claim: Stored<PersistentVolumeClaim>) => claimRow(claim, scene));

/** The volumes of a script, with the claims that they are bound to. */
export const volumes: FrameTable = ({ names }) => {
  const rows = table(names, "PersistentVolume", (volume: Stored<PersistentVolume>) => volumeRow(volume, names));
  return Object.fromEntries(Object.entries(rows).filter(([name]) => names.isGiven("PersistentVolume", name)));
};

function claimRow(claim: Stored<PersistentVolumeClaim>, { names, storage }: FrameInput): object {
  const { metadata, spec, status } = claim;
  const binding = {
    ...flag("volume", names.plain(spec.volumeName ?? "")),
    ...(spec.storageClassName !== undefined && { class: spec.storageClassName }),
    request: spec.resources?.requests?.["storage"],
    ...flag("capacity", status.capacity?.["storage"]),
  };
  return {
    phase: status.phase,
    ...(storage && binding),
    ...flag(
      "owners",
      metadata.ownerReferences?.map(({ kind, name }) => `${kind}/${name}`),
    ),
    ...leaving(claim),
  };
}

function volumeRow(volume: Stored<PersistentVolume>, names: Names): string {
  const { spec, status } = volume;
  const words = [
    status.phase,
    spec.claimRef?.name,
    status.phase === "Failed" && `(${names.plain(status.message ?? "")})`,
    isTerminating(volume) && "terminating",
  ];
  return words.filter(Boolean).join(" ");
}
