/** The command could not do what it was asked to. Its sentence is printed, and the exit code is 2. */
export class Failure extends Error {}
