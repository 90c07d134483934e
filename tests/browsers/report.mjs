// The table at the end: a line for each task, a column for each engine, one sign for each width.

import { median } from "./first-result.mjs";

/** Done, done with errors in the console, or failed: the second fails the run too. */
export function sign({ failure, faults }) {
  if (failure) return "✗";
  return faults.length ? "!" : "✓";
}

/** @param found the engines' results, as run.mjs writes them */
export function table(found) {
  const tried = found.filter(({ results }) => results);
  if (!tried.length) return "No engine could be tried.";
  const tasks = [...new Set(tried.flatMap(({ results }) => Object.keys(results)))];
  const signs = (at = {}) => Object.values(at).map(sign).join(" ");
  const rows = [["", ...tried.map(({ engine }) => engine)], ["", ...tried.map(({ version }) => version)]];
  for (const task of tasks) rows.push([task, ...tried.map(({ results }) => signs(results[task]))]);
  if (tried.some(({ times }) => times.length)) {
    rows.push(["first result, s", ...tried.map(({ times }) => String(median(times) ?? ""))]);
  }
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const lines = rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column])).join("  ").trimEnd());
  return `\n${lines.join("\n")}\n`;
}
