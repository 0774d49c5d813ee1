import type { Pod } from "../../../schemas/generated/types.ts";
import { type Check, all } from "../../check.ts";
import { Path } from "../../path.ts";
import { objectMeta, objectMetaUpdate } from "../metadata.ts";
import { dnsSubdomain } from "../names.ts";
import type { KindRules, Situation } from "../rules.ts";
import { onCreate } from "../update.ts";
import { podAnnotations, profilesAgree } from "./annotations.ts";
import { podSpec } from "./podSpec.ts";
import { podUpdate } from "./podUpdate.ts";
import { nameWarnings, podWarnings } from "./warnings.ts";
import { say } from "../../words/say.ts";

/** A token is made for a service account, so the pod has to have one. */
const tokensHaveAccount: Check<Pod> = ({ spec = {} }, root, causes) => {
  if ((spec.serviceAccountName ?? "") !== "") return;
  (spec.volumes ?? []).forEach(({ projected }, i) =>
    (projected?.sources ?? []).forEach(({ serviceAccountToken }, j) => {
      if (serviceAccountToken === undefined) return;
      const at = root.field("spec").field("volumes").index(i).field("projected").field("sources").index(j).field("serviceAccountToken");
      causes.forbidden(at, say("token-without-account"));
    }),
  );
};

const startsUnbound: Check<Pod> = ({ spec = {} }, root, causes) => {
  const at = root.field("spec");
  if ((spec.ephemeralContainers ?? []).length > 0) causes.forbidden(at.field("ephemeralContainers"), say("ephemeral-in-new-pod"));
  if ((spec.nodeName ?? "") !== "" && (spec.schedulingGates ?? []).length > 0) causes.forbidden(at.field("nodeName"), say("gated-with-node"));
};

const validate: Check<Pod, Situation<Pod>> = all<Pod, Situation<Pod>>(
  objectMeta(dnsSubdomain),
  (object, root, causes) => podAnnotations(object, root, causes, root.field("metadata").field("annotations")),
  ({ spec = {}, metadata = {} }, root, causes) => podSpec(spec, root.field("spec"), causes, { pod: metadata }),
  tokensHaveAccount,
  onCreate(all<Pod>(startsUnbound, (object, root, causes) => profilesAgree(object, root, causes, "pod"))),
);

/** What the API server refuses in a pod by itself. */
export const pod: KindRules<Pod> = {
  validate,
  validateUpdate: all(objectMetaUpdate, podUpdate),
  warnings: (object) => [...nameWarnings(object), ...podWarnings(object, Path.root)],
};
