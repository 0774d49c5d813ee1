/** How it is known what a process does, in English: a template by code. `{name}` stands for a part. */
export const en = {
  // sources of a behaviour
  "by-scenario": "Defined in the scenario.",
  "by-command": "Read from the container's {field}.",
  "by-image": "Known behavior of the image {image}.",
  "assumed-to-run-on": "This program is unknown: it is assumed to keep running.",
  "assumed-to-work": "This program is unknown: it is assumed to work for {seconds} s and then exit with 0.",
  "assumed-to-serve": "This program is unknown: it is assumed to keep running and to answer on {ports}.",

  // what to mind about it
  unreadable: "Rehearsal cannot read “{text}”: from there on the process is assumed to keep running.",
  "unreadable-work": "Rehearsal cannot read “{text}”: it is assumed to work for {seconds} s and then exit with 0.",
  "unreadable-exec": "Rehearsal cannot read “{command}”, which the kubelet runs in the container: it is assumed to exit with 0.",
  "assumed-to-succeed": "“{command}” contacts something outside the container: it is assumed to succeed.",
  "no-such-host": "There is no Service {host}: requests to it fail until there is one.",
  "nobody-answers": "No ready pod answers at {server}: requests to it fail until one does.",
  "assumed-to-exist": "{path} is assumed to exist in the image.",
  "assumed-work": "“{command}” is assumed to work for {seconds} s and then exit with 0.",
  "variable-missing": "The image {image} exits with 1 unless one of these variables is set: {variables}.",
  "needs-terminal": "Without a command, {image} reads its standard input. Nothing is attached to it, so it exits at once.",
  "command-missing": "The image {image} has no command {command}.",
  "assumed-user": "The pod must not run as root: {image} is assumed to set another user by its number.",
  "cut-short": "The script was simulated for {seconds} s. It is assumed to go on like this.",

  // what-ifs
  "fails-after": "Exits with code {code} after {seconds} s",
  "out-of-memory": "Runs out of memory after {seconds} s",
  "starts-slowly": "Takes {seconds} s to start",
  "answers-with": "Answers {path} with {status} after {seconds} s",
  "ignores-sigterm": "Ignores SIGTERM",
  "image-missing": "Image cannot be pulled",
  "image-slow": "Image takes {seconds} s to pull",
} as const;
