/** The command failed. Its sentence is printed, and the exit code is 2. */
export class Failure extends Error {}
