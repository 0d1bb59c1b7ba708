// What the manual's page does beside Streamlit: goes to the asked place, and prints. The page's own
// headings carry the places; `element`, `mounted` and `draw` come from shared.js.

const reached = new Map();

/** Goes to a place once it is drawn; a second run of the script must not pull the reader back. */
function goTo(key, name, tries = 40) {
  const found = document.getElementById(name);
  if (found) {
    found.scrollIntoView({ block: "start" });
    reached.set(key, name);
  } else if (tries > 0) {
    setTimeout(() => goTo(key, name, tries - 1), 100);
  }
}

function build(data) {
  if (!data.print) return [];
  const button = element("button", "print", data.print);
  button.type = "button";
  button.addEventListener("click", () => window.print());
  return [button];
}

export default function render({ parentElement, data: sent }) {
  const frame = mounted(parentElement, () => null, () => {});
  const [data] = sent ?? [];
  if (data) {
    draw(frame, data, "manual", build);
    if (data.place && reached.get("place") !== data.place) goTo("place", data.place);
    if (!data.place) reached.delete("place");
  }
  return frame.leave;
}
