import { everyFieldOf } from "../../api/schema.ts";
import type { Shape, TypeName } from "../../schemas/schema.ts";
import { type ServerPart, type ServerSentence, say } from "../words/say.ts";

/** The texts that the API publishes, by `Type` or `Type.field`. */
export type Docs = (key: string) => string | undefined;

/** The meaning of types that accept a number or a text, which the API does not document. */
const meanings: Readonly<Record<string, ServerSentence>> = {
  "HTTPGetAction.port": say("port-to-ask"),
  "TCPSocketAction.port": say("port-to-ask"),
  "NetworkPolicyPort.port": say("port-allowed"),
  "PodDisruptionBudgetSpec.maxUnavailable": say("budget-max-unavailable"),
  "PodDisruptionBudgetSpec.minAvailable": say("budget-min-available"),
  "RollingUpdateDaemonSet.maxSurge": say("daemons-max-surge"),
  "RollingUpdateDaemonSet.maxUnavailable": say("daemons-max-unavailable"),
  "RollingUpdateDeployment.maxSurge": say("rollout-max-surge"),
  "RollingUpdateDeployment.maxUnavailable": say("rollout-max-unavailable"),
  "RollingUpdateStatefulSetStrategy.maxUnavailable": say("stateful-max-unavailable"),
  "ServicePort.targetPort": say("port-of-pods"),
};

/** The documentation of a type or a field: its own text, or that of the type that it holds. */
export function documentationOf(key: string, docs: Docs): ServerPart | undefined {
  const meaning = Object.hasOwn(meanings, key) ? meanings[key] : undefined;
  const text = docs(key) ?? ofType(key, docs);
  return meaning ?? (text === undefined ? undefined : asMarkdown(text));
}

function ofType(key: string, docs: Docs): string | undefined {
  const [type, field] = key.split(".") as [TypeName, string | undefined];
  const shape = field === undefined ? undefined : everyFieldOf(type).get(field)?.shape;
  const held = shape && typeIn(shape);
  return held === undefined ? undefined : docs(held);
}

function typeIn(shape: Shape): TypeName | undefined {
  if (shape.is === "list" || shape.is === "map") return typeIn(shape.of);
  return shape.is === "object" ? shape.type : undefined;
}

/** Kubernetes' texts as Markdown, with links. */
export function asMarkdown(text: string): string {
  return text.replaceAll(/(?<![(<])\bhttps?:\/\/[^\s)]+[^\s).,]/g, "<$&>");
}
