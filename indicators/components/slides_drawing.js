// Bullets and trajectories of the projector's slides, drawn to the size of their place.

const VIOLET_TICK = "M-1 -1.4h2l-1 1.4z";

/** The stage's unit in pixels: a hundredth of its height. */
function stageUnit() {
  return document.getElementById("stage").clientHeight / 100;
}

function canvas(className, width, height, label) {
  return shape("svg", {
    class: className, width, height, viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": label,
  });
}

/** A bullet over the whole width: pale up to the start, dark since, threshold, straight path. */
function drawBullet(place, bullet) {
  const u = stageUnit();
  const [w, h] = [place.clientWidth, place.clientHeight];
  const drawing = canvas("bullet", w, h, bullet.label);
  place.replaceChildren(drawing);
  const words = bullet.sentence ?? bullet.words?.map((part) => part.text).join("");
  const middle = h / 2;
  const thick = Math.min(h * 0.42, 2.6 * u);
  const size = Math.min(3.4 * u, h);
  if (words !== undefined) {
    if (h < 5 * u) return;
    drawing.append(text(words, 0, middle + size * 0.35, size, "quiet-words"));
    return;
  }
  const at = (fraction) => fraction * w;
  const bar = (from, to, fill) => shape("rect", {
    x: at(from), y: middle - thick / 2, width: Math.max(0, at(to - from)), height: thick, fill,
  });
  drawing.append(bar(0, bullet.threshold, "var(--track)"));
  drawing.append(bar(0, bullet.now, "var(--progress)"));
  if (bullet.base !== undefined) {
    drawing.append(bar(0, Math.min(bullet.base, bullet.now), "var(--baseline)"));
  }
  const line = (x, top, bottom, width, stroke) => shape("line", {
    x1: at(x), x2: at(x), y1: top, y2: bottom, stroke, "stroke-width": width,
  });
  drawing.append(line(bullet.threshold, 0, h, 1.3 * u, "var(--back)"));
  drawing.append(line(bullet.threshold, 0, h, 0.55 * u, "var(--text)"));
  if (bullet.expected !== undefined) {
    drawing.append(line(bullet.expected, 0, h, 0.9 * u, "var(--back)"));
    drawing.append(line(bullet.expected, 0, h, 0.4 * u, "var(--path)"));
    const scale = Math.min(u, h / 4);
    drawing.append(shape("path", {
      d: VIOLET_TICK, fill: "var(--path)",
      transform: `translate(${at(bullet.expected)} ${scale * 1.4}) scale(${scale})`,
    }));
  }
  const r = Math.max(thick * 0.62, Math.min(0.95 * u, h / 2 - 0.25 * u));
  drawing.append(shape("circle", {
    cx: Math.max(at(bullet.now), r + 0.3 * u), cy: middle, r, "stroke-width": Math.min(0.5 * u, r / 2),
    fill: bullet.hollow ? "var(--back)" : "var(--progress)",
    stroke: bullet.hollow ? "var(--progress)" : "var(--back)",
  }));
}

function text(content, x, y, size, className, anchor = "start") {
  const node = shape("text", { x, y, class: className, "font-size": size, "text-anchor": anchor });
  node.textContent = content;
  return node;
}

/** A trajectory: figures, threshold with its deadlines, the assumed straight path, the lag. */
function drawCourse(place, course) {
  const u = stageUnit();
  const [w, h] = [place.clientWidth, place.clientHeight];
  const drawing = canvas("trajectory", w, h, course.text);
  place.replaceChildren(drawing);
  const box = { left: 1.6 * u, right: w - 4.4 * u, top: 7.4 * u, bottom: h - 5.6 * u };
  const years = Math.max(1, course.last_year - course.first_year);
  const x = (year) => box.left + ((year - course.first_year) / years) * (box.right - box.left);
  const y = (value) => box.bottom - (value / course.top) * (box.bottom - box.top);
  const stroke = (points, colour, width, dash) => shape("polyline", {
    points: points.map(([a, b]) => `${x(a)},${y(b)}`).join(" "), fill: "none", stroke: colour,
    "stroke-width": width, "stroke-linejoin": "round", ...(dash ? { "stroke-dasharray": dash } : {}),
  });

  drawing.append(shape("line", {
    x1: box.left, x2: box.right, y1: box.bottom, y2: box.bottom, stroke: "var(--rule)", "stroke-width": 0.25 * u,
  }));
  for (const [year, anchor, strong] of axisYears(course, x, u)) {
    const label = text(String(year), x(year), h - 1.2 * u, 3.6 * u, strong ? "" : "quiet-words", anchor);
    if (strong) label.setAttribute("font-weight", "700");
    drawing.append(label);
  }
  const ends = [[course.first_year, course.threshold], [course.last_year, course.threshold]];
  drawing.append(stroke(ends, "var(--text)", 0.38 * u));
  if (course.path.length) drawing.append(stroke(course.path, "var(--path)", 0.42 * u, `${1.6 * u} ${1.1 * u}`));

  const points = course.points.map((point) => [point.year, point.value]);
  drawing.append(stroke(points, "var(--text)", 0.6 * u));
  const last = course.points[course.points.length - 1];
  const discs = course.points.map((point) => [x(point.year), y(point.value)]);
  const name = nameThreshold(drawing, course.threshold_words, y(course.threshold), discs, box, u);
  const notes = [name];
  for (const deadline of course.deadlines) {
    drawing.append(diamond(x(deadline.year), y(deadline.value), 1.5 * u, deadline.filled, u));
    if (deadline.words) {
      const half = 0.9 * deadline.words.length * u;
      const named = name.getBBox();
      const isFree = x(deadline.year) - half > named.x + named.width + 2 * u || x(deadline.year) + half < named.x - 2 * u;
      const isNameBelow = named.y > y(course.threshold);
      const down = isFree || isNameBelow ? -2.4 * u : 5 * u;
      const note = text(deadline.words, x(deadline.year), y(deadline.value) + down, 3.4 * u, "halo", "middle");
      note.setAttribute("stroke-width", 1 * u);
      drawing.append(note);
      notes.push(note);
    }
  }
  if (course.needed !== null && last.year === course.year) {
    const said = drawLag(drawing, course, last, x, y, box, u);
    makeRoom(said, notes, box.bottom, u);
  }
  for (const point of course.points) {
    drawing.append(shape("circle", {
      cx: x(point.year), cy: y(point.value), r: (point.hollow ? 1.35 : 1.15) * u, "stroke-width": 0.55 * u,
      stroke: "var(--text)", fill: point.hollow ? "var(--back)" : "var(--text)",
    }));
  }
}

