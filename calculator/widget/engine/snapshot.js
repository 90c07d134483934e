// Puts a snapshot of Python's memory back (hooks/bundle/runtime/snapshot.mjs makes it). It holds what differs from the memory that
// Python begins with: parts, each of two numbers of four bytes, little-endian, and its bytes.
//   where the part belongs | how many bytes it has | the bytes
// The parts are the one section, of nothing but data, of a wasm module: hosts compress wasm, and nothing of an unknown kind.

export const MODULE_HEAD = 15; // bytes ahead of the parts: wasm's own eight, the section's kind, its size in five, an empty name
export const PART_HEAD = 8; // bytes of a part's two numbers

/**
 * @param {Uint8Array} memory
 * @param {Uint8Array} snapshot
 */
export function restoreMemory(memory, snapshot) {
  const numbers = new DataView(snapshot.buffer, snapshot.byteOffset, snapshot.byteLength);
  for (let at = MODULE_HEAD; at < snapshot.length;) {
    const [to, size] = [numbers.getUint32(at, true), numbers.getUint32(at + 4, true)];
    const from = at + PART_HEAD;
    memory.set(snapshot.subarray(from, from + size), to);
    at = from + size;
  }
}
