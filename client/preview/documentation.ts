import { docs } from "../../schemas/generated/docs.ts";

/** A separate script, which `loadDocumentation` loads. */
globalThis.rehearsalDocumentation = docs;
