// The lint of the site's scripts: what is certainly or very likely a slip; how a line looks is left to its author.
import js from "@eslint/js";
import globals from "globals";

const ours = ["calculator/widget/**/*.js", "hooks/assets/**/*.js", "hooks/decks/browser/*.js", "hooks/delivery/*.js", "hooks/offline/*.js", "hooks/theme/**/*.js"];

export default [
  { ignores: ["**/*", "!calculator/**", "!hooks/**"] },
  {
    files: ours,
    ...js.configs.recommended,
    languageOptions: { globals: { ...globals.browser, ...globals.serviceworker } },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      ...js.configs.recommended.rules,
      // Leaving a key out of a copy is written `const { key: _, ...rest } = value`.
      "no-unused-vars": ["error", { ignoreRestSiblings: true }],
      eqeqeq: "error",
      "no-var": "error",
      "prefer-const": "error",
      "no-implied-eval": "error",
      "no-restricted-properties": [
        "error",
        { property: "innerHTML", message: "Texts are shown as text: use textContent or a template of the page." },
        { property: "outerHTML", message: "Texts are shown as text: use textContent or a template of the page." },
        { property: "insertAdjacentHTML", message: "Texts are shown as text: use textContent or a template." },
      ],
    },
  },
  {
    // It must also run where nothing newer than ES5 is known.
    files: ["hooks/theme/assets/liumai/browser-check.js"],
    rules: { "no-var": "off", "no-unused-vars": ["error", { caughtErrors: "none" }] },
  },
];
