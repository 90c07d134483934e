// What the widget's scripts use of a browser, for tests under node: storage, the session history, painting.
// Import it before the scripts: some of them read `window` as they are loaded.

/** A Storage. `quota` limits the length of a value; setItem throws beyond it as browsers do. */
export class FakeStorage {
  #items = new Map();
  quota = Infinity;

  constructor() {
    // Object.keys(storage) lists the stored keys.
    return new Proxy(this, {
      ownKeys: () => [...this.#items.keys()],
      getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
      get: (_, name) => (typeof this[name] === "function" ? this[name].bind(this) : this[name]),
      set: (_, name, value) => Reflect.set(this, name, value),
    });
  }

  getItem(key) {
    return this.#items.get(key) ?? null;
  }

  setItem(key, value) {
    if (value.length > this.quota) throw new DOMException("full", "QuotaExceededError");
    this.#items.set(key, String(value));
  }

  removeItem(key) {
    this.#items.delete(key);
  }
}

/** The session history of a tab. Entries are `{state, hash, key}`; moving to one fires `popstate` at once. */
export class FakeHistory {
  entries = [{ state: null, hash: "", key: "0" }];
  index = 0;
  /** What pushState does when it is refused: "throw" as Safari, "ignore" as Chromium. */
  refusal = null;

  get entry() {
    return this.entries[this.index];
  }

  get state() {
    return structuredClone(this.entry.state);
  }

  get length() {
    return this.entries.length;
  }

  pushState(state) {
    if (this.refusal === "throw") throw new DOMException("too many calls", "SecurityError");
    if (this.refusal === "ignore") return;
    this.#push({ state: structuredClone(state), hash: this.entry.hash });
  }

  replaceState(state) {
    this.entry.state = structuredClone(state);
  }

  /** As a link or the address bar does. */
  navigate(hash) {
    this.#push({ state: null, hash });
  }

  go(delta) {
    if (!this.entries[this.index + delta]) return;
    this.index += delta;
    window.dispatchEvent(new Event("popstate"));
  }

  #push(entry) {
    this.entries.splice(++this.index, Infinity, { ...entry, key: `${Math.random()}` });
  }
}

const window = new EventTarget();
const navigation = {
  get currentEntry() {
    return { key: globalThis.history.entry.key };
  },
};
const location = {
  get hash() {
    return globalThis.history.entry.hash;
  },
};

/** A tab without anything stored. */
export function openTab() {
  const globals = {
    window,
    navigation,
    location,
    history: new FakeHistory(),
    localStorage: new FakeStorage(),
    sessionStorage: new FakeStorage(),
    requestAnimationFrame: (callback) => frame.push(callback),
  };
  for (const [name, value] of Object.entries(globals)) define(globalThis, name, value);
  for (const name of ["navigation", "localStorage"]) define(window, name, globals[name]);
  return globals;
}

/** Another tab of the same site: it shares the localStorage. */
export function openSecondTab() {
  const { localStorage } = globalThis;
  openTab();
  for (const target of [globalThis, window]) define(target, "localStorage", localStorage);
}

/** Callbacks of the next animation frame. @type {(() => void)[]} */
const frame = [];

/** Paint the page. Resolves once the work is done that waited for it. */
export function paint() {
  for (const callback of frame.splice(0)) callback();
  return new Promise((resolve) => setTimeout(resolve, 1)); // after the timers of the callbacks
}

function define(target, name, value) {
  Object.defineProperty(target, name, { value, configurable: true, writable: true });
}

openTab();
