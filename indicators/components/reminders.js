// Reminders, one a unit, each with its letter to copy. Data become text nodes only; `element`,
// `mounted` and `draw` come from shared.js.

/** Copies the letter; where the browser gives no clipboard (plain http), by selecting it. */
async function copyLetter(area) {
  area.closest("details").open = true;
  try {
    await navigator.clipboard.writeText(area.value);
    return true;
  } catch {
    area.focus();
    area.select();
    try {
      return document.execCommand("copy");
    } catch {
      return false;
    }
  }
}

function reminder(row, words) {
  const area = element("textarea", "letter");
  area.value = row.text;
  area.readOnly = true;
  area.rows = Math.min(row.text.split("\n").length + 1, 24);
  area.setAttribute("aria-label", `${words.show}: ${row.name}`);
  const button = element("button", "copy", words.copy);
  button.type = "button";
  button.setAttribute("aria-label", `${words.copy}: ${row.name}`);
  const told = element("span", "told");
  told.setAttribute("role", "status");
  button.addEventListener("click", async () => {
    told.textContent = (await copyLetter(area)) ? words.copied : words.selected;
  });
  return element(
    "li",
    "",
    element(
      "div",
      "line",
      element("span", "name", row.name),
      element("span", "summary", row.summary),
      told,
      button,
    ),
    element("details", "", element("summary", "", words.show), area),
  );
}

function build(data) {
  const list = element("ul", "rows", ...data.rows.map((row) => reminder(row, data.words)));
  list.setAttribute("aria-label", data.caption);
  return [list];
}

export default function render({ parentElement, data: sent }) {
  const [data] = sent ?? [];
  const frame = mounted(parentElement);
  if (data) draw(frame, data, "reminders", build);
  return frame.leave;
}
