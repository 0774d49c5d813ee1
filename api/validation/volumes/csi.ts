import type {
  CSIDriver,
  CSIDriverSpec,
  CSINode,
  CSINodeDriver,
  CSINodeSpec,
  CSIStorageCapacity,
  StorageV1TokenRequest,
  VolumeNodeResources,
} from "../../../schemas/generated/types.ts";
import { type Check, all, between, distinct, each, fields, oneOf, required } from "../../check.ts";
import { sameValue } from "../../equal.ts";
import { parseQuantity, sign } from "../../quantity.ts";
import { objectMeta, objectMetaUpdate } from "../metadata.ts";
import { dnsSubdomain, formatted, qualifiedName } from "../names.ts";
import { csiDriver as driverName } from "../pod/volumeSources.ts";
import type { KindRules, Update } from "../rules.ts";
import { labelSelector } from "../selectors.ts";
import { cannotChange, changes, immutable } from "../update.ts";
import { say } from "../../words/say.ts";
import { quoted } from "../../words/sentence.ts";

/** From ten minutes to 2³² seconds. */
const tokenLife = fields<StorageV1TokenRequest>({ expirationSeconds: between(600, 2 ** 32) });

const audiences = distinct<StorageV1TokenRequest>(
  ({ audience = "" }) => audience,
  (request) => request.field("audience"),
);

/** The server reports the list. */
const lifecycleModes: Check<readonly string[]> = (modes, at, causes) =>
  modes.forEach((mode, i) => oneOf("Persistent", "Ephemeral")(mode, at.index(i).shownAs(at), causes, undefined));

const secretsNeedTokens: Check<CSIDriverSpec> = ({ serviceAccountTokenInSecrets, tokenRequests = [] }, at, causes) => {
  if (serviceAccountTokenInSecrets !== undefined && tokenRequests.length === 0) {
    causes.invalid(at.field("serviceAccountTokenInSecrets"), say("no-token"));
  }
};

/** The server misspells the field. */
const sameAttachment: Check<CSIDriverSpec, Update<CSIDriverSpec>> = (now, at, causes, { old }) => {
  if (now.attachRequired === old.attachRequired) return;
  causes.invalid(at.field("attachRequired").shownAs(at.field("attachedRequired")), cannotChange("attachRequired", old.attachRequired), {
    code: "immutable-field",
  });
};

/** How Kubernetes talks to a driver of storage. */
export const csiDriver: KindRules<CSIDriver> = {
  validate: all(
    objectMeta(dnsSubdomain, "cluster"),
    fields<CSIDriver>({
      spec: all(
        fields<CSIDriverSpec>({
          fsGroupPolicy: oneOf("File", "None", "ReadWriteOnceWithFSType"),
          tokenRequests: all(audiences, each(tokenLife)),
          volumeLifecycleModes: lifecycleModes,
          nodeAllocatableUpdatePeriodSeconds: between(10),
        }),
        secretsNeedTokens,
      ),
    }),
  ),
  validateUpdate: all(
    objectMetaUpdate,
    changes<CSIDriver>({
      spec: all<CSIDriverSpec, Update<CSIDriverSpec>>(sameAttachment, immutable<CSIDriverSpec>("CSIDriverSpec", "volumeLifecycleModes")),
    }),
  ),
};

const longestNodeId = 256;

/** The server reports the driver for its keys. */
const topologyKeys: Check<CSINodeDriver> = ({ topologyKeys: keys = [] }, at, causes) => {
  keys.forEach((key, i) => {
    const here = at.field("topologyKeys").index(i).shownAs(at);
    if (key === "") causes.required(here, say("empty-topology-key"));
    if (keys.indexOf(key) < i) causes.duplicate(here, say("topology-key-twice", { key: quoted(key) }));
    formatted(qualifiedName)(key, here, causes, undefined);
  });
};

const nodeDriver: Check<CSINodeDriver> = all(
  ({ name = "", nodeID = "" }, at, causes) => {
    driverName(name, at.field("name"), causes, undefined);
    if (nodeID.length > longestNodeId) causes.invalid(at.field("nodeID"), say("node-id-too-long", { length: nodeID.length, most: longestNodeId }));
  },
  required<CSINodeDriver>("nodeID"),
  fields<CSINodeDriver>({ allocatable: fields<VolumeNodeResources>({ count: between(0) }) }),
  topologyKeys,
);

const drivers = all(
  each(nodeDriver),
  distinct<CSINodeDriver>(
    ({ name = "" }) => name,
    (driver) => driver.field("name"),
  ),
);

/** A driver's entry is made once; how much it can take may change. */
const sameDrivers: Check<CSINodeSpec, Update<CSINodeSpec>> = ({ drivers: now = [] }, root, causes, { old: { drivers: before = [] } }) => {
  const at = root.field("drivers");
  now.forEach(({ allocatable: _, ...driver }, i) => {
    const known = before.find(({ name }) => name === driver.name);
    if (known !== undefined && !sameValue({ ...known, allocatable: undefined }, driver)) {
      causes.invalid(at.index(i).shownAs(at), cannotChange(say("entry-of", { driver: driver.name ?? "" }), known.nodeID), {
        code: "immutable-field",
      });
    }
  });
};

/** Which drivers a node has. */
export const csiNode: KindRules<CSINode> = {
  validate: all(objectMeta(dnsSubdomain, "cluster"), fields<CSINode>({ spec: fields<CSINodeSpec>({ drivers }) })),
  validateUpdate: all(objectMetaUpdate, changes<CSINode>({ spec: sameDrivers })),
};

const notNegative: Check<string | number> = (written, at, causes) => {
  const amount = parseQuantity(written);
  if (amount !== undefined && sign(amount) < 0) causes.invalid(at, say("negative-capacity", { written: quoted(written) }));
};

/** How much storage of a class there is where. */
export const csiStorageCapacity: KindRules<CSIStorageCapacity> = {
  validate: all(
    objectMeta(dnsSubdomain),
    all(
      ({ storageClassName = "" }, at, causes) => formatted(dnsSubdomain)(storageClassName, at.field("storageClassName"), causes, undefined),
      fields<CSIStorageCapacity>({ nodeTopology: labelSelector, capacity: notNegative }),
    ),
  ),
  validateUpdate: all(objectMetaUpdate, immutable<CSIStorageCapacity>("CSIStorageCapacity", "nodeTopology", "storageClassName")),
};
