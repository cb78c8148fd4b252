// Charts: a small drawing, and the same in words for whoever cannot see it.

import { h, newId, svg } from "./dom.js";

const number = (value) => value.toLocaleString("en-US", { maximumFractionDigits: 2 });

function bars({ series, axis_config: axis }) {
  const labels = axis.categories;
  const all = series.flatMap((s) => s.data.map((point) => point.value));
  const [low, high] = [Math.min(0, ...all), Math.max(0, ...all)];
  const part = (value) => ((value - low) / (high - low || 1)) * 84;
  const thick = series.length > 1 ? 12 : 18;
  const step = 22 + series.length * (thick + 3) + 8;
  const rows = labels.flatMap((label, row) => [
    svg("text", { x: 0, y: row * step + 15, class: "label" }, label),
    series.map((s, n) => {
      const { value } = s.data.find((point) => point.label === label) || {};
      if (value === undefined) return null;
      const y = row * step + 22 + n * (thick + 3);
      const [from, to] = [part(Math.min(0, value)), part(Math.max(0, value))];
      return [
        svg("rect", { x: `${from}%`, y, width: `${Math.max(to - from, 0.4)}%`, height: thick, rx: 3, class: `fill-${n}` }),
        svg("text", { x: `${to + 1}%`, y: y + thick / 2 + 4, class: "value" }, number(value)),
      ];
    }),
  ]);
  return svg("svg", { class: "bars", width: "100%", height: labels.length * step }, rows);
}

function lines({ type, series, axis_config: axis }) {
  const labels = axis.categories;
  const all = series.flatMap((s) => s.data.map((point) => point.value));
  const [low, high] = [Math.min(0, ...all), Math.max(...all, 1)];
  const x = (n) => (labels.length > 1 ? (n / (labels.length - 1)) * 100 : 50);
  const y = (value) => 98 - ((value - low) / (high - low || 1)) * 94;
  const drawn = series.map((s, n) => {
    const points = labels.map((label, at) => {
      const found = s.data.find((point) => point.label === label);
      return found && `${x(at)},${y(found.value)}`;
    }).filter(Boolean);
    return [
      type === "area" && svg("polygon", { points: `0,${y(0)} ${points.join(" ")} 100,${y(0)}`, class: `fill-${n} faint` }),
      svg("polyline", { points: points.join(" "), class: `line-${n}`, "vector-effect": "non-scaling-stroke" }),
    ];
  });
  return [
    h("div", { class: "range" }, h("span", {}, number(high)), h("span", {}, number(low))),
    svg("svg", { class: "lines", viewBox: "0 0 100 100", preserveAspectRatio: "none" }, drawn),
    h("div", { class: "ticks" }, labels.map((label) => h("span", {}, label))),
  ];
}

function pie({ segments }) {
  const sum = segments.reduce((total, s) => total + s.value, 0);
  let turned = 0;
  const point = (share) => [50 + 48 * Math.sin(share * 2 * Math.PI), 50 - 48 * Math.cos(share * 2 * Math.PI)];
  const wedges = segments.map((s, n) => {
    if (s.value === sum) return svg("circle", { cx: 50, cy: 50, r: 48, class: `fill-${n}` });
    const [from, to] = [point(turned), point((turned += s.value / sum))];
    return svg("path", { d: `M50 50L${from}A48 48 0 ${s.value / sum > 0.5 ? 1 : 0} 1 ${to}z`, class: `fill-${n}` });
  });
  return svg("svg", { class: "pie", viewBox: "0 0 100 100" }, wedges);
}

/** The same as a table, for whoever hears the page. */
function twin(data, axis, title) {
  const [head, rows] = data.type === "pie"
    ? [["Label", "Value"], data.segments.map((s) => [s.label, s.value])]
    : [
      [axis.x_label || "Label", ...data.series.map((s) => s.name)],
      axis.categories.map((label) => [label, ...data.series.map((s) => s.data.find((point) => point.label === label).value)]),
    ];
  return h("div", { class: "hidden" }, h("table", { "aria-label": title },
    h("thead", {}, h("tr", {}, head.map((name) => h("th", { scope: "col" }, name)))),
    h("tbody", {}, rows.map(([label, ...values]) => h("tr", {},
      h("th", { scope: "row" }, label), values.map((value) => h("td", {}, number(value))))))));
}

/** A data_visualization block. */
export function chart({ title, chart: data }) {
  const names = data.type === "pie"
    ? data.segments.map((s) => `${s.label} · ${number(s.value)}`)
    : data.series.map((s) => s.name);
  const axis = data.axis_config || {};
  const id = newId("chart");
  return h("figure", { class: "chart", "aria-labelledby": id },
    h("figcaption", { id }, title),
    h("div", { "aria-hidden": "true" },
      data.type === "pie" ? pie(data) : data.type === "bar" ? bars(data) : lines(data),
      (names.length > 1 || data.type === "pie") &&
        h("ul", { class: "legend" }, names.map((name, n) => h("li", { class: `key-${n}` }, name))),
      (axis.x_label || axis.y_label) &&
        h("p", { class: "axes" }, [axis.x_label, axis.y_label].filter(Boolean).join(" · "))),
    twin(data, axis, title));
}
