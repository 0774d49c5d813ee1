/** Annotations by which the volume controllers, the scheduler and provisioners tell each other how far they are with a claim or a volume. */

/** On a claim: its binding is complete. */
export const bindCompleted = "pv.kubernetes.io/bind-completed";
/** On a claim or a volume: the controller tied it, not a person. */
export const boundByController = "pv.kubernetes.io/bound-by-controller";
/** On a claim: who is to make its volume. */
export const storageProvisioner = "volume.kubernetes.io/storage-provisioner";
/** On a volume: who made it, and will take it away. */
export const provisionedBy = "pv.kubernetes.io/provisioned-by";
/** On a claim: the node that its volume is to be made for. */
export const selectedNode = "volume.kubernetes.io/selected-node";
/** On a claim or a volume: its class, in the way of long ago. */
export const betaClass = "volume.beta.kubernetes.io/storage-class";
