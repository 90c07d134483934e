// WebKitGTK by the W3C WebDriver protocol: Debian's WebKitWebDriver and MiniBrowser, on a display of their own.

import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ELEMENT = "element-6066-11e4-a52e-4f735466cecf"; // the protocol's own key of an element
const KEYS = { Shift: "\uE008", PageDown: "\uE00F", Enter: "\uE007", Escape: "\uE00C" };
// MiniBrowser's toolbar, by which its window would be wider than a phone.
const NARROW = "toolbar, headerbar, button, entry, box { min-width: 0; padding: 0; margin: 0; }\n";
const STARTING = 20_000; // milliseconds that the driver may take to listen

/** Send a command. Raises the driver's own message. */
async function command(method, url, body) {
  const answer = await fetch(url, { method, body: body && JSON.stringify(body) });
  const { value } = await answer.json();
  if (!answer.ok) throw new Error(`${value.error}: ${value.message}`);
  return value;
}

// Runs in the page: what goes wrong from now on, for the driver has no console.
function listen() {
  if (window.faultsOfPage) return;
  window.faultsOfPage = [];
  const note = (event) => /^ResizeObserver loop/.test(event.message) || // no fault: the rest is delivered with the next frame
    window.faultsOfPage.push(`error: ${event.message ?? event.reason}`);
  window.addEventListener("error", note);
  window.addEventListener("unhandledrejection", note);
}

class WebKitDriver {
  #session;
  faults = [];

  constructor(session) {
    this.#session = session;
  }

  #post(path, body = {}) {
    return command("POST", `${this.#session}/${path}`, body);
  }

  #get(path) {
    return command("GET", `${this.#session}/${path}`);
  }

  /** Keep what went wrong in the page that is about to be left. */
  async #takeFaults() {
    const found = await this.evaluate(() => window.faultsOfPage ?? []).catch(() => []);
    this.faults.push(...found);
  }

  async goto(url) {
    await this.#takeFaults();
    await this.#post("url", { url });
    await this.evaluate(listen);
  }

  /** By a script, which returns at once: WebKitWebDriver takes no other command until a page asked for by "url" has loaded. */
  async begin(url) {
    await this.evaluate((address) => void setTimeout(() => location.assign(address)), url);
  }

  async reload() {
    await this.#takeFaults();
    await this.#post("refresh");
    await this.evaluate(listen);
  }

  evaluate(run, ...values) {
    return this.#post("execute/sync", { script: `return (${run}).apply(null, arguments)`, args: values });
  }

  async element(run, ...values) {
    const found = await this.evaluate(run, ...values);
    return found ? found[ELEMENT] : null;
  }

  click(element) {
    return this.#post(`element/${element}/click`);
  }

  /** Give text to what has the focus. */
  async type(text) {
    const focused = await this.#get("element/active");
    await this.#post(`element/${focused[ELEMENT]}/value`, { text });
  }

  async press(key) {
    const value = KEYS[key] ?? key;
    const actions = [{ type: "keyDown", value }, { type: "keyUp", value }];
    await this.#post("actions", { actions: [{ type: "key", id: "keyboard", actions }] });
  }

  upload(element, file) {
    return this.#post(`element/${element}/value`, { text: file });
  }

  /** Set the page's own size: the window is larger by its frame. */
  async width(width, height) {
    const wanted = { width, height };
    for (let tries = 0; tries < 5; tries += 1) {
      await this.#post("window/rect", wanted);
      const [inner, outer] = await this.evaluate(() => [window.innerWidth, window.innerHeight]);
      if (inner === width) return;
      wanted.width += width - inner;
      wanted.height += height - outer;
    }
  }

  async screenshot(path) {
    writeFileSync(path, Buffer.from(await this.#get("screenshot"), "base64"));
  }

  async close() {
    await this.#takeFaults();
    await command("DELETE", this.#session);
  }
}

/** A port that nothing listens at. */
async function freePort() {
  const server = createServer();
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

export class WebKitBrowser {
  #driverProcess;
  #address;
  #binary;
  #home;
  #version = "";

  /** @param {string} binary MiniBrowser @param {string} downloads the folder into which it puts files */
  static async launch(binary, downloads) {
    const made = new WebKitBrowser();
    await made.#start(binary, downloads);
    return made;
  }

  async #start(binary, downloads) {
    this.#binary = binary;
    this.#home = mkdtempSync(join(tmpdir(), "liumai-webkit-"));
    const config = join(this.#home, ".config");
    for (const gtk of ["gtk-3.0", "gtk-4.0"]) {
      mkdirSync(join(config, gtk), { recursive: true });
      writeFileSync(join(config, gtk, "gtk.css"), NARROW);
    }
    writeFileSync(join(config, "user-dirs.dirs"), `XDG_DOWNLOAD_DIR="${downloads}"\n`);
    const port = await freePort();
    const inside = ["dbus-run-session", "--", "WebKitWebDriver", `--port=${port}`];
    const screen = ["--auto-servernum", "--server-args=-screen 0 1600x1200x24"];
    const env = { ...process.env, HOME: this.#home, XDG_CONFIG_HOME: config };
    env.WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS = "1"; // bubblewrap needs rights that a container lacks
    this.#driverProcess = spawn("xvfb-run", [...screen, ...inside], { stdio: "ignore", detached: true, env });
    process.on("exit", this.#end);
    this.#address = `http://127.0.0.1:${port}`;
    await this.#listening();
  }

  /** End the driver with the display and the bus that it began. */
  #end = () => {
    try {
      process.kill(-this.#driverProcess.pid, "SIGTERM");
    } catch {} // it has ended by itself
  };

  async #listening() {
    const end = Date.now() + STARTING;
    for (;;) {
      const there = await command("GET", `${this.#address}/status`).catch(() => null);
      if (there) return;
      if (Date.now() > end) throw new Error("WebKitWebDriver does not answer");
      await new Promise((done) => setTimeout(done, 100));
    }
  }

  version() {
    return this.#version;
  }

  async driver() {
    const options = { binary: this.#binary, args: ["--automation"] };
    const alwaysMatch = { "webkitgtk:browserOptions": options };
    const { sessionId, capabilities } = await command("POST", `${this.#address}/session`, { capabilities: { alwaysMatch } });
    this.#version = `WebKitGTK ${capabilities.browserVersion}`;
    return new WebKitDriver(`${this.#address}/session/${sessionId}`);
  }

  async close() {
    this.#end();
    process.off("exit", this.#end);
    rmSync(this.#home, { recursive: true, force: true });
  }
}
