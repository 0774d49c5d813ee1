/** Annotations by which the volume controllers, the scheduler and provisioners share the state of a claim or a volume. */

/** On a claim: its binding is complete. */
export const bindCompleted = "pv.kubernetes.io/bind-completed";
/** On a claim or a volume: the controller bound it, not a person. */
export const boundByController = "pv.kubernetes.io/bound-by-controller";
/** On a claim: the provisioner that creates its volume. */
export const storageProvisioner = "volume.kubernetes.io/storage-provisioner";
/** On a volume: the provisioner that created it and will delete it. */
export const provisionedBy = "pv.kubernetes.io/provisioned-by";
/** On a claim: the node for which its volume is created. */
export const selectedNode = "volume.kubernetes.io/selected-node";
/** On a claim or a volume: its class, in the old form. */
export const betaClass = "volume.beta.kubernetes.io/storage-class";
