// Every kind of slide as elements: texts only ever as text nodes. `finish` draws what needs sizes.

let look = null; // of the running show: chips by label

function tone(node, label) {
  colour(node, look.chips[label] ?? look.chips.no_data);
  if (look.chips[label]?.dashed) node.classList.add("dashed");
  return node;
}

function iconOf(label) {
  return icon((look.chips[label] ?? look.chips.no_data).icon);
}

function statusChip(status) {
  return tone(element("span", "chip", iconOf(status.label), element("span", "", status.words)), status.label);
}

/** The result against another deadline, as a line under the chip. */
function dueLine(other) {
  return element("p", "due", iconOf(other.label), element("span", "", `${other.due}: ${other.words}`));
}

/** The same in short, for a row: its words are told under the table and to the ear. */
function dueMark(other) {
  const node = element("span", "due", iconOf(other.label), element("span", "", other.due));
  node.setAttribute("aria-label", `${other.due}: ${other.words}`);
  return node;
}

function head(slide, ...beside) {
  return element(
    "header",
    "head",
    element("p", "kicker", element("span", "", slide.kicker), ...beside),
    slide.title ? element("h1", "", slide.title) : null,
  );
}

function paragraph(className, words) {
  return words ? element("p", className, words) : null;
}

function list(className, items) {
  return element("ul", className, ...items);
}

const SCENES = {
  title: (slide) => [
    head({ kicker: slide.kicker }),
    element(
      "div",
      "middle fit",
      element("h1", "", slide.title),
      paragraph("subtitle", slide.subtitle),
      paragraph("day", slide.day),
      paragraph("plan", slide.plan),
      paragraph("plan-title", slide.plan_title),
      ...slide.notices.map((notice) => paragraph("notice", notice)),
    ),
  ],

  summary: (slide) => [
    head({ kicker: slide.kicker }, slide.deadline ? element("span", "", slide.deadline) : null),
    element(
      "div",
      "body",
      element(
        "div",
        "result",
        element(
          "div",
          "count",
          element(
            "div",
            "figures",
            element("span", slide.number.length > 1 ? "headline wide" : "headline", slide.number),
            element("span", "total", slide.total),
          ),
          element("div", "caption", ...slide.caption.map((line) => element("span", "", line))),
        ),
        list("tiles", slide.tiles.map((tile) => {
          const node = tone(element("li", "tile", iconOf(tile.label)), tile.label);
          node.setAttribute("aria-label", tile.words);
          return node;
        })),
        paragraph("alert", slide.alert),
        slide.details ? list("details", slide.details.split(" · ").map((part) => element("li", "", part))) : null,
      ),
      list("counts", slide.counts.map((count) =>
        element("li", "", element("b", "", String(count.number)), statusChip(count)))),
    ),
  ],

  indicator: (slide) => [
    head(slide, slide.star ? starMark(slide) : null),
    slide.absent ? absentBody(slide) : indicatorBody(slide),
    slide.bullet ? element("div", "bar") : null,
    slide.facts.length ? list("facts", slide.facts.map(factItem)) : null,
    slide.note ? element("p", slide.is_note_owed ? "note-line owed" : "note-line", slide.note) : null,
  ],

  note: (slide) => [
    head(slide),
    element(
      "div",
      "state",
      slide.figure ? element("b", "", slide.figure) : null,
      statusChip(slide.status),
    ),
    element(
      "div",
      "body fit",
      slide.reason ? element("div", "", element("h2", "", slide.reason_title), element("p", "words", slide.reason)) : null,
      slide.next_steps
        ? element("div", "", element("h2", "", slide.next_title), element("p", "words", slide.next_steps)) : null,
    ),
    paragraph("small quiet", slide.signed),
  ],

  unit: (slide) => [
    head(slide),
    paragraph("sentence", slide.sentence),
    paragraph("facts-line", slide.facts.join(" · ")),
    paragraph("tasks-title", slide.tasks_title),
    slide.rows.length || slide.tasks.length
      ? rows([...slide.rows.map(unitRow), ...slide.tasks.map(taskRow)])
      : element("div", "said"),
    paragraph("small quiet", slide.note),
  ],

  tasks: (slide) => [
    head({ kicker: slide.kicker }),
    slide.absent
      ? element("div", "said", slide.absent)
      : element("div", "split", bigNumber(slide), rows(slide.rows.map(taskRow))),
  ],

  debts: (slide) => [
    head({ kicker: slide.kicker }),
    slide.number
      ? element(
          "div",
          "split",
          bigNumber(slide),
          slide.absent
            ? element("div", "said", slide.absent)
            : rows(slide.rows.map(debtRow)),
        )
      : element("div", "said", slide.absent),
  ],

  closing: (slide) => [
    head({ kicker: slide.kicker }),
    element(
      "div",
      "middle fit",
      element("h1", "", slide.title),
      list("", slide.points.map(point)),
      list("caveats", slide.caveats.map(point)),
    ),
  ],
};

