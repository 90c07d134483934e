// Runs the Python core in Pyodide, away from the page. It scores nothing itself: text goes in, text comes out.
//
// In:  {start: {runtime, rubrics}}          addresses of the runtime's folder and of the rubrics' JSON
//      {id, request}                        a request for liumai.browser.answer, as JSON text
// Out: {progress: {file, loaded, total}}    bytes so far; file is null once everything has come
//      {ready: true} | {failed: message}
//      {id, answer} | {id, failed: message}

const PROGRESS_EVERY = 80; // milliseconds between two progress messages

/** @type {((request: string) => string) | undefined} */
let answer;

self.addEventListener("message", async ({ data }) => {
  if (data.start) {
    try {
      answer = await start(data.start);
      self.postMessage({ ready: true });
    } catch (error) {
      self.postMessage({ failed: describe(error) });
    }
    return;
  }
  try {
    if (!answer) throw new Error("not ready");
    self.postMessage({ id: data.id, answer: answer(data.request) });
  } catch (error) {
    self.postMessage({ id: data.id, failed: describe(error) });
  }
});

/** @param {{runtime: string, rubrics: string[]}} addresses */
async function start({ runtime, rubrics }) {
  const sizes = await (await fetchWhole(runtime + "runtime.json")).json();
  const failure = reportProgress(sizes);
  const { loadPyodide } = await import(runtime + "pyodide.mjs");
  const [python, ...texts] = await Promise.race([failure, load(loadPyodide, runtime, rubrics)]);
  self.postMessage({ progress: { file: null, loaded: 1, total: 1 } });
  const core = python.pyimport("liumai.browser");
  for (const text of texts) core.add_rubric(text);
  return core.answer;
}

/**
 * @param {(options: object) => Promise<any>} loadPyodide
 * @param {string} runtime
 * @param {string[]} rubrics
 */
async function load(loadPyodide, runtime, rubrics) {
  return Promise.all([
    loadPyodide({
      indexURL: runtime,
      packageBaseUrl: runtime,
      lockFileContents: await (await fetchWhole(runtime + "pyodide-lock.json")).text(),
      packages: ["liumai"],
      checkAPIVersion: true,
    }),
    ...rubrics.map(async (address) => (await fetchWhole(address)).text()),
  ]);
}

/** @param {string} address */
async function fetchWhole(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${response.status} ${new URL(address).pathname}`);
  return response;
}

/**
 * Count the bytes of the runtime's files as they come, whoever fetches them.
 * @param {Record<string, number>} sizes bytes of each file, by name
 * @returns {Promise<never>} rejects when a file cannot be had: Pyodide itself would wait for it without end
 */
function reportProgress(sizes) {
  /** @type {(error: Error) => void} */
  let fail;
  const failure = /** @type {Promise<never>} */ (new Promise((_, reject) => (fail = reject)));
  const total = Object.values(sizes).reduce((sum, size) => sum + size, 0);
  const plainFetch = self.fetch;
  let loaded = 0;
  let told = 0;

  self.fetch = async (request, options) => {
    const address = new URL(request instanceof Request ? request.url : request, self.location.href);
    const file = address.pathname.split("/").pop() ?? "";
    const response = await plainFetch(request, options).catch((error) => new Response(String(error), { status: 503 }));
    if (!response.ok) fail(new Error(`${response.status} ${file}`));
    if (!(file in sizes) || !response.body) return response;
    const counted = response.body.pipeThrough(
      new TransformStream({
        transform(chunk, controller) {
          loaded += chunk.byteLength;
          if (performance.now() - told > PROGRESS_EVERY) {
            told = performance.now();
            self.postMessage({ progress: { file, loaded: Math.min(loaded, total), total } });
          }
          controller.enqueue(chunk);
        },
      }),
    );
    return new Response(counted, response);
  };
  return failure;
}

/** @param {unknown} error */
function describe(error) {
  return error instanceof Error ? error.message.trim().split("\n").at(-1) : String(error);
}
