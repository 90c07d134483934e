// Calls of the Python core, in the page's worker and, as the site is built and tested, under node.

/**
 * Ask the core.
 * @param {any} python Pyodide
 * @param {string} request for liumai.browser.answer
 * @param {ArrayBuffer} [file] its bytes, if it brings a file
 * @returns {{answer: string, file?: ArrayBuffer}} the answer, and the bytes of the file that was asked for, if any
 */
export function callCore(python, request, file) {
  const core = python.pyimport("liumai.browser");
  const pair = file ? withBytes(python, file, (bytes) => core.answer(request, bytes)) : core.answer(request);
  const [answer, made] = pair.toJs();
  pair.destroy();
  return { answer, ...(made && { file: made.slice().buffer }) };
}

/**
 * Hand a file's bytes to Python, which lets go of them afterwards and not only when JavaScript comes to collect its garbage.
 * @template T
 * @param {any} python
 * @param {ArrayBuffer} file
 * @param {(bytes: any) => T} use
 */
function withBytes(python, file, use) {
  const view = python.toPy(new Uint8Array(file));
  const bytes = view.tobytes();
  view.destroy();
  try {
    return use(bytes);
  } finally {
    bytes.destroy();
  }
}

/**
 * Have Python find its modules in an archive.
 * @param {any} python
 * @param {string} path where the archive is to stand in Python's file system
 * @param {Uint8Array} archive
 */
export function addLibrary(python, path, archive) {
  python.FS.writeFile(path, archive);
  python.pyimport("liumai.browser.on_demand").library_added(path);
}
