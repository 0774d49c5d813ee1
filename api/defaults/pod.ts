import type {
  AzureDiskVolumeSource,
  Container,
  ContainerPort,
  DownwardAPIVolumeFile,
  EnvVar,
  EphemeralContainer,
  HTTPGetAction,
  ISCSIVolumeSource,
  Lifecycle,
  ObjectFieldSelector,
  PodSpec,
  PodTemplateSpec,
  Probe,
  ProjectedVolumeSource,
  RBDVolumeSource,
  ResourceFieldSelector,
  ResourceRequirements,
  ScaleIOVolumeSource,
  Volume,
} from "../../schemas/generated/types.ts";
import { imageFault, readImage } from "../imageReference.ts";
import { formatQuantity, parseQuantity, roundedToMilli } from "../quantity.ts";
import { type Fill, each, fill, inside, sequence, stated } from "./fill.ts";
import { claimSpec } from "./storage.ts";

/** The default `imagePullPolicy`: `Always` for images without a tag or with the tag `latest`, which may change; `IfNotPresent` for the others, invalid ones too. */
export function pullPolicy(image = ""): string {
  const { tag, digest } = readImage(image);
  const mayChange = tag === "latest" || (tag === undefined && digest === undefined);
  return mayChange && imageFault(image) === undefined ? "Always" : "IfNotPresent";
}

const httpGet = fill<HTTPGetAction>({ path: "/", scheme: "HTTP" });

const probe = sequence<Probe>(
  fill({ timeoutSeconds: 1, periodSeconds: 10, successThreshold: 1, failureThreshold: 3 }),
  inside({ httpGet, grpc: fill({ service: "" }) }),
);

const handler = inside<NonNullable<Lifecycle["postStart"]>>({ httpGet });
const lifecycle = inside<Lifecycle>({ postStart: handler, preStop: handler });

const fieldRef = fill<ObjectFieldSelector>({ apiVersion: "v1" });

const resourceFieldRef = fill<ResourceFieldSelector>({ divisor: "0" });

const env = inside<EnvVar>({ valueFrom: inside({ fieldRef, resourceFieldRef, fileKeyRef: fill({ optional: false }) }) });

type Amounts = NonNullable<ResourceRequirements["limits"]>;

/** Rounds amounts up to thousandths. */
export const amounts: Fill<Amounts> = (map) => {
  let rounded = map;
  for (const [name, text] of Object.entries(map)) {
    const quantity = parseQuantity(text);
    const round = quantity && roundedToMilli(quantity);
    if (round && round !== quantity) rounded = { ...rounded, [name]: formatQuantity(round) };
  }
  return rounded;
};

const resources = inside<ResourceRequirements>({ limits: amounts, requests: amounts });

const port = stated<ContainerPort>("ContainerPort");

const container = sequence<Container>(
  fill({ imagePullPolicy: ({ image }) => pullPolicy(image), terminationMessagePath: "/dev/termination-log", terminationMessagePolicy: "File" }),
  inside({ ports: each(port), env: each(env), resources, livenessProbe: probe, readinessProbe: probe, startupProbe: probe, lifecycle }),
);

const fileMode = 0o644;
const downwardFiles = each(inside<DownwardAPIVolumeFile>({ fieldRef, resourceFieldRef }));

const projected = sequence<ProjectedVolumeSource>(
  fill({ defaultMode: fileMode }),
  inside({
    sources: each(inside({ downwardAPI: inside({ items: downwardFiles }), serviceAccountToken: fill({ expirationSeconds: 3600 }) })),
  }),
);

/** A volume without a source is an empty directory. */
const emptyDirectory: Fill<Volume> = (volume) => (Object.keys(volume).every((key) => key === "name") ? { ...volume, emptyDir: {} } : volume);

const volume = sequence<Volume>(
  emptyDirectory,
  inside({
    hostPath: fill({ type: "" }),
    secret: fill({ defaultMode: fileMode }),
    configMap: fill({ defaultMode: fileMode }),
    downwardAPI: sequence(fill({ defaultMode: fileMode }), inside({ items: downwardFiles })),
    projected,
    ephemeral: inside({ volumeClaimTemplate: inside({ spec: claimSpec }) }),
    image: fill({ pullPolicy: ({ reference }) => pullPolicy(reference) }),
    iscsi: stated<ISCSIVolumeSource>("ISCSIVolumeSource"),
    rbd: stated<RBDVolumeSource>("RBDVolumeSource"),
    azureDisk: stated<AzureDiskVolumeSource>("AzureDiskVolumeSource"),
    scaleIO: stated<ScaleIOVolumeSource>("ScaleIOVolumeSource"),
  }),
);

/** Copies `serviceAccountName` to the deprecated `serviceAccount`, and back. */
const account: Fill<PodSpec> = (spec) => {
  const name = spec.serviceAccountName ?? spec.serviceAccount;
  return name === spec.serviceAccount && name === spec.serviceAccountName ? spec : { ...spec, serviceAccountName: name, serviceAccount: name };
};

/** With `hostNetwork` a container's ports become host ports; only in pods, not in pod templates. */
export const hostPorts: Fill<PodSpec> = (spec, version) => {
  if (spec.hostNetwork !== true) return spec;
  const ports = inside<Container>({ ports: each(fill<ContainerPort>({ hostPort: ({ containerPort }) => containerPort })) });
  return inside<PodSpec>({ containers: each(ports), initContainers: each(ports) })(spec, version);
};

/** The defaults that a pod and a pod template have in common. */
export const podSpec = sequence<PodSpec>(
  fill({
    dnsPolicy: "ClusterFirst",
    restartPolicy: "Always",
    securityContext: {},
    terminationGracePeriodSeconds: 30,
    schedulerName: "default-scheduler",
  }),
  account,
  inside({
    volumes: each(volume),
    initContainers: each(container),
    containers: each(container),
    ephemeralContainers: each(container as Fill<EphemeralContainer>),
    overhead: amounts,
    resources,
  }),
);

/** The defaults of a pod template. */
export const podTemplate = inside<PodTemplateSpec>({ spec: podSpec });
