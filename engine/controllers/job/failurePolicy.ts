import type { ContainerStatus, PodFailurePolicy, PodFailurePolicyRule } from "../../../schemas/generated/types.ts";
import type { StoredPod } from "../../core/pods.ts";

/** The action of a pod failure policy for a failed pod. Without a matching rule the failure counts. */
export type FailureAction =
  | { readonly is: "count" | "ignore" | "fail-index"; readonly rule: number | undefined }
  /** `message` is the message of the Job's condition. */
  | { readonly is: "fail-job"; readonly rule: number; readonly message: string };

/** The action of the first rule that matches. */
export function judge(policy: PodFailurePolicy | undefined, pod: StoredPod): FailureAction {
  for (const [i, rule] of (policy?.rules ?? []).entries()) {
    const match = matchOf(rule, pod);
    if (match === undefined) continue;
    if (rule.action === "Ignore") return { is: "ignore", rule: i };
    if (rule.action === "FailIndex") return { is: "fail-index", rule: i };
    if (rule.action === "Count") return { is: "count", rule: i };
    if (rule.action === "FailJob") return { is: "fail-job", rule: i, message: `${match} matching FailJob rule at index ${i}` };
  }
  return { is: "count", rule: undefined };
}

/** How a pod matches a rule, as the Job's condition prints it. */
function matchOf({ onExitCodes, onPodConditions }: PodFailurePolicyRule, { metadata, status }: StoredPod): string | undefined {
  const pod = `${metadata.namespace}/${metadata.name}`;
  if (onExitCodes) {
    const { containerName, operator, values = [] } = onExitCodes;
    const matches = ({ name, state }: ContainerStatus): boolean => {
      const exitCode = state?.terminated?.exitCode ?? 0;
      return exitCode !== 0 && (containerName === undefined || containerName === name) && values.includes(exitCode) === (operator === "In");
    };
    const container = status.containerStatuses?.find(matches) ?? status.initContainerStatuses?.find(matches);
    return container && `Container ${container.name ?? ""} for pod ${pod} failed with exit code ${container.state?.terminated?.exitCode ?? 0}`;
  }
  const condition = status.conditions?.find(({ type, status: is }) =>
    onPodConditions?.some((pattern) => pattern.type === type && pattern.status === is),
  );
  return condition && `Pod ${pod} has condition ${condition.type ?? ""}`;
}
