/** The code of every error in a scenario file, and the name of its page. */
export const scenarioCode = "scenario-file";

/** The code of every error in `.rehearsal.yaml`, and the name of its page. */
export const configurationCode = "configuration-file";
