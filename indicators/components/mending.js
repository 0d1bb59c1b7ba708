// The refused cells of an upload: each with what the file says, why, and an input for the mend.
// Data become text nodes only. `element` comes from shared.js. Every edit is told with a rising
// number, and the last ones together, so that none is lost while the script still runs.

const KEPT = 40;

function remember(frame, tell, edit) {
  const last = frame.edits.at(-1)?.n ?? 0;
  frame.edits = [...frame.edits, { ...edit, n: Math.max(last + 1, Date.now()) }].slice(-KEPT);
  tell("edits", frame.edits);
}

function button(className, words, label, press) {
  const node = element("button", className, words);
  node.type = "button";
  if (label && label !== words) node.setAttribute("aria-label", label);
  node.addEventListener("click", press);
  return node;
}

function field(row, act) {
  const node = element("input", row.tone ? `is-${row.tone}` : "");
  node.type = "text";
  node.value = row.text;
  node.dataset.id = row.id;
  node.autocomplete = "off";
  node.spellcheck = false;
  node.setAttribute("aria-label", row.label);
  if (row.tone === "bad") node.setAttribute("aria-invalid", "true");
  // On leaving rather than on "change": a text that a redraw put back is no change to the browser.
  let told = row.text;
  node.addEventListener("blur", () => {
    if (node.value === told || !node.isConnected) return;
    told = node.value;
    act({ act: "text", text: node.value });
  });
  node.addEventListener("keydown", (event) => {
    if (event.key === "Enter") node.blur();
    if (event.key === "Escape") node.value = row.text;
  });
  return node;
}

function mendCell(row, words, act) {
  const label = (text) => text.replace("{row}", row.row);
  const top = element("div", "mend-line");
  if (row.types) top.append(field(row, act));
  for (const option of row.options) {
    const press = () => act({ act: "text", text: option.value });
    const choice = button("choice", option.value, `${words.choose} ${option.label}`, press);
    choice.title = option.label;
    top.append(choice);
  }
  if (row.says) {
    const says = element("span", `says ${row.tone}`, row.says);
    says.setAttribute("role", "status");
    top.append(says);
  }
  const tools = top;
  if (row.alike) tools.append(button("choice", row.alike, "", () => act({ act: "alike" })));
  if (row.opens) {
    tools.append(button("plain", words.open, label(words.openLabel), () => act({ act: "open" })));
  }
  if (row.leaves) {
    tools.append(button("plain", words.leave, label(words.leaveLabel), () => act({ act: "leave" })));
  }
  if (row.back) tools.append(button("plain", words.back, "", () => act({ act: "back" })));
  return [top];
}

function tableRow(row, data, tell) {
  const act = (edit) => tell({ id: row.id, ...edit });
  const node = element("tr", row.tone === "left" ? "left-out" : "");
  node.setAttribute("role", "row");
  const cells = {
    row: [row.row],
    column: [row.column],
    seen: [row.seen],
    why: [element("div", "why", row.why), element("div", "how", row.mend)],
    mend: mendCell(row, data.words, act),
  };
  for (const [key, title] of Object.entries(data.columns)) {
    const cell = element("td", `c-${key}`, ...cells[key]);
    cell.setAttribute("role", "cell");
    cell.dataset.label = title;
    node.append(cell);
  }
  return node;
}

function build(data, tell) {
  const node = element("table", "");
  node.setAttribute("role", "table");
  node.append(element("caption", "unseen", data.caption));
  const heads = Object.entries(data.columns).map(([key, title]) => {
    const head = element("th", `c-${key}`, title);
    head.scope = "col";
    head.setAttribute("role", "columnheader");
    return head;
  });
  const headRow = element("tr", "", ...heads);
  headRow.setAttribute("role", "row");
  const head = element("thead", "", headRow);
  head.setAttribute("role", "rowgroup");
  const body = element("tbody", "", ...data.rows.map((row) => tableRow(row, data, tell)));
  body.setAttribute("role", "rowgroup");
  node.append(head, body);
  return node;
}

/** Draws anew; who types somewhere meanwhile goes on typing there. */
function redraw(frame, data, tell) {
  const active = frame.node.getRootNode().activeElement;
  const id = active?.dataset?.id;
  const kept = id && { text: active.value, from: active.selectionStart, to: active.selectionEnd };
  const typing = id && active.value !== frame.texts?.get(id);
  frame.isDrawing = true;
  frame.node.replaceChildren(build(data, tell));
  frame.isDrawing = false;
  frame.texts = new Map(data.rows.map((row) => [row.id, row.text]));
  const again = id && [...frame.node.querySelectorAll("input")].find((i) => i.dataset.id === id);
  if (!again) return;
  if (typing) again.value = kept.text;
  again.focus({ preventScroll: true });
  again.setSelectionRange(kept.from, kept.to);
}

const mendings = new WeakMap();

export default function render({ parentElement, data, setStateValue }) {
  let frame = mendings.get(parentElement);
  if (!frame) {
    frame = { node: element("div", "mending"), drawn: "", edits: [], isDrawing: false };
    parentElement.append(frame.node);
    mendings.set(parentElement, frame);
  }
  const tell = (edit) => {
    // Taking a focused input away makes it say that it was left.
    if (!frame.isDrawing) remember(frame, setStateValue, edit);
  };
  const drawn = JSON.stringify(data ?? null);
  if (data && drawn !== frame.drawn) {
    for (const [property, value] of Object.entries(data.style)) {
      frame.node.style.setProperty(property, value);
    }
    redraw(frame, data, tell);
    frame.drawn = drawn;
  }
  return () => {
    mendings.delete(parentElement);
    frame.node.remove();
  };
}
