import type {
  DownwardAPIVolumeFile,
  DownwardAPIVolumeSource,
  KeyToPath,
  ProjectedVolumeSource,
  ServiceAccountTokenProjection,
  VolumeProjection,
} from "../../../schemas/generated/types.ts";
import { type Check, all, between, each, fields, required } from "../../check.ts";
import type { Path } from "../../path.ts";
import { fileFieldRef, resourceFieldRef } from "./env.ts";
import { certificatePaths, clusterTrustBundle, podCertificate } from "./certificates.ts";
import { fileMode, volumePath } from "./paths.ts";
import { say } from "../../words/say.ts";
import { allOf, quoted } from "../../words/sentence.ts";

const keyToPath: Check<KeyToPath> = all(required<KeyToPath>("key", "path"), fields<KeyToPath>({ path: volumePath, mode: fileMode }));

/** Which keys of a ConfigMap or Secret become which files. */
export const keysToPaths: Check<readonly KeyToPath[]> = each(keyToPath);

/** A file with something about the pod in it. The server leaves its index out. */
const downwardFile: Check<DownwardAPIVolumeFile> = (file, item, causes) => {
  const at = item.shownAs(item.parent!.parent!);
  all(required<DownwardAPIVolumeFile>("path"), fields<DownwardAPIVolumeFile>({ path: volumePath, mode: fileMode, fieldRef: fileFieldRef }))(
    file,
    at,
    causes,
    undefined,
  );
  if (file.fieldRef !== undefined && file.resourceFieldRef !== undefined) causes.invalid(at, say("two-file-refs"));
  else if (file.resourceFieldRef !== undefined) resourceFieldRef("volume")(file.resourceFieldRef, at.field("resourceFieldRef"), causes, undefined);
  else if (file.fieldRef === undefined) causes.required(at, say("no-file-ref"));
};

/** A volume of files about the pod. */
export const downwardAPI = fields<DownwardAPIVolumeSource>({ defaultMode: fileMode, items: each(downwardFile) });

const shortest = 10 * 60;
const longest = 2 ** 32;

/** The server prints the path of a token as if it were the volume's. */
const serviceAccountToken: Check<ServiceAccountTokenProjection> = ({ expirationSeconds = 3600, path = "" }, at, causes) => {
  const volume = at.parent!.parent!.parent!;
  const here = at.field("path").shownAs(volume.field("path"));
  between(shortest, longest)(expirationSeconds, at.field("expirationSeconds"), causes, undefined);
  if (path === "") causes.required(here, say("token-path-missing"));
  else volumePath(path, here, causes, undefined);
};

/** What can be put together in one volume. Before 1.37 the server drops `clusterTrustBundle` and `podCertificate`, whose features are off. */
const sources = {
  secret: all(required("name"), fields<NonNullable<VolumeProjection["secret"]>>({ items: keysToPaths })),
  configMap: all(required("name"), fields<NonNullable<VolumeProjection["configMap"]>>({ items: keysToPaths })),
  downwardAPI: fields<NonNullable<VolumeProjection["downwardAPI"]>>({ items: each(downwardFile) }),
  serviceAccountToken,
  clusterTrustBundle,
  podCertificate,
};

const oneSource: Check<VolumeProjection> = (projection, at, causes) => {
  const given = Object.keys(sources).filter((name) => projection[name as keyof VolumeProjection] !== undefined);
  if (given.length > 1) causes.forbidden(at, say("several-item-sources", { given: allOf(given) }), { code: "several-volume-sources" });
};

/** Two files can't have one path. A token is not counted. */
const pathsDiffer: Check<ProjectedVolumeSource> = ({ sources: list = [] }, at, causes) => {
  const seen = new Map<string, Path>();
  list.forEach((projection, i) => {
    for (const { path, at: here } of filesOf(projection, at.field("sources").index(i))) {
      const first = seen.get(path);
      if (first === undefined) seen.set(path, here);
      else
        causes.invalid(here.shownAs(at), say("files-alike", { path: quoted(path) }), {
          code: "conflicting-paths",
          related: { path: first, message: say("first-one") },
        });
    }
  });
};

function filesOf(projection: VolumeProjection, source: Path): { path: string; at: Path }[] {
  const items = (["secret", "configMap", "downwardAPI"] as const).flatMap((name) =>
    (projection[name]?.items ?? []).map(({ path = "" }, i) => ({ path, at: source.field(name).field("items").index(i).field("path") })),
  );
  const { clusterTrustBundle: bundle, podCertificate: certificate = {} } = projection;
  const paths = certificatePaths.map((name) => ({ path: certificate[name] ?? "", at: source.field("podCertificate").field(name) }));
  const named = [...items, ...paths].filter(({ path }) => path !== "");
  return bundle ? [...named, { path: bundle.path ?? "", at: source.field("clusterTrustBundle").field("path") }] : named;
}

/** A volume that puts files from several places together. */
export const projected: Check<ProjectedVolumeSource> = all(
  fields<ProjectedVolumeSource>({ defaultMode: fileMode, sources: each(all(fields<VolumeProjection>(sources), oneSource)) }),
  pathsDiffer,
);
