import { imageFault } from "../../api/imageReference.ts";
import { memoize } from "../../api/memoize.ts";
import type { Container } from "../../schemas/generated/types.ts";
import type { Key, Millis } from "../core/objects.ts";
import type { Reason } from "./life.ts";
import { type Look, type NamedContainer, say } from "./look.ts";
import { isBackingOff, nextBackOff } from "./restarts.ts";

/** The state of an image on a node: whether it exists there, and how often a pull was tried. */
interface NodeImage {
  readonly isThere: boolean;
  readonly tries: number;
}

/** The result of looking for an image: it is present, it is being pulled until a time, or it is refused. */
export type Image = { readonly is: "there" } | { readonly is: "pulling"; readonly until: Millis; readonly succeeds: boolean } | Refusal;

/** Why a container cannot be started. */
export interface Refusal {
  readonly is: "refused";
  readonly reason: Reason;
}

/** Looks for a container's image on the node, and starts a pull if one is due. */
export function findImage(look: Look, container: NamedContainer): Image {
  const { name, image = "", imagePullPolicy } = container;
  const { fault } = messagesOf(container);
  if (fault !== undefined) {
    const message = `Failed to apply default image tag "${image}": couldn't parse image name "${image}": ${fault}`;
    say(look, "Warning", "InspectFailed", message, name);
    return refused("InvalidImageName", message);
  }
  const { isThere: wasThere, tries } = nodeImage(look, image);
  const pull = look.circumstances.pullOf(look.pod, image, wasThere);
  const isThere = wasThere && !pull.missing;
  if (imagePullPolicy !== "Always" && isThere) {
    say(look, "Normal", "Pulled", messagesOf(container).present, name);
    return { is: "there" };
  }
  if (imagePullPolicy === "Never") {
    const message = `Container image "${image}" is not present with pull policy of Never`;
    say(look, "Warning", "ErrImageNeverPull", message, name);
    return refused("ErrImageNeverPull", message);
  }
  const backOff = look.life.pullBackOffs[image];
  if (isBackingOff(backOff, backOff?.since ?? 0, look.now)) {
    const message = `Back-off pulling image "${image}"`;
    say(look, "Normal", "BackOff", message, name);
    return refused("ImagePullBackOff", `${message}: ${look.life.pullBackOffs[image]?.says ?? ""}`);
  }
  say(look, "Normal", "Pulling", messagesOf(container).pulling, name);
  look.memory.set(imageKey(look, image), { isThere, tries: tries + 1 } satisfies NodeImage);
  return { is: "pulling", until: look.now + (pull.seconds ?? 0) * 1000, succeeds: !pull.missing && tries + 1 > (pull.fails ?? 0) };
}

/** Handles the end of a pull. */
export function endPull(look: Look, container: NamedContainer, succeeds: boolean, seconds: number): Refusal | undefined {
  const { name, image = "" } = container;
  if (succeeds) {
    look.memory.set(imageKey(look, image), { ...nodeImage(look, image), isThere: true } satisfies NodeImage);
    say(look, "Normal", "Pulled", pulledIn(container, seconds), name);
    return undefined;
  }
  const message = `rpc error: code = NotFound desc = failed to pull and unpack image "${image}": not found`;
  say(look, "Warning", "Failed", `Failed to pull image "${image}": ${message}`, name);
  const { life, now } = look;
  const backOff = { ...nextBackOff(life.pullBackOffs[image], now, now), says: `ErrImagePull: ${message}` };
  life.pullBackOffs = { ...life.pullBackOffs, [image]: backOff };
  return refused("ErrImagePull", message);
}

/** The messages about a container's image, shared by all pods of a template. */
const messagesOf = memoize(({ image = "" }: Container) => ({
  fault: imageFault(image),
  pulling: `Pulling image "${image}"`,
  present: `Container image "${image}" already present on machine and can be accessed by the pod`,
  pulled: new Map<number, string>(),
}));

function pulledIn(container: Container, seconds: number): string {
  const { pulled } = messagesOf(container);
  const took = `${Math.round(seconds * 1000) / 1000}s`;
  const message =
    pulled.get(seconds) ?? `Successfully pulled image "${container.image}" in ${took} (${took} including waiting). Image size: 10485760 bytes.`;
  pulled.set(seconds, message);
  return message;
}

function refused(reason: string, message: string): Refusal {
  return { is: "refused", reason: { reason, message } };
}

function nodeImage(look: Look, image: string): NodeImage {
  return (look.memory.get(imageKey(look, image)) as NodeImage | undefined) ?? { isThere: false, tries: 0 };
}

function imageKey({ pod }: Look, image: string): Key {
  return `image ${pod.spec.nodeName} ${image}`;
}
