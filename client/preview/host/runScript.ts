/** The page's own script. It is known only while the script is first run. */
const own = document.currentScript as HTMLScriptElement | null;

/** The URL of a script in the folder of the page's own. */
export function besideOwn(file: string): string {
  return new URL(file, own?.src).href;
}

/** Runs another script of ours in the page, with the nonce that its policy requires. */
export function runScript(source: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.nonce = own?.nonce ?? "";
    script.src = source;
    script.addEventListener("load", () => resolve());
    script.addEventListener("error", () => reject(new Error(`${source} cannot be loaded`)));
    document.head.append(script);
  });
}
