// What a person in the last row could not read on the slide that is shown; an empty list is good.
() => {
  const problems = [];
  const height = innerHeight;
  const stage = document.getElementById("stage").getBoundingClientRect();
  const foot = document.getElementById("foot").getBoundingClientRect();
  const slide = document.querySelector(".slide");
  const shown = (node) => node.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  const short = (text) => text.trim().slice(0, 40);

  const walker = document.createTreeWalker(document.getElementById("stage"), NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const parent = node.parentElement;
    if (!node.data.trim() || !shown(parent) || parent.closest("#bar, .edge")) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    texts.push({ node, parent, text: short(node.data), boxes: [...range.getClientRects()] });
  }

  for (const { parent, text, boxes } of texts) {
    const size = parseFloat(getComputedStyle(parent).fontSize);
    if (size < height / 30 - 0.01) problems.push(`small ${size} of ${height}: ${text}`);
    const bottom = slide.contains(parent) ? foot.top : stage.bottom;
    for (const box of boxes) {
      const slack = box.height * 0.12; // the font's own room above and below the letters
      const isCut =
        box.left < stage.left - 1 || box.right > stage.right + 1 ||
        box.top + slack < stage.top - 1 || box.bottom - slack > bottom + 1;
      if (isCut) problems.push(`cut: ${text}`);
    }
  }

  // No two texts lie on each other; a trajectory's words may lie over its own lines.
  const places = texts.flatMap(({ parent, text, boxes }) => boxes.map((box) => ({
    parent, text, left: box.left + 1, right: box.right - 1,
    top: box.top + box.height * 0.24, bottom: box.bottom - box.height * 0.24,
  })));
  places.forEach((one, number) => {
    for (const other of places.slice(number + 1)) {
      if (one.parent === other.parent) continue;
      const isOver = one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
      if (isOver) problems.push(`overlap: ${one.text} / ${other.text}`);
    }
  });

  // A figure's disc hides no words of its trajectory.
  const discs = [...slide.querySelectorAll(".trajectory circle")].map((disc) => disc.getBoundingClientRect());
  for (const { parent, text, boxes } of texts) {
    if (!parent.closest(".trajectory")) continue;
    const isHidden = boxes.some((box) => discs.some((disc) =>
      disc.left < box.right - 2 && box.left + 2 < disc.right &&
      disc.top < box.bottom - box.height * 0.25 && box.top + box.height * 0.25 < disc.bottom));
    if (isHidden) problems.push(`under a disc: ${text}`);
  }

  // Nothing scrolls.
  for (const node of [slide, ...slide.querySelectorAll("div, ul, li, p, section, header, h1")]) {
    if (node.scrollWidth > node.clientWidth + 2 && node.clientWidth) problems.push(`wider than its place: ${node.className || node.tagName} ${short(node.textContent)}`);
    if (node.matches(".slide, .fit") && node.scrollHeight > node.clientHeight + 2) problems.push(`higher than its place: ${node.className}`);
  }

  // Contrast of every text with what is behind it.
  const channels = (colour) => colour.match(/[\d.]+/g).map(Number);
  const luminance = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((c) => (c / 255 <= 0.03928 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const behind = (node) => {
    for (let up = node; up; up = up.parentElement) {
      const [r, g, b, a = 1] = channels(getComputedStyle(up).backgroundColor);
      if (a === 1) return [r, g, b];
    }
    return [255, 255, 255];
  };
  for (const { parent, text } of texts) {
    const style = getComputedStyle(parent);
    const ink = channels(parent instanceof SVGElement ? style.fill : style.color);
    const [high, low] = [luminance(ink), luminance(behind(parent))].sort((a, b) => b - a);
    const ratio = (high + 0.05) / (low + 0.05);
    if (ratio < 7) problems.push(`contrast ${ratio.toFixed(1)}: ${text}`);
  }

  // Digits of a headline figure are a sixth of the height.
  const pen = document.createElement("canvas").getContext("2d");
  for (const node of slide.querySelectorAll(".headline:not(.words)")) {
    const style = getComputedStyle(node);
    pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    const tall = pen.measureText("0").actualBoundingBoxAscent;
    if (tall < height / 6) problems.push(`headline ${(tall / height).toFixed(3)}: ${node.textContent}`);
  }
  const needsOne = slide.matches(".summary, .indicator:not(.empty)");
  if (needsOne && !slide.querySelector(".headline")) problems.push("no headline figure");
  return problems;
}
