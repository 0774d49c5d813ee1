/** How it is known what a process does, in English: a template by code. `{name}` stands for a part. */
export const en = {
  // sources of a behaviour
  "by-scenario": "The scenario states this.",
  "by-command": "The container's {field} says this.",
  "by-image": "The image {image} is known to do this.",
  "assumed-to-run-on": "Nothing is known of this program: it is assumed to run on.",
  "assumed-to-work": "Nothing is known of this program: it is assumed to work for {seconds} s, and then to end with 0.",
  "assumed-to-serve": "Nothing is known of this program: it is assumed to run on, and to answer on {ports}.",

  // what to mind about it
  unreadable: "Rehearsal cannot read “{text}”: from there on the process is assumed to run on.",
  "unreadable-work": "Rehearsal cannot read “{text}”: it is assumed to work for {seconds} s, and then to end with 0.",
  "unreadable-exec": "Rehearsal cannot read “{command}”, which the kubelet runs in the container: it is assumed to end with 0.",
  "assumed-to-succeed": "“{command}” asks something outside of the container: it is assumed to succeed.",
  "no-such-host": "There is no Service {host}: asking for it fails until there is one.",
  "nobody-answers": "Nobody ready answers at {server}: asking there fails until somebody does.",
  "assumed-to-exist": "{path} is assumed to be in the image.",
  "assumed-work": "“{command}” is assumed to work for {seconds} s, and then to end with 0.",
  "variable-missing": "The image {image} ends with 1 as long as none of these variables is set: {variables}.",
  "needs-terminal": "Without a command, {image} reads its input. Nothing is attached to that, so that it ends at once.",
  "command-missing": "The image {image} does not have {command}.",
  "assumed-user": "The pod must not run as root: {image} is assumed to name another user by its number.",
  "cut-short": "The script was followed for {seconds} s. It is assumed to go on like this.",

  // what-ifs
  "fails-after": "Ends with code {code} after {seconds} s",
  "out-of-memory": "Runs out of memory after {seconds} s",
  "starts-slowly": "Takes {seconds} s to start",
  "answers-with": "Answers {path} with {status} from second {seconds}",
  "ignores-sigterm": "Ignores SIGTERM",
  "image-missing": "Image cannot be pulled",
  "image-slow": "Pulling the image takes {seconds} s",
} as const;
