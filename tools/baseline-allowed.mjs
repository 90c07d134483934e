// What scripts and styles may name although the oldest supported browsers lack it, and why nothing is missing there.

/** Scripts and styles of the pages that work in the older browsers of the two lists; what they import belongs to them. */
export const READING =
  /^(sw\.js|assets\/(javascripts|stylesheets)\/.*|assets\/liumai\/(prefetch|case-filter|code-labels|csv|language-link|level-compare|search-input|service-worker-client)\.js|assets\/liumai\/handbook\.css)$/;

/** @type {{files: RegExp, names: string[], why: string}[]} */
export const allowed = [
  {
    files: /^assets\/javascripts\/bundle\./,
    names: [".role", ".config"],
    why: "The theme gives its diagrams and copied code a role, which this site has none of; .config is of its own settings.",
  },
  {
    files: /^assets\/javascripts\/workers\/search\./,
    names: [".union", ".toArray", ".use", ".config"],
    why: "Methods of lunr's own classes, and the theme's settings.",
  },
  {
    files: /^assets\/liumai\/(prefetch|service-worker-client)\.js$/,
    names: [".connection", ".userActivation", ".hasBeenActive"],
    why: "Asked for with ?. : without it nobody saves data, and nobody is taken for idle.",
  },
  {
    files: /^assets\/liumai\/(shared-\w+|engine|service-worker-client)\.js$/,
    names: ["requestIdleCallback"],
    why: "Where it is lacking (Safari), setTimeout.",
  },
  {
    files: /^assets\/liumai\/level-compare\.js$/,
    names: ["Intl.Segmenter"],
    why: "Where it is lacking, texts are compared by characters.",
  },
  { files: /^assets\/liumai\/libraries\/qr-code\.js$/, names: [".with"], why: "A function of lean-qr's own, which nothing calls." },
  { files: /^sw\.js$/, names: ["DecompressionStream"], why: "Where it is lacking, what only the calculator needs is not kept." },
  {
    files: /^assets\/liumai\/(shared-\w+|calculator-tools)\.js$/,
    names: ["ClipboardItem", "navigation", ".adopt"],
    why: "The first two only where they are found; the last is a method of our own.",
  },
  {
    files: /^assets\/liumai\/shared-\w+\.js$/,
    names: [".showModal"],
    why: "Only where it is found: without it the dialog stands open in the page (shared/by-hand.js).",
  },
  { files: /^assets\/liumai\/two-readings\.js$/, names: [".difference"], why: "A figure that the core returns." },
  {
    files: /^assets\/liumai\/handbook\.css$/,
    names: [
      ":focus-visible", "accent-color", "@page", "orphans", "widows", "field-sizing", "resize", "contain-intrinsic-size",
      "content-visibility", "contain", "appearance", "forced-color-adjust", "text-align-last", ":backdrop",
    ],
    why: "Colours of controls, page breaks, speed: without them a page is less pretty, and has the same in the same order.",
  },
  {
    files: /^assets\/liumai\/handbook\.css$/,
    names: [":has", "color-mix()", "viewport_percentage_units_dynamic()"],
    why: "Stands beside a declaration that does without; the rest tightens print and hides headings of what is filtered out.",
  },
  { files: /^assets\/liumai\/handout\.css$/, names: ["@page", "size"], why: "For WeasyPrint, and margins in print." },
  {
    files: /^assets\/stylesheets\//,
    names: [
      "text-size-adjust", "-webkit-tap-highlight-color", "color-adjust", "box-decoration-break", "scrollbar-color", "scrollbar-width",
      "scrollbar-gutter", ":-webkit-scrollbar", ":-webkit-scrollbar-thumb", "mask-image", "mask-repeat", "mask-size", "mask-position",
      "@page", "backdrop-filter", "backface-visibility", "user-select", "contain",
    ],
    why: "The theme has the prefixed property beside it, or only its looks depend on it.",
  },
  { files: /^assets\/liumai\/libraries\/chart\.js$/, names: [".config", ".resize"], why: "Properties of Chart.js's own objects." },
  {
    files: /^assets\/runtime\/.*\/pyodide\.asm\.mjs$/,
    names: [
      ".grow", ".indexedDB", ".chunks", ".userActivation", ".isActive", "orientation", ".pointerLockElement",
      ".requestPointerLock", ".exitPointerLock", ".vibrate", ".getBattery", "setImmediate", ".setStatus", "clearImmediate", ".resize",
      ".bytes", "Symbol.dispose", "Symbol.asyncDispose", "Error.stackTraceLimit", ".config", "AbortSignal.any", ".sync",
    ],
    why: "Emscripten's bindings to devices and events and Pyodide's downloads, which nothing here calls; symbols are looked for first.",
  },
  { files: /^assets\/runtime\/.*\/worker\.js$/, names: [".bytes"], why: "The size of a file in our own manifest." },
  {
    files: /^decks\/assets\/deck\.(css|js)$/,
    names: [
      ":has", "viewport_percentage_units_dynamic()", "-webkit-tap-highlight-color", "backdrop-filter", ":-webkit-scrollbar", "scrollbar-width",
      "zoom", ".sync", ".isActive", ".playsInline", ".inert",
    ],
    why: "reveal.js's own names, and looks; the speaker's small copies of slides ignore the pointer by the style, too.",
  },
]; // prettier-ignore
