// The scores as a picture: an axis for each criterion, a ring for each level. The table beside it says the same.

const SVG = "http://www.w3.org/2000/svg";
const [WIDTH, HEIGHT, RADIUS] = [400, 250, 84];

/** @typedef {{name: string, score: number, top: number, complete: boolean}} Axis */

/** @param {HTMLElement} figure @param {Axis[]} axes */
export function showRadar(figure, axes) {
  const rings = Math.max(...axes.map((axis) => axis.top));
  const picture = svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, "aria-hidden": "true", focusable: "false" });
  for (let ring = 1; ring <= rings; ring++) {
    picture.append(svg("polygon", { class: "radar__ring", points: outline(axes, () => ring / rings) }));
  }
  axes.forEach((_, index) => {
    const [x, y] = spot(index, axes.length, 1);
    picture.append(svg("path", { class: "radar__axis", d: `M${WIDTH / 2} ${HEIGHT / 2}L${x} ${y}` }));
  });
  picture.append(svg("polygon", { class: "radar__scores", points: outline(axes, ({ score, top }) => score / top) }));
  axes.forEach((axis, index) => picture.append(...mark(axis, index, axes.length)));
  figure.replaceChildren(picture);
}

/** The dot and the label of one axis. @param {Axis} axis @param {number} index @param {number} count */
function mark({ name, score, top, complete }, index, count) {
  const [x, y] = spot(index, count, score / top);
  const dot = svg("circle", { class: `radar__dot${complete ? "" : " radar__dot--open"}`, cx: x, cy: y, r: 3.5 });
  const [far, low] = spot(index, count, 1.13);
  const middle = Math.abs(far - WIDTH / 2) < 8;
  const label = svg("text", { "text-anchor": middle ? "middle" : far < WIDTH / 2 ? "end" : "start" });
  const first = low < HEIGHT / 2 - RADIUS ? low - 12 : low > HEIGHT / 2 + RADIUS ? low + 10 : low - 2;
  const lines = [svg("tspan", { x: far, y: first }), svg("tspan", { class: "radar__score", x: far, y: first + 14 })];
  lines[0].textContent = name;
  lines[1].textContent = String(score);
  label.append(...lines);
  return [dot, label];
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
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  return made;
}