/** First year, the figure's year, last year: those that would touch are left out. */
function axisYears(course, x, u) {
  const shown = [[course.year, "middle", true]];
  const isFree = (year) => shown.every(([other]) => Math.abs(x(other) - x(year)) > 11 * u);
  if (course.last_year !== course.year && isFree(course.last_year)) {
    shown.push([course.last_year, "middle", false]);
  }
  if (isFree(course.first_year)) shown.push([course.first_year, "start", false]);
  if (course.year === course.first_year) shown[0][1] = "start";
  return shown;
}

function diamond(cx, cy, r, filled, u) {
  return shape("path", {
    d: `M${cx} ${cy - r}l${r} ${r}l${-r} ${r}l${-r} ${-r}z`, "stroke-width": 0.4 * u,
    stroke: "var(--text)", fill: filled ? "var(--text)" : "var(--back)",
  });
}

/** The threshold's words on its line: at the left end, or where they lie on no figure and no line between two. */
function nameThreshold(drawing, words, level, discs, box, u) {
  const name = text(words, box.left, level - 2.4 * u, 3.8 * u, "halo");
  name.setAttribute("font-weight", "700");
  name.setAttribute("stroke-width", 1.2 * u);
  drawing.append(name);
  const width = name.getComputedTextLength();
  const isFree = ([left, base]) => {
    const [top, bottom] = [base - 3.6 * u, base + 1 * u];
    const isOn = (px, py) => px > left - 1.4 * u && px < left + width + 1.4 * u && py > top - 1.4 * u && py < bottom + 1.4 * u;
    return discs.every(([px, py], place) => {
      const [fromX, fromY] = discs[place - 1] ?? [px, py];
      for (let part = 0; part <= 1; part += 0.05) {
        if (isOn(fromX + part * (px - fromX), fromY + part * (py - fromY))) return false;
      }
      return true;
    });
  };
  const [right, above, below] = [box.right - width - 2 * u, level - 2.4 * u, level + 5 * u];
  const overAll = Math.min(...discs.map(([, py]) => py)) - 2.6 * u;
  const places = [[box.left, above], [right, above], [(box.left + right) / 2, above], [box.left, below], [right, below]];
  if (overAll > level - 6 * u) places.splice(3, 0, [box.left, overAll]);
  const [left, base] = places.filter((place) => place[1] < box.bottom).find(isFree) ?? places[0];
  name.setAttribute("x", left);
  name.setAttribute("y", base);
  return name;
}

/** The way between the figure and what the straight path needs this year, with its words. */
function drawLag(drawing, course, last, x, y, box, u) {
  const [at, now, needed] = [x(course.year), y(last.value), y(course.needed)];
  drawing.append(shape("line", {
    x1: at, x2: at, y1: now, y2: needed, stroke: "var(--path)", "stroke-width": 0.3 * u,
  }));
  drawing.append(shape("path", {
    d: VIOLET_TICK, fill: "var(--path)", transform: `translate(${at} ${needed - 0.5 * u}) scale(${u})`,
  }));
  if (!course.lag) return [];
  const lines = course.lag.replace(/ (?=\d)/, "\n").split("\n");
  const size = 3.7 * u;
  const isRising = course.path[1][1] > course.path[0][1];
  const onLeft = at > box.left + 0.62 * (box.right - box.left);
  const side = onLeft ? at - 2.2 * u : at + 2.2 * u;
  const lower = Math.max(now, needed) + 5 * u;
  const upper = Math.min(now, needed) - 2.6 * u - size * 1.15 * (lines.length - 1);
  const fits = lower + size * 1.15 * (lines.length - 1) < box.bottom - 0.8 * u;
  let top = isRising && fits ? lower : upper;
  if (isRising && !fits) top = (y(course.threshold) + needed) / 2;
  if (!isRising && upper < box.top) top = lower;
  return lines.map((line, number) => {
    const node = text(line, side, top + number * size * 1.15, size, "halo path-words", onLeft ? "end" : "start");
    node.setAttribute("stroke-width", 1.2 * u);
    drawing.append(node);
    return node;
  });
}

/** Moves the words down, a little at a time, until they lie on none of the others. */
function makeRoom(moved, others, bottom, u) {
  const lies = (one, other) => {
    const [a, b] = [one.getBBox(), other.getBBox()];
    return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
  };
  for (let step = 0; step < 12; step += 1) {
    if (!moved.some((one) => others.some((other) => lies(one, other)))) return;
    if (moved.some((one) => Number(one.getAttribute("y")) + u > bottom)) return;
    for (const one of moved) one.setAttribute("y", Number(one.getAttribute("y")) + u);
  }
}
