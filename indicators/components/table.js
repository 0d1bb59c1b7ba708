// The one table of the product: draws what indicators/tables.py composed, decides nothing itself.
//
// Every text arrives ready in `data` and is written with textContent. Positions of a bullet arrive
// as fractions of its width, so that the drawing is in percent and follows any column width.

const BULLET = { height: 34, bar: 14, box: 24, disc: 8 };
const COMPACT_BULLET = { height: 27, bar: 12, box: 21, disc: 7 };

function percent(fraction) {
  return `${(fraction * 100).toFixed(2)}%`;
}

function part(item) {
  const styles = (item.styles ?? []).map((style) => `is-${style}`).join(" ");
  const inner = [item.icon ? icon(item.icon, "icon small") : null];
  if (item.label) {
    const shown = element("span", "", item.text);
    shown.setAttribute("aria-hidden", "true");
    inner.push(shown, element("span", "unseen", item.label));
  } else {
    inner.push(item.text);
  }
  const node = item.open ? link(item.open, styles, ...inner) : element("span", styles, ...inner);
  if (item.label) node.title = item.label;
  return sized(node, item.sizes);
}

function lines(items, tag = "div") {
  return (items ?? []).map((item) =>
    sized(element(tag, "line-of-text", ...item.parts.map(part)), item.sizes),
  );
}

function tile(look, label) {
  const node = element("li", look.dashed ? "tile dashed" : "tile", icon(look.icon));
  node.append(element("span", "unseen", label));
  node.title = label;
  colour(node, look);
  return node;
}

/** Something drawn around one point of the bullet: px inside, percent outside. */
function at(fraction, ...children) {
  return shape("svg", { x: percent(fraction), overflow: "visible" }, ...children);
}

function bar(className, from, to, height, middle) {
  return shape("rect", {
    class: className,
    x: percent(from),
    y: middle - height / 2,
    width: percent(Math.max(to - from, 0)),
    height,
  });
}

function bullet(cell, measures) {
  if (cell.sentence) {
    return element("span", "sentence", cell.sentence);
  }
  const { height, disc } = measures;
  const middle = height / 2;
  const drawing = shape("svg", { class: "bullet", height, width: "100%", overflow: "visible" });
  const marks = [];
  if (cell.words) {
    marks.push(bar("missing", 0, cell.threshold, measures.box, middle));
  } else {
    marks.push(bar("track", 0, cell.threshold, measures.bar, middle));
    if (cell.base !== undefined) marks.push(bar("base", 0, cell.base, measures.bar, middle));
    marks.push(bar("since", cell.base ?? 0, cell.now, measures.bar, middle));
  }
  if (cell.expected !== undefined) {
    marks.push(
      at(
        cell.expected,
        shape("path", { class: "gap", d: `M-2.4 6h4.8v${height - 9}h-4.8z` }),
        shape("path", { class: "expected", d: `M-4.6 2h9.2L1.2 8v${height - 10}h-2.4V8z` }),
      ),
    );
  }
  marks.push(
    at(
      cell.threshold,
      shape("rect", { class: "gap", x: -3.5, y: 1, width: 7, height: height - 2 }),
      shape("rect", { class: "threshold", x: -1.5, y: 1, width: 3, height: height - 2 }),
    ),
  );
  if (cell.now !== undefined) {
    const kind = cell.hollow ? "disc hollow" : "disc";
    const radius = cell.hollow ? disc - 1.25 : disc;
    marks.push(shape("circle", { class: kind, cx: percent(cell.now), cy: middle, r: radius }));
  }
  drawing.append(...marks);
  const frame = element("div", "bullet-frame", drawing);
  frame.setAttribute("role", "img");
  frame.setAttribute("aria-label", cell.label);
  if (cell.words) frame.append(element("span", "words", ...cell.words.map(part)));
  return frame;
}

function name(cell, open) {
  const title = element("span", "title");
  if (cell.star) {
    title.append(icon("star", "icon star"), element("span", "unseen", `${cell.star}: `));
  } else if (cell.star === "") {
    title.classList.add("starless");
  }
  title.append(open ? link(open, "row-link", cell.title) : cell.title);
  if (cell.mark) title.append(" ", element("span", "is-strong is-whole", cell.mark));
  return [title, ...lines(cell.lines, "span")];
}

const DRAW = {
  name: (cell, row) => name(cell, row.open),
  bullet: (cell, row, chips, isCompact) => [bullet(cell, isCompact ? COMPACT_BULLET : BULLET)],
  chip: (cell, row, chips) => [
    cell.chip ? chip(chips[cell.chip]) : null,
    ...lines(cell.lines),
  ],
  chips: (cell, row, chips) => [
    cell.tiles?.length
      ? element("ul", "tiles", ...cell.tiles.map((item) => tile(chips[item.chip], item.label)))
      : null,
    ...lines(cell.lines),
  ],
};
const drawText = (cell) => lines(cell.lines);

