// What the components share: elements with text nodes only, icons, chips, links, mounting.
// Prepended to each component's own file; a component is one module without imports.

const SVG = "http://www.w3.org/2000/svg";

// Drawn on a 16 × 16 field: `line` is stroked, `area` is filled. In JSON: the public copy reads it.
const ICONS = {
  "close": {"line": "M3.6 3.6l8.8 8.8M12.4 3.6l-8.8 8.8"},
  "warning": {"line": "M8 2.2l6.4 11.4H1.6zM8 6.3v3.3M8 11.6v.1"},
  "schedule": {"line": "M8 1.8a6.2 6.2 0 1 1 0 12.4a6.2 6.2 0 1 1 0-12.4zM8 4.6v3.7l2.4 1.5"},
  "question_mark": {"line": "M5.2 5.5a2.8 2.8 0 1 1 4.4 2.3C8.5 8.6 8 9.1 8 10.3M8 13.2v.1"},
  "contrast": {"line": "M8 1.8a6.2 6.2 0 1 1 0 12.4a6.2 6.2 0 1 1 0-12.4z", "area": "M8 1.8a6.2 6.2 0 0 1 0 12.4z"},
  "arrow_forward": {"line": "M2.2 8h11.2M9.2 3.8L13.4 8l-4.2 4.2"},
  "check": {"line": "M2.6 8.6l3.7 3.7 7.2-8.2"},
  "keyboard_double_arrow_up": {"line": "M3.4 8L8 3.4 12.6 8M3.4 13.2L8 8.6l4.6 4.6"},
  "remove": {"line": "M3 8h10"},
  "radio_button_unchecked": {"line": "M8 1.8a6.2 6.2 0 1 1 0 12.4a6.2 6.2 0 1 1 0-12.4z"},
  "star": {"area": "M8 .9l2.1 4.8 5.2.5-3.9 3.5 1.1 5.1L8 12.1l-4.5 2.7 1.1-5.1L.7 6.2l5.2-.5z"}
};

/** An element with a class, text or children; null children are left out. */
function element(tag, className, ...children) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

function shape(tag, attributes, ...children) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

function icon(name, className = "icon") {
  const { line, area } = ICONS[name] ?? ICONS.remove;
  const drawing = shape("svg", { class: className, viewBox: "0 0 16 16", "aria-hidden": "true" });
  if (line) drawing.append(shape("path", { class: "line", d: line }));
  if (area) drawing.append(shape("path", { class: "area", d: area }));
  return drawing;
}

/** Marks a node as shown only at the named sizes of the table (card, narrow, medium, wide). */
function sized(node, sizes) {
  if (sizes) node.classList.add("sized", ...sizes.map((size) => `at-${size}`));
  return node;
}

/** A real link, so that it opens in a new tab; a plain click opens it inside the app instead. */
function link(open, className, ...children) {
  const node = element("a", className, ...children);
  node.href = open.href;
  node.dataset.open = open.href;
  return node;
}

/** Opens a screen as the browser's own Back and Forward do: one entry in its history, one run. */
function visit(address) {
  // The window's own is for Streamlit, see streamlit_start.js.
  History.prototype.pushState.call(history, {}, "", address);
  dispatchEvent(new PopStateEvent("popstate"));
}

function chip(look, number) {
  const node = element(
    "span",
    look.dashed ? "chip dashed" : "chip",
    icon(look.icon),
    number ? sized(element("span", "in-chip", number), ["card", "narrow"]) : null,
    element("span", "", look.text),
  );
  colour(node, look);
  return node;
}

function colour(node, look) {
  node.style.setProperty("--fill", look.fill);
  node.style.setProperty("--ink", look.ink);
  node.style.setProperty("--edge", look.border);
}

function isPlain(event) {
  return event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
}

const frames = new WeakMap();

/**
 * The component's own frame in `parent`, made once: Streamlit calls again on every rerun.
 * `linkOf` finds the link that a click is meant for; a plain click on it goes to `open`.
 */
function mounted(parent, linkOf = () => null, open = visit) {
  let frame = frames.get(parent);
  if (!frame) {
    frame = { node: element("div", ""), drawn: "", leave: null };
    frame.node.addEventListener("click", (event) => {
      const target = isPlain(event) ? linkOf(event) : null;
      if (!target) return;
      event.preventDefault();
      open(target.href);
    });
    frame.leave = () => {
      frames.delete(parent);
      frame.node.remove();
    };
    parent.append(frame.node);
    frames.set(parent, frame);
  }
  return frame;
}

/** Draws `data` where it is new, with one replacement of the content; the focus stays. */
function draw(frame, data, className, build) {
  const drawn = JSON.stringify(data);
  if (drawn === frame.drawn) return;
  const { node } = frame;
  const focused = node.getRootNode().activeElement?.getAttribute?.("href");
  node.className = className;
  for (const [property, value] of Object.entries(data.style)) {
    node.style.setProperty(property, value);
  }
  node.replaceChildren(...build(data));
  if (focused) {
    [...node.querySelectorAll("a")].find((a) => a.getAttribute("href") === focused)?.focus();
  }
  frame.drawn = drawn;
}

