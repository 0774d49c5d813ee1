import type { Controller } from "../controller.ts";
import { deploymentController } from "./deployment/deployment.ts";
import { replicaSetController, replicationController } from "./replicaSet/replicaSet.ts";

/** Every control loop of the cluster. They are told of a change in this order. */
export const controllers: readonly Controller[] = [deploymentController, replicaSetController, replicationController];