// Roles are written out: browsers drop a table's own where its display is changed for cards.
function tableRow(row, { columns, chips, layout }) {
  const node = element("tr", "");
  node.classList.toggle("opens", Boolean(row.open));
  node.classList.toggle("emphasis", Boolean(row.emphasis));
  node.setAttribute("role", "row");
  for (const column of columns) {
    const cell = row.cells[column.key];
    const isName = column.kind === "name";
    const holder = element(isName ? "th" : "td", `k-${column.kind} ${column.align}`);
    holder.setAttribute("role", isName ? "rowheader" : "cell");
    if (isName) holder.scope = "row";
    if (column.title) holder.dataset.label = column.title;
    if (cell) {
      const drawn = (DRAW[column.kind] ?? drawText)(cell, row, chips, layout === "compact");
      holder.append(...drawn.filter((child) => child !== null));
    }
    if (!holder.hasChildNodes()) holder.classList.add("empty");
    node.append(sized(holder, column.sizes));
  }
  return node;
}

function groupHeader(group, span) {
  const title = group.open ? link(group.open, "group-link", group.title) : group.title;
  const cell = element("th", "group", title);
  cell.colSpan = span;
  cell.scope = "rowgroup";
  cell.setAttribute("role", "rowheader");
  const node = element("tr", "group-row", cell);
  node.setAttribute("role", "row");
  return node;
}

function table(data) {
  const node = element("table", "");
  node.setAttribute("role", "table");
  node.append(element("caption", "unseen", data.caption));

  const heads = data.columns.map((column) => {
    const head = element("th", `k-${column.kind} ${column.align}`, column.title);
    head.scope = "col";
    head.setAttribute("role", "columnheader");
    return sized(head, column.sizes);
  });
  const headRow = element("tr", "", ...heads);
  headRow.setAttribute("role", "row");
  const head = element("thead", "", headRow);
  head.setAttribute("role", "rowgroup");
  node.append(head);

  for (const group of data.groups) {
    const body = element("tbody", "");
    body.setAttribute("role", "rowgroup");
    if (group.title) body.append(groupHeader(group, data.columns.length));
    body.append(...group.rows.map((row) => tableRow(row, data)));
    node.append(body);
  }
  return node;
}

function counts(data) {
  const items = data.counts.map((item) =>
    element(
      "li",
      "",
      sized(element("span", "number", item.number), ["medium", "wide"]),
      chip(data.chips[item.chip], item.number),
    ),
  );
  const node = element("ul", "counts", ...items);
  node.setAttribute("aria-label", data.countsLabel);
  return node;
}

function legend(items) {
  const mark = (kind) => {
    if (kind === "star") return icon("star", "icon star");
    const drawing = shape("svg", { class: `mark ${kind}`, "aria-hidden": "true" });
    const shapes = {
      base: () => shape("rect", { class: "base", width: 26, height: 12, y: 4 }),
      since: () => shape("rect", { class: "since", width: 26, height: 12, y: 4 }),
      estimate: () => shape("circle", { class: "disc hollow", cx: 8, cy: 10, r: 5.75 }),
      actual: () => shape("circle", { class: "disc", cx: 8, cy: 10, r: 7 }),
      threshold: () => shape("rect", { class: "threshold", x: 2, y: 0, width: 3, height: 20 }),
      expected: () => shape("path", { class: "expected", d: "M1 0h9.2L6.8 5.5V20H4.4V5.5z" }),
    };
    drawing.append(shapes[kind]());
    return drawing;
  };
  return element(
    "ul",
    "legend",
    ...items.map((item) =>
      sized(element("li", "", mark(item.mark), element("span", "", item.text)), item.sizes),
    ),
  );
}

/** Under the table: the icons that stand alone in it, with their words. */
function key(names, chips) {
  const entry = (name) => {
    const item = tile(chips[name], "");
    const sign = element("span", item.className, ...item.childNodes);
    sign.style.cssText = item.style.cssText;
    return element("li", "", sign, chips[name].text);
  };
  return element("ul", "key", ...names.map(entry));
}

function build(data) {
  const parts = [];
  if (data.counts?.length) parts.push(counts(data));
  if (data.legend?.length) parts.push(legend(data.legend));
  parts.push(
    data.groups.some((group) => group.rows.length)
      ? table(data)
      : element("p", "nothing", data.empty ?? ""),
  );
  if (data.key?.length) parts.push(key(data.key, data.chips));
  if (data.notes?.length) {
    parts.push(element("p", "notes", ...data.notes.map((note) => element("span", "", note, " "))));
  }
  return parts;
}

/** The link a plain click is meant for: the one under the pointer, else the one of its row. */
function linkOf(event) {
  const inner = event.target.closest("a[data-open]");
  if (inner) return inner;
  const root = event.currentTarget.getRootNode();
  const selection = root.getSelection ? root.getSelection() : document.getSelection();
  if (selection?.type === "Range") return null; // somebody is copying a figure
  return event.target.closest("tr.opens")?.querySelector("a.row-link") ?? null;
}

export default function render({ parentElement, data: sent, open }) {
  const [data] = sent ?? [];
  const frame = mounted(parentElement, linkOf, open);
  if (data) draw(frame, data, `frame ${data.layout}`, build);
  return frame.leave;
}
