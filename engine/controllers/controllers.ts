import type { Controller } from "../controller.ts";

/** Every control loop of the cluster. They are told of a change in this order. */
export const controllers: readonly Controller[] = [];
