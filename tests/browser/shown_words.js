// Everything that a page says: its texts, also inside components and charts, what stands in its
// fields, and what it tells those who point at things or listen.
() => {
  const TOLD = [
    "title", "aria-label", "aria-description", "aria-roledescription", "aria-valuetext",
    "placeholder", "alt", "data-title", "data-name", "label",
  ];
  const said = [document.title];
  const unread = "script, style, template, noscript, [data-testid=hidden-dateinput-container]";
  // A word that the icon font draws; whoever listens must not be told it.
  const isIcon = (node) => /Material/.test(getComputedStyle(node).fontFamily)
    && node.closest("[aria-hidden=true]");

  function look(root) {
    for (const node of root.querySelectorAll("*")) {
      if (node.closest(unread) || isIcon(node)) continue;
      if (node.shadowRoot) look(node.shadowRoot);
      if (node.localName === "iframe") {
        if (node.contentDocument) look(node.contentDocument);
        else said.push(`an iframe that cannot be read: ${node.src}`);
      }
      // Options of closed lists and inner texts of drawings have no boxes of their own.
      const isShown = node.checkVisibility() || node.closest("option, svg title, svg desc");
      if (!isShown) continue;
      for (const part of node.childNodes) {
        if (part.nodeType === Node.TEXT_NODE && part.data.trim()) said.push(part.data);
      }
      for (const name of TOLD) if (node.getAttribute(name)?.trim()) said.push(node.getAttribute(name));
      if (/^(input|textarea)$/.test(node.localName) && !/^(hidden|file|password|radio|checkbox)$/.test(node.type))
        said.push(node.value);
      for (const part of ["::before", "::after"]) {
        const content = getComputedStyle(node, part).content;
        if (/^"./.test(content)) said.push(content.slice(1, -1));
      }
    }
  }
  look(document);

  // What a chart would tell who points at it.
  for (const chart of document.querySelectorAll(".js-plotly-plot")) {
    if (!chart.checkVisibility()) continue;
    for (const trace of chart._fullData ?? []) {
      said.push(...[trace.text].flat());
      if (chart._fullLayout.hovermode) said.push(...[trace.hovertemplate ?? "no template"].flat());
    }
    for (const button of chart.querySelectorAll(".modebar-btn")) said.push(button.dataset.title ?? "");
  }
  if (document.documentElement.lang !== "vi") said.push(`Language is not Vietnamese: ${document.documentElement.lang}`);
  return [...new Set(said.filter((text) => typeof text === "string" && text.trim()))];
}
