// The head of a screen: kicker, sentence of result, lead figure with chips, facts, and an aside.
// Data become text nodes only. `element`, `link`, `chip` and `icon` come from shared.js.

function textParts(parts) {
  return parts.map((part) =>
    part.open
      ? link(part.open, part.strong ? "strong" : "", part.text)
      : element("span", part.strong ? "strong" : "", part.text),
  );
}

function titleBlock(data) {
  const star = data.star
    ? [icon("star", "icon star"), element("span", "unseen", `${data.star}: `)]
    : [];
  return element(
    "div",
    "title-block",
    data.kicker ? element("p", "kicker", ...textParts(data.kicker)) : null,
    element("h1", "", ...star, data.title),
    data.subtitle ? element("p", "subtitle", data.subtitle) : null,
  );
}

function asideBlock(aside) {
  return element(
    "aside",
    `aside ${aside.tone}`,
    element("p", "aside-title", aside.title),
    ...aside.lines.map((parts) => element("p", "aside-line", ...textParts(parts))),
  );
}

function figuresBlock(data) {
  const lead = data.lead
    ? element(
        "p",
        "lead",
        element("span", "lead-value", data.lead.value),
        element("span", "lead-caption", data.lead.caption),
      )
    : null;
  const chips = data.chips.map(({ chip: look, caption }) =>
    element("p", "chip-line", chip(look), element("span", "chip-caption", caption)),
  );
  const facts = (data.facts ?? []).map(({ value, unit, caption }) =>
    element(
      "p",
      "fact",
      element("span", "fact-value", value, unit ? element("span", "fact-unit", ` ${unit}`) : null),
      element("span", "fact-caption", caption),
    ),
  );
  return element("div", "figures", lead, chips.length ? element("div", "chips", ...chips) : null, ...facts);
}

function build(data) {
  const top = element("div", "top", titleBlock(data), data.aside ? asideBlock(data.aside) : null);
  const hasFigures = data.lead || data.chips.length || data.facts?.length;
  return hasFigures ? [top, figuresBlock(data)] : [top];
}

const linkOf = (event) => event.target.closest("a[data-open]");

export default function render({ parentElement, data: sent, open }) {
  const [data] = sent ?? [];
  const frame = mounted(parentElement, linkOf, open);
  if (data) draw(frame, data, "head", build);
  return frame.leave;
}
