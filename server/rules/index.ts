import { commandInOneWord } from "./command-in-one-word.ts";
import { egressWithoutDns } from "./egress-without-dns.ts";
import { envDefinedLater } from "./env-defined-later.ts";
import { fileMountedAsFolder } from "./file-mounted-as-folder.ts";
import { headlessServiceMissing } from "./headless-service-missing.ts";
import { hpaFixedReplicas } from "./hpa-fixed-replicas.ts";
import { hpaTargetMissing } from "./hpa-target-missing.ts";
import { ingressServiceMissing } from "./ingress-service-missing.ts";
import { latestTag } from "./latest-tag.ts";
import { missingClaim } from "./missing-claim.ts";
import { missingConfigMap } from "./missing-config-map.ts";
import { missingKey } from "./missing-key.ts";
import { missingSecret } from "./missing-secret.ts";
import { missingServiceAccount } from "./missing-service-account.ts";
import { misspelledImage } from "./misspelled-image.ts";
import { networkPolicySelectsNothing } from "./network-policy-selects-nothing.ts";
import { noMemoryLimit } from "./no-memory-limit.ts";
import { noRequests } from "./no-requests.ts";
import { overlappingSelectors } from "./overlapping-selectors.ts";
import { pdbBlocksEviction } from "./pdb-blocks-eviction.ts";
import { pdbSelectsNothing } from "./pdb-selects-nothing.ts";
import { podSecurityStandard } from "./pod-security-standard.ts";
import { probePortMissing } from "./probe-port-missing.ts";
import { roleMissing } from "./role-missing.ts";
import { rootAgainstNonRoot } from "./root-against-non-root.ts";
import type { Rule } from "./rule.ts";
import { sameProbes } from "./same-probes.ts";
import { secretEndsInNewline } from "./secret-ends-in-newline.ts";
import { servicePortMissing } from "./service-port-missing.ts";
import { serviceSelectsNothing } from "./service-selects-nothing.ts";
import { shellIgnoresArguments } from "./shell-ignores-arguments.ts";
import { targetPortMissing } from "./target-port-missing.ts";
import { unlikelyAmount } from "./unlikely-amount.ts";
import { unlikelySchedule } from "./unlikely-schedule.ts";
import { unusedVolume } from "./unused-volume.ts";

/** Every rule. Add a new rule here. */
export const rules: readonly Rule[] = [
  serviceSelectsNothing,
  pdbSelectsNothing,
  networkPolicySelectsNothing,
  targetPortMissing,
  servicePortMissing,
  ingressServiceMissing,
  hpaTargetMissing,
  roleMissing,
  headlessServiceMissing,
  missingConfigMap,
  missingSecret,
  missingKey,
  missingClaim,
  missingServiceAccount,
  overlappingSelectors,
  hpaFixedReplicas,
  pdbBlocksEviction,
  sameProbes,
  probePortMissing,
  unusedVolume,
  fileMountedAsFolder,
  envDefinedLater,
  commandInOneWord,
  shellIgnoresArguments,
  rootAgainstNonRoot,
  secretEndsInNewline,
  unlikelySchedule,
  egressWithoutDns,
  latestTag,
  misspelledImage,
  noRequests,
  noMemoryLimit,
  unlikelyAmount,
  podSecurityStandard,
];
