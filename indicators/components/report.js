// The report on a sheet, as it will print. Data become text nodes only; `element`, `mounted` and
// `draw` come from shared.js.

const KINDS = {
  heading: (block) => element("h3", "", block.text),

  paragraph: (block) =>
    element(
      "p",
      "",
      ...block.parts.map((part) => (part.asks ? element("mark", "", `[… ${part.asks} …]`) : part.text)),
    ),

  table: (block) => {
    const head = element("tr", "", ...block.columns.map((column) => cell("th", column.title, "centre", "col")));
    const table = element(
      "table",
      "",
      element("thead", "", head),
      element("tbody", "", ...block.rows.map((row) => tableRow(row, block.columns))),
    );
    table.setAttribute("aria-label", block.caption);
    return element(
      "div",
      "",
      element("p", "caption", block.caption),
      element("div", "scroll", table),
      block.note ? element("p", "table-note", block.note) : null,
    );
  },

  picture: (block) => {
    const image = element("img", "");
    image.src = block.source;
    image.alt = block.alt;
    image.style.width = `${block.width}mm`;
    return element("div", "", element("p", "caption", block.caption), image);
  },
};

function cell(tag, words, className, scope) {
  const node = element(tag, className, words);
  if (scope) node.scope = scope;
  return node;
}

function tableRow(row, columns) {
  if (row.span) {
    const whole = element("td", "span", row.span);
    whole.colSpan = columns.length;
    return element("tr", "", whole);
  }
  return element("tr", "", ...row.cells.map((words, number) => cell("td", words, columns[number].align)));
}

function section(part, className, attached = "") {
  return element(
    "section",
    className,
    element("h2", "", part.title),
    attached ? element("p", "attached", attached) : null,
    ...part.blocks.map((block) => KINDS[block.kind](block)),
  );
}

function letterhead(head) {
  return element(
    "div",
    "letterhead",
    element(
      "div",
      "",
      element("p", head.is_upper_bold ? "strong" : "", head.upper),
      element("p", "strong", head.lower),
      element("div", "rule"),
    ),
    element("div", "", element("p", "strong", head.state), element("p", "strong motto", head.motto), element("div", "rule")),
    element("p", "number", head.number),
    element("p", "place", head.place_and_date),
  );
}

function ending(data) {
  return element(
    "div",
    "ending",
    element(
      "div",
      "",
      element("p", "to", "Nơi nhận:"),
      element(
        "ul",
        "",
        ...data.recipients.map((name, number) =>
          element("li", "", `- ${name}${number === data.recipients.length - 1 ? "." : ";"}`)),
      ),
    ),
    element(
      "div",
      "signature",
      ...data.signature.lines.map((line) => element("p", "strong", line)),
      element("p", "name", data.signature.name),
    ),
  );
}

function build(data) {
  const sheet = element(
    "article",
    "sheet",
    letterhead(data.letterhead),
    element("p", "subject", data.title),
    element("p", "subject", data.subject),
    element("div", "subject-rule"),
    data.addressee ? element("p", "addressee", data.addressee) : null,
    ...data.opening.map((block) => KINDS[block.kind](block)),
    ...data.sections.map((part) => section(part, "")),
    KINDS[data.closing.kind](data.closing),
    ending(data),
    ...data.appendices.map((part) => section(part, "appendix", data.attached)),
  );
  if (data.watermark) sheet.style.backgroundImage = watermark(data.watermark);
  return [sheet];
}

/** The mark behind every page, as a picture that repeats down the sheet. */
function watermark(words) {
  const text = shape("text", {
    x: 105, y: 148, "text-anchor": "middle", transform: "rotate(-45 105 148)", fill: "#000000",
    "fill-opacity": 0.1, "font-family": "Times New Roman, serif", "font-size": 22, "font-weight": 700,
  });
  text.textContent = words;
  const drawing = shape("svg", { xmlns: SVG, viewBox: "0 0 210 297", width: "210mm", height: "297mm" }, text);
  return `url("data:image/svg+xml,${encodeURIComponent(new XMLSerializer().serializeToString(drawing))}")`;
}

export default function ({ parentElement, data: [data] }) {
  const frame = mounted(parentElement);
  draw(frame, data, "desk", build);
  return frame.leave;
}
