// A static server of the built site under a sub-path, which can be stopped and started again at the same port:
// to every engine alike a stopped server is a network that is gone.

import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";

const PREFIX = "/some/where/";
const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
  ".png": "image/png",
  ".webp": "image/webp",
  ".woff2": "font/woff2",
  ".txt": "text/plain; charset=utf-8",
  ".xml": "application/xml",
};

/** The file of the folder that an address names, or null where there is none. */
async function fileOf(folder, url) {
  const path = decodeURIComponent(new URL(url, "http://localhost").pathname);
  if (!path.startsWith(PREFIX)) return null;
  const inside = normalize(path.slice(PREFIX.length));
  if (inside.startsWith("..")) return null;
  const file = join(folder, inside);
  const found = await stat(file).catch(() => null);
  if (found?.isDirectory()) return path.endsWith("/") ? fileOf(folder, `${path}index.html`) : null;
  return found ? { file, size: found.size } : null;
}

export class SiteServer {
  #folder;
  #server = null;
  #port = 0;

  /** @param {string} folder the built site */
  constructor(folder) {
    this.#folder = folder;
  }

  /** The site's address, once it has been started. */
  get address() {
    return `http://127.0.0.1:${this.#port}${PREFIX}`;
  }

  /** Listen: at a free port the first time, at the same port afterwards. */
  async start() {
    if (this.#server) return;
    this.#server = createServer((request, response) => this.#answer(request, response));
    await new Promise((done, failed) => {
      this.#server.once("error", failed);
      this.#server.listen(this.#port, "127.0.0.1", done);
    });
    this.#port = this.#server.address().port;
  }

  /** Stop listening, and end every connection. */
  async stop() {
    if (!this.#server) return;
    const closed = new Promise((done) => this.#server.close(done));
    this.#server.closeAllConnections();
    await closed;
    this.#server = null;
  }

  async #answer(request, response) {
    const found = await fileOf(this.#folder, request.url);
    const name = found?.file ?? join(this.#folder, "404.html");
    const headers = { "Content-Type": TYPES[extname(name)] ?? "application/octet-stream", "Cache-Control": "no-cache" };
    response.writeHead(found ? 200 : 404, found ? { ...headers, "Content-Length": found.size } : headers);
    if (request.method === "HEAD") response.end();
    else createReadStream(name).on("error", () => response.destroy()).pipe(response);
  }
}
