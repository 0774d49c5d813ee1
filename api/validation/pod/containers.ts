import type { Container, EphemeralContainer } from "../../../schemas/generated/types.ts";
import { type Check, all, fields, oneOf, required, unlessEmpty } from "../../check.ts";
import type { Path } from "../../path.ts";
import { dnsLabel, formatted } from "../names.ts";
import { containerPorts, hostPortsUnique } from "./containerPorts.ts";
import { env, envFrom } from "./env.ts";
import { volumeDevices, volumeMounts, wholeVolumes } from "./mounts.ts";
import { lifecycle, readinessProbe, restartingProbe } from "./probes.ts";
import { containerResourceRequirements } from "./resources.ts";
import { containerRestart, initResizePolicy, resizePolicy } from "./restart.ts";
import { type PodScope, isPod } from "./scope.ts";
import { securityContext } from "./securityContext.ts";
import { say } from "../../words/say.ts";
import { quoted } from "../../words/sentence.ts";

type AnyContainer = Container | EphemeralContainer;

/** Checks for all kinds of containers. */
const common: Check<AnyContainer, PodScope> = all<AnyContainer, PodScope>(
  required<AnyContainer>("name", "image"),
  fields<AnyContainer, PodScope>({
    name: unlessEmpty(formatted(dnsLabel)),
    ports: containerPorts,
    env,
    envFrom,
    resources: containerResourceRequirements,
    resizePolicy,
    securityContext,
    terminationMessagePolicy: oneOf("File", "FallbackToLogsOnError"),
    imagePullPolicy: oneOf("Always", "IfNotPresent", "Never"),
  }),
  volumeMounts,
  volumeDevices,
);

/** Fields for containers that keep running; init containers may not have them, except for sidecars. */
const longRunning = { lifecycle, livenessProbe: restartingProbe, readinessProbe, startupProbe: restartingProbe } as const;
const whileRunning = fields<Container, PodScope>(longRunning);

/** Templates may have spaces around an image, which are found only when a pod is made of them. */
const imageIsTrimmed: Check<AnyContainer> = ({ image = "" }, at, causes) => {
  const meant = image.trim();
  if (meant !== image) causes.invalid(at.field("image"), say("image-with-spaces", { image: quoted(image) }), meant === "" ? {} : { instead: meant });
};

const onlyInPods: Check<AnyContainer, PodScope> = (container, at, causes, pod) => {
  if (isPod(pod)) imageIsTrimmed(container, at, causes, undefined);
};

/** Finds out whether a name was used before. */
class Names {
  private readonly places = new Map<string, Path>();

  add(names: readonly AnyContainer[], at: Path): this {
    names.forEach(({ name = "" }, i) => this.places.set(name, at.index(i).field("name")));
    return this;
  }

  readonly isNew: Check<AnyContainer> = ({ name = "" }, container, causes) => {
    const at = container.field("name");
    const first = this.places.get(name);
    if (first === undefined) this.places.set(name, at);
    else
      causes.duplicate(at, say("container-name-taken", { name: quoted(name) }), {
        code: "duplicate-container",
        related: { path: first, message: say("first-one") },
      });
  };
}

/** The containers of a pod, of which there is at least one. */
export const containers: Check<readonly Container[], PodScope> = (list, at, causes, pod) => {
  const names = new Names();
  const container = all<Container, PodScope>(common, names.isNew, whileRunning, containerRestart, onlyInPods);
  list.forEach((item, i) => container(item, at.index(i), causes, pod));
  hostPortsUnique(
    list.map((item, i) => ({ container: item, at: at.index(i) })),
    causes,
  );
};

const runsOnce: Check<Container> = (container, at, causes) => {
  for (const name of Object.keys(longRunning) as (keyof typeof longRunning)[]) {
    if (container[name] !== undefined)
      causes.forbidden(at.field(name), say("not-in-init-container", { name }), {
        code: "init-container-probe",
      });
  }
};

const initContainer: Check<Container, PodScope> = (container, at, causes, pod) => {
  const sidecar = container.restartPolicy === "Always";
  if (sidecar) return whileRunning(container, at, causes, pod);
  runsOnce(container, at, causes, undefined);
  initResizePolicy(container, at, causes, undefined);
};

/**
 * The containers that run before the others, one by one.
 * The server looks at the host ports of each alone, and so prints the first place in the list.
 */
export const initContainers: Check<readonly Container[], PodScope> = (list, at, causes, pod) => {
  const names = new Names().add(pod.spec.containers ?? [], at.parent!.field("containers"));
  const container = all<Container, PodScope>(common, names.isNew, containerRestart, initContainer, onlyInPods);
  list.forEach((item, i) => {
    container(item, at.index(i), causes, pod);
    hostPortsUnique([{ container: item, at: at.index(i).shownAs(at.index(0)) }], causes);
  });
};

const notForDebugging: readonly (keyof EphemeralContainer)[] = [
  ...(["ports", "livenessProbe", "readinessProbe", "startupProbe", "lifecycle", "resources", "resizePolicy"] as const),
  ...(["restartPolicy", "restartPolicyRules"] as const),
];

const forDebugging: Check<EphemeralContainer, PodScope> = (container, at, causes, { spec }) => {
  const { targetContainerName: target = "" } = container;
  const others = [...(spec.containers ?? []), ...(spec.initContainers ?? [])];
  if (target !== "" && !others.some(({ name }) => name === target))
    causes.add("FieldValueNotFound", at.field("targetContainerName"), say("no-container", { name: quoted(target) }));
  for (const name of notForDebugging) {
    const nothing = name === "resources" ? Object.keys(container.resources ?? {}).length === 0 : container[name] === undefined;
    if (!nothing) causes.forbidden(at.field(name), say("not-in-ephemeral-container", { name }));
  }
};

/** Containers that are added to a pod while it runs. */
export const ephemeralContainers: Check<readonly EphemeralContainer[], PodScope> = (list, at, causes, pod) => {
  const names = new Names()
    .add(pod.spec.containers ?? [], at.parent!.field("containers"))
    .add(pod.spec.initContainers ?? [], at.parent!.field("initContainers"));
  const container = all<EphemeralContainer, PodScope>(common, imageIsTrimmed, names.isNew, forDebugging, wholeVolumes);
  list.forEach((item, i) => container(item, at.index(i), causes, pod));
};
