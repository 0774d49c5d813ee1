import { docs } from "../../../schemas/generated/docs.ts";
import type { Host } from "./host.ts";
import type { SavedFile } from "./messages.ts";

const place = "rehearsal";

/** The host in a browser without VS Code: files are downloaded, and there is no YAML to reveal. */
export function browserHost(): Host {
  return {
    isAlone: true,
    send: (message) => {
      if (message.is === "copy") void navigator.clipboard.writeText(message.text);
      else if (message.is === "save") download(message.file);
    },
    listen: () => {},
    saved: () => JSON.parse(sessionStorage.getItem(place) ?? "null"),
    keep: (state) => sessionStorage.setItem(place, JSON.stringify(state)),
    documentation: () => Promise.resolve(docs),
  };
}

function download(file: SavedFile): void {
  const { as, name } = file;
  const content = file.as === "scenario" ? JSON.stringify(file.scenario, null, 2) : file.content;
  const link = document.createElement("a");
  const blob =
    as === "png" ? new Blob([Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0))], { type: "image/png" }) : new Blob([content]);
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
