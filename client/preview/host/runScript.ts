/** The page's own script. It is known only while the script is first run. */
const own = document.currentScript as HTMLScriptElement | null;

/** Where a script that lies beside the page's own is. */
export function besideOwn(file: string): string {
  return new URL(file, own?.src).href;
}

/** Runs another script of ours in the page: its policy lets those run that have the nonce. */
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
