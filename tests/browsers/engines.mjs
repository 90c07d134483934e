// The engines: how each is found and started. tools/find-engines installs what it can beforehand.

import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliDecompressSync } from "node:zlib";

import { PuppeteerBrowser } from "./drivers/puppeteer.mjs";
import { WebKitBrowser } from "./drivers/webdriver.mjs";

const HERE = dirname(fileURLToPath(import.meta.url));
const CHROMIUM_FLAGS = "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking".split(" ");

/** The first program of these names on the PATH. */
function onPath(...names) {
  const folders = (process.env.PATH ?? "").split(":");
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path));
}

/** Unpack the old Chromium that the package carries into build/browsers, once. */
function unpackedChromium(build) {
  const packed = join(HERE, "node_modules", "@sparticuz", "chromium", "bin", "chromium.br");
  if (!existsSync(packed)) return null;
  const { version } = JSON.parse(readFileSync(join(packed, "..", "..", "package.json"), "utf8"));
  const program = join(build, `chromium-${version}`);
  if (!existsSync(program)) {
    mkdirSync(build, { recursive: true });
    writeFileSync(program, brotliDecompressSync(readFileSync(packed)), { mode: 0o755 });
  }
  return program;
}

/** The Chromium that make found, else the first on the PATH. */
const chromiumOf = (setting) => setting.chromium ?? onPath("chromium", "chromium-browser", "google-chrome");

const chromium = {
  missing: (setting) => (chromiumOf(setting) ? null : "Chromium is not on the PATH"),
  async launch({ downloads, ...setting }) {
    const { default: puppeteer } = await import("puppeteer-core");
    const executablePath = chromiumOf(setting);
    return PuppeteerBrowser.launch(puppeteer, { executablePath, args: CHROMIUM_FLAGS }, downloads);
  },
};

const oldChromium = {
  missing({ build }) {
    if (process.platform !== "linux" || process.arch !== "x64") return "the package's old Chromium is for Linux on x64";
    return unpackedChromium(build) ? null : "@sparticuz/chromium is not installed";
  },
  async launch({ build, downloads }) {
    const { default: puppeteer } = await import("puppeteer-core-16");
    return PuppeteerBrowser.launch(puppeteer, { executablePath: unpackedChromium(build), args: CHROMIUM_FLAGS }, downloads);
  },
};

const firefox = {
  missing: () => (onPath("firefox-esr", "firefox") ? null : "Firefox is not on the PATH (Debian: firefox-esr)"),
  async launch({ downloads }) {
    const { default: puppeteer } = await import("puppeteer-core");
    const extraPrefsFirefox = {
      "browser.download.folderList": 2,
      "browser.download.dir": downloads,
      "browser.download.useDownloadDir": true,
      "browser.download.alwaysOpenPanel": false,
    };
    const executablePath = onPath("firefox-esr", "firefox");
    return PuppeteerBrowser.launch(puppeteer, { browser: "firefox", executablePath, extraPrefsFirefox });
  },
};

/** Debian's MiniBrowser, of the newest interface that is there. */
function miniBrowser() {
  const root = `/usr/lib/${process.arch === "arm64" ? "aarch64" : "x86_64"}-linux-gnu`;
  const folders = existsSync(root) ? readdirSync(root).filter((name) => name.startsWith("webkit2gtk-4.")).sort() : [];
  return folders.map((name) => join(root, name, "MiniBrowser")).filter((path) => existsSync(path)).pop();
}

const webkit = {
  missing() {
    const wanted = [["WebKitWebDriver", "webkit2gtk-driver"], ["xvfb-run", "xvfb"], ["dbus-run-session", "dbus-daemon"]];
    const lacking = wanted.filter(([program]) => !onPath(program)).map(([, name]) => name);
    if (!miniBrowser() && !lacking.includes("webkit2gtk-driver")) lacking.unshift("webkit2gtk-driver");
    return lacking.length ? `Debian's ${lacking.join(", ")} must be installed` : null;
  },
  launch: ({ downloads }) => WebKitBrowser.launch(miniBrowser(), downloads),
};

/** By name, in the order of the table. */
export const ENGINES = { chromium, "old-chromium": oldChromium, firefox, webkit };
