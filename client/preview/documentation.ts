import { docs } from "../../schemas/generated/docs.ts";

/** A script of its own, which `loadDocumentation` loads. */
globalThis.rehearsalDocumentation = docs;
