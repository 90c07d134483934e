// A WebAssembly module as a list of its sections, to take apart and to put together again.
// See https://webassembly.github.io/spec/core/binary/

/** @typedef {{id: number, body: Uint8Array}} Section */

export const [IMPORT, GLOBAL, EXPORT, ELEMENT, CODE, DATA] = [2, 6, 7, 9, 10, 11];
export const [OF_FUNCTION, OF_TABLE, OF_MEMORY, OF_GLOBAL] = [0, 1, 2, 3];
export const I32 = 0x7f;
export const [END, I32_CONST, GLOBAL_SET] = [0x0b, 0x41, 0x24];
const HEAD = Buffer.from("\0asm\x01\0\0\0", "latin1");

/** Reads on from byte to byte. */
export class Reader {
  at = 0;

  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.bytes = bytes;
  }

  byte() {
    if (this.ended) throw new Error("the module ends too soon");
    return this.bytes[this.at++];
  }

  /** A number in LEB128. Of one with a sign only the way past it is right. */
  number() {
    let [value, unit] = [0, 1];
    for (;;) {
      const byte = this.byte();
      value += (byte & 0x7f) * unit;
      unit *= 128;
      if (byte < 0x80) return value;
    }
  }

  /** Go past so many numbers. */
  skip(count = 1) {
    for (; count > 0; count--) this.number();
  }

  /** Bytes that their number precedes. */
  sized() {
    const size = this.number();
    this.at += size;
    return this.bytes.subarray(this.at - size, this.at);
  }

  name() {
    return Buffer.from(this.sized()).toString();
  }

  get ended() {
    return this.at >= this.bytes.length;
  }
}

/** A number in LEB128. @param {number} number @param {boolean} [signed] */
export function leb(number, signed = false) {
  const bytes = [];
  for (;;) {
    const low = number & 0x7f;
    number >>= 7;
    if (number === 0 && !(signed && low & 0x40)) return Buffer.from([...bytes, low]);
    bytes.push(low | 0x80);
  }
}

/** @param {Uint8Array} bytes */
export const sized = (bytes) => Buffer.concat([leb(bytes.length), bytes]);

/** @param {string} name */
export const named = (name) => sized(Buffer.from(name));

/** A vector, as wasm calls it: how many parts there are, and the parts. @param {Uint8Array[]} parts */
export const listed = (parts) => Buffer.concat([leb(parts.length), ...parts]);

/** @param {Uint8Array} module @returns {Section[]} */
export function sectionsOf(module) {
  const reader = new Reader(module);
  reader.at = HEAD.length;
  const found = [];
  while (!reader.ended) found.push({ id: reader.byte(), body: reader.sized() });
  return found;
}

/** @param {Section[]} sections */
export function moduleOf(sections) {
  return Buffer.concat([HEAD, ...sections.flatMap(({ id, body }) => [Buffer.from([id]), sized(body)])]);
}

/** The body of a section, once. @param {Section[]} sections @param {number} id */
export function bodyOf(sections, id) {
  const [section] = sections.filter((one) => one.id === id);
  return section.body;
}

/** The same module with another body of a section. @param {Section[]} sections @param {number} id @param {Uint8Array} body */
export function withBody(sections, id, body) {
  return sections.map((section) => (section.id === id ? { id, body } : section));
}

/** What a module imports. @param {Section[]} sections @returns {{kind: number, name: string}[]} */
export function importsOf(sections) {
  const reader = new Reader(bodyOf(sections, IMPORT));
  return Array.from({ length: reader.number() }, () => {
    reader.sized(); // where from
    const [name, kind] = [reader.name(), reader.byte()];
    if (kind === OF_TABLE) reader.skip();
    if (kind === OF_TABLE || kind === OF_MEMORY) reader.skip(reader.number() & 1 ? 2 : 1);
    else reader.skip(kind === OF_FUNCTION ? 1 : 2);
    return { kind, name };
  });
}

/** What a module exports, each as it is written. @param {Section[]} sections */
export function exportsOf(sections) {
  const reader = new Reader(bodyOf(sections, EXPORT));
  return Array.from({ length: reader.number() }, () => {
    const from = reader.at;
    const [name, kind] = [reader.name(), reader.byte()];
    reader.skip();
    return { name, kind, written: reader.bytes.subarray(from, reader.at) };
  });
}

/** Code of the functions that the module has itself. @param {Section[]} sections @returns {Uint8Array[]} */
export function functionsOf(sections) {
  const reader = new Reader(bodyOf(sections, CODE));
  return Array.from({ length: reader.number() }, () => reader.sized());
}

/** A function's code from after its own variables. @param {Uint8Array} code */
export function instructions(code) {
  const reader = new Reader(code);
  for (let groups = reader.number(); groups > 0; groups--) reader.skip(2);
  return reader;
}

/** The functions that a function's code names, to call them or to tell others of them. @param {Uint8Array} code */
export function functionsIn(code) {
  const reader = instructions(code);
  const found = [];
  while (!reader.ended) {
    const code = reader.byte();
    if (code === 0x10 || code === 0x12 || code === 0xd2) found.push(reader.number());
    else skipOperands(reader, code);
  }
  return found;
}

/** @param {Reader} reader @param {number} code of an instruction, after which it stands */
function skipOperands(reader, code) {
  if (code in OPERANDS) OPERANDS[code](reader);
  else if (!(ALONE.has(code) || (code > 0x44 && code < 0xc5))) throw new Error(`instruction ${code} is not known`);
}

/** Instructions that nothing follows, beside those that reckon. */
const ALONE = new Set([0x00, 0x01, 0x05, 0x0a, 0x0b, 0x0f, 0x19, 0x1a, 0x1b, 0xd1]);

/** @type {(count: number) => (reader: Reader) => void} */
const numbers = (count) => (reader) => reader.skip(count);
/** @param {Reader} reader */
const memory = (reader) => reader.skip(reader.number() & 0x40 ? 2 : 1);
/** @param {Reader} reader */
const catches = (reader) => {
  reader.skip();
  for (let clauses = reader.number(); clauses > 0; clauses--) reader.skip(reader.byte() < 2 ? 2 : 1);
};
/** @param {Reader} reader */
const bulk = (reader) => {
  const code = reader.number();
  if (code > 7) reader.skip([8, 10, 12, 14].includes(code) ? 2 : 1);
};

/** What follows the instructions that more than nothing follows. @type {Record<number, (reader: Reader) => void>} */
const OPERANDS = {
  ...of([0x02, 0x03, 0x04, 0x06, 0x07, 0x08, 0x09, 0x0c, 0x0d, 0x18, 0x20, 0x21, 0x22, 0x23, 0x24, 0x25, 0x26, 0x3f, 0x40, 0x41, 0x42, 0xd0], numbers(1)),
  ...of([0x11, 0x13], numbers(2)),
  ...of(Array.from({ length: 0x3f - 0x28 }, (_, index) => 0x28 + index), memory),
  0x0e: (reader) => reader.skip(reader.number() + 1),
  0x1c: (reader) => reader.skip(reader.number()),
  0x1f: catches,
  0x43: (reader) => (reader.at += 4),
  0x44: (reader) => (reader.at += 8),
  0xfc: bulk,
};

/** @template T @param {number[]} keys @param {T} value @returns {Record<number, T>} */
function of(keys, value) {
  return Object.fromEntries(keys.map((key) => [key, value]));
}
