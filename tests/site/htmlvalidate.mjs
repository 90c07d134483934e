// What html-validate holds the built pages to: the HTML standard and accessibility, but for the rules named below.
export default {
  root: true,
  extends: ["html-validate:standard", "html-validate:a11y"],
  rules: {
    // HTML lets an id begin with anything; Material's begin with underscores.
    "valid-id": ["error", { relaxed: true }],
    // A list or group may have a name; the rule alone would rather see none.
    "aria-label-misuse": ["error", { allowAnyNamable: true }],
    // A wide table's scrolling frame is a region that the keyboard reaches, not a section of the text.
    "prefer-native-element": ["error", { exclude: ["region"] }],
    // Material keeps Firefox from restoring the state of its drawer that way.
    "valid-autocomplete": "off",
    // The search, the filters and the calculator answer at once: there is nothing to submit.
    "wcag/h32": "off",
    // Each rubric's sheet waits in a template, which is in no document. axe looks at the landmarks of live pages.
    "unique-landmark": "off",
    // Headings and buttons in dialogs and templates are filled by their scripts as they are shown.
    "empty-heading": "off",
    "text-content": "off",
  },
};
