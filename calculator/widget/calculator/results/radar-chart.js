// The scores as a radar chart: an axis for each criterion, a ring for each level. The table beside it has the
// same figures.

import { set, write } from "../../shared/dom.js";

const SVG = "http://www.w3.org/2000/svg";
const [WIDTH, HEIGHT, RADIUS] = [400, 250, 84];

/** @typedef {{name: string, score: number, top: number, complete: boolean}} Axis */

/**
 * The parts of a chart that change with the scores; dots and figures by axis. `axes`: the names and lengths
 * of the axes, JSON.
 * @typedef {{axes: string, scores: Element, dots: Element[], figures: Element[]}} Drawn
 */

/** The chart in each figure. @type {WeakMap<HTMLElement, Drawn>} */
const charts = new WeakMap();

/** @param {HTMLElement} figure @param {Axis[]} axes */
export function showRadar(figure, axes) {
  const key = JSON.stringify(axes.map(({ name, top }) => [name, top]));
  const previous = charts.get(figure);
  const drawn = previous?.axes === key ? previous : draw(figure, axes, key);
  charts.set(figure, drawn);
  set(drawn.scores, { points: outline(axes, ({ score, top }) => score / top) });
  axes.forEach(({ score, top, complete }, index) => {
    const [cx, cy] = spot(index, axes.length, score / top);
    set(drawn.dots[index], { class: `radar__dot${complete ? "" : " radar__dot--open"}`, cx, cy });
    write(drawn.figures[index], String(score));
  });
}

/** Draw rings, axes and names, with empty places for the scores.
 * @param {HTMLElement} figure @param {Axis[]} axes @param {string} key of the axes @returns {Drawn} */
function draw(figure, axes, key) {
  const rings = Math.max(...axes.map((axis) => axis.top));
  const picture = svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, "aria-hidden": "true", focusable: "false" });
  for (let ring = 1; ring <= rings; ring++) {
    picture.append(svg("polygon", { class: "radar__ring", points: outline(axes, () => ring / rings) }));
  }
  axes.forEach((_, index) => {
    const [x, y] = spot(index, axes.length, 1);
    picture.append(svg("path", { class: "radar__axis", d: `M${WIDTH / 2} ${HEIGHT / 2}L${x} ${y}` }));
  });
  const scores = svg("polygon", { class: "radar__scores" });
  const dots = axes.map(() => svg("circle", { r: 3.5 }));
  const labels = axes.map(({ name }, index) => label(name, index, axes.length));
  picture.append(scores, ...axes.flatMap((_, index) => [dots[index], labels[index]]));
  figure.replaceChildren(picture);
  return { axes: key, scores, dots, figures: labels.map((one) => /** @type {Element} */ (one.lastElementChild)) };
}

/**
 * The name at the end of an axis, above the place of its score.
 * @param {string} name
 * @param {number} index
 * @param {number} count
 */
function label(name, index, count) {
  const [far, low] = spot(index, count, 1.13);
  const middle = Math.abs(far - WIDTH / 2) < 8;
  const text = svg("text", { "text-anchor": middle ? "middle" : far < WIDTH / 2 ? "end" : "start" });
  const first = low < HEIGHT / 2 - RADIUS ? low - 12 : low > HEIGHT / 2 + RADIUS ? low + 10 : low - 2;
  text.append(svg("tspan", { x: far, y: first }), svg("tspan", { class: "radar__score", x: far, y: first + 14 }));
  /** @type {Element} */ (text.firstElementChild).textContent = name;
  return text;
}

/** @param {Axis[]} axes @param {(axis: Axis) => number} reach from 0 at the centre to 1 */
function outline(axes, reach) {
  return axes.map((axis, index) => spot(index, axes.length, reach(axis)).join(",")).join(" ");
}

/** @param {number} index @param {number} count @param {number} reach @returns {[number, number]} */
function spot(index, count, reach) {
  const angle = (index / count) * 2 * Math.PI - Math.PI / 2;
  const round = (/** @type {number} */ value) => Math.round(value * 10) / 10;
  return [
    round(WIDTH / 2 + RADIUS * reach * Math.cos(angle)),
    round(HEIGHT / 2 + RADIUS * reach * Math.sin(angle)),
  ];
}

/** @param {string} name @param {Record<string, string | number>} attributes */
function svg(name, attributes) {
  const created = document.createElementNS(SVG, name);
  set(created, attributes);
  return created;
}
