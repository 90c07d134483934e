// Pyodide under node, started as the page's worker starts it: from a snapshot, or so that a snapshot can be made.
import crypto from "node:crypto";
import { loadPyodide } from "pyodide";
import createModule from "pyodide/pyodide.asm.mjs";
import { restoreMemory } from "../../../calculator/widget/engine/snapshot.js";

/** Makes builds repeatable: the same sources give the same files. The core uses neither chance nor the time. */
export function fixChanceAndTime() {
  crypto.randomFillSync = (numbers) => numbers.fill(0);
  Date.now = () => 1136073600000;
  performance.now = () => 0;
}

/** Ends a script with an error's message alone: left to itself, node prints Pyodide's whole source before it. @param {any} error */
export function fail(error) {
  console.error(error.message);
  process.exit(1);
}

/**
 * Start Pyodide with a module of one's own making.
 * @param {object} options Pyodide's
 * @param {(settings: any) => Promise<any>} createPyodideModule
 * @returns {Promise<{python: any, module: any}>} Pyodide and Emscripten's module
 */
export async function startPyodide(options, createPyodideModule) {
  let module;
  const create = async (/** @type {any} */ settings) => (module = await createPyodideModule(settings));
  const python = await loadPyodide({ ...options, createPyodideModule: create });
  return { python, module };
}

/**
 * Start Pyodide from a snapshot, as the page does.
 * @param {Uint8Array} snapshot the file
 * @param {{head: string, bytes: number, surroundings: object}} memory of the manifest
 * @param {object} lock of the manifest
 */
export async function startFromSnapshot(snapshot, { head, bytes, surroundings }, lock) {
  const options = { ...surroundings, lockFileContents: JSON.stringify(lock), _loadSnapshot: Buffer.from(head, "base64") };
  const { python } = await startPyodide(options, async (settings) => {
    const module = await createModule({ ...settings, INITIAL_MEMORY: bytes });
    restoreMemory(module.HEAPU8, snapshot);
    return module;
  });
  return python;
}