function starMark(slide) {
  return element("span", "star", element("span", "", slide.star), icon("star"));
}

function indicatorBody(slide) {
  return element(
    "div",
    "body",
    element(
      "div",
      "left",
      element(
        "div",
        "figure",
        element("span", "headline", slide.figure),
        slide.unit_measure ? element("span", "unit", slide.unit_measure) : null,
      ),
      paragraph("", slide.caption),
      element("div", "", statusChip(slide.status)),
      ...slide.others.map(dueLine),
      ...slide.remarks.map((remark) => paragraph("remark", remark)),
    ),
    element(
      "div",
      "right",
      element("div", "course"),
      slide.course.path.length ? element("p", "legend", slide.course.path_words) : null,
    ),
  );
}

function absentBody(slide) {
  return element(
    "div",
    "body",
    element(
      "div",
      "left",
      element("p", "absent", slide.absent.replace(": ", ":\n")),
      paragraph("", slide.caption),
      element("div", "", statusChip(slide.status)),
      ...slide.others.map(dueLine),
      ...slide.remarks.map((remark) => paragraph("remark", remark)),
    ),
  );
}

function factItem(fact) {
  const classes = [fact.is_word ? "word" : "", fact.is_alert ? "alert" : ""].join(" ").trim();
  return element("li", "", element("b", classes, fact.value), element("span", "", fact.caption));
}

function unitRow(row) {
  return element(
    "li",
    "",
    element(
      "div",
      "",
      element("p", "name", row.is_leading ? icon("star") : null, `${row.code} ${row.name}`),
      element("div", "bar"),
    ),
    element("div", "number", element("b", "", row.figure), element("span", "", row.threshold)),
    element("div", "state", statusChip(row.status), ...row.others.map(dueMark)),
  );
}

function taskRow(task) {
  return element(
    "li",
    "task",
    element(
      "div",
      "",
      element("p", "name", `${task.code} ${task.name}`),
      element("p", "detail", task.detail),
    ),
    statusChip(task.status),
  );
}

function debtRow(row) {
  return element("li", "debt", element("b", "", row.unit), ...row.owed.map((line) => element("span", "", line)));
}

/** Rows that fill their place: few ones are larger, many are made to fit. */
function rows(items) {
  return list(items.length <= 3 ? "rows few fit" : "rows fit", items);
}

function point(words) {
  return element("li", "", element("span", "", words));
}

function bigNumber(slide) {
  return element(
    "div",
    "left",
    element("span", /\d/.test(slide.number) ? "headline" : "headline words", slide.number),
    element("p", "", slide.caption.replace(", ", ",\n")),
  );
}

function scene(slide) {
  const node = element("section", `slide ${slide.kind}`, ...SCENES[slide.kind](slide));
  if (slide.absent) node.classList.add("empty");
  node.dataset.slide = slide.id;
  if (!node.querySelector("h1")) {
    const kicker = node.querySelector(".kicker");
    kicker.setAttribute("role", "heading");
    kicker.setAttribute("aria-level", "1");
  }
  return node;
}

/** Draws what depends on the size of its place; the slide is on the stage already. */
function finish(node, slide) {
  for (const place of node.querySelectorAll(".fit")) {
    if (fit(place)) continue;
    node.classList.add("tight");
    fit(place);
  }
  const left = node.querySelector(".body > .left");
  if (left && left.scrollHeight > left.parentElement.clientHeight) node.classList.add("tight");
  const bars = node.querySelectorAll(".bar");
  if (slide.kind === "indicator" && slide.bullet) drawBullet(bars[0], slide.bullet);
  if (slide.kind === "unit") slide.rows.forEach((row, number) => drawBullet(bars[number], row.bullet));
  const course = node.querySelector(".course");
  if (course) drawCourse(course, slide.course);
}

/** Makes the words of a place smaller, a step at a time, until they fit it; tells whether they do. */
function fit(place) {
  if (!place.clientHeight) return true;
  for (let step = 100; step >= 60; step -= 5) {
    place.style.setProperty("--fit", step / 100);
    if (place.scrollHeight <= place.clientHeight + 1) return true;
  }
  return false;
}
