// Seconds from navigation to the first result of the calculator, in a profile that has never been here.

import { VECTOR } from "./tasks/calculator.mjs";

const LONGEST = 120_000;
const BETWEEN = 20;

const shown = () => document.querySelector("appraisal-calculator")?.result?.total ?? null;

/** Measure several times; the seconds of each. */
export async function firstResults(browser, server, runs) {
  const times = [];
  for (let run = 0; run < runs; run += 1) {
    const driver = await browser.driver();
    const begun = performance.now();
    await driver.begin(`${server.address}calculator/#a=${VECTOR}`);
    while ((await driver.evaluate(shown).catch(() => null)) === null) {
      if (performance.now() - begun > LONGEST) throw new Error(`no result after ${LONGEST / 1000} s`);
      await new Promise((done) => setTimeout(done, BETWEEN));
    }
    times.push(Number(((performance.now() - begun) / 1000).toFixed(2)));
    await driver.close();
  }
  return times;
}

/** The median of an odd number of times. */
export const median = (times) => [...times].sort((one, other) => one - other)[Math.floor(times.length / 2)];
