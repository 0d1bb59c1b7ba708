// What the manual's page does beside Streamlit: goes to the asked place, and prints. The page's own
// headings carry the places; `element`, `mounted` and `draw` come from shared.js.

const PATIENCE = 4000; // milliseconds in which the page may still be growing
const TOUCHES = ["wheel", "touchstart", "keydown", "pointerdown"];
let reached = "";

/** Goes to a place and stays there while pictures above it come in, until the reader moves. */
function goTo(name) {
  const began = Date.now();
  let isLeft = false;
  const leave = () => (isLeft = true);
  TOUCHES.forEach((touch) => addEventListener(touch, leave, { once: true, passive: true }));
  let height = -1;
  const step = () => {
    const found = document.getElementById(name);
    const place = found?.offsetParent ? found.getBoundingClientRect().top : null;
    if (place !== null && Math.abs(place - height) > 1) {
      found.scrollIntoView({ block: "start" });
      height = found.getBoundingClientRect().top;
    }
    if (!isLeft && reached === name && Date.now() - began < PATIENCE) setTimeout(step, 100);
    else TOUCHES.forEach((touch) => removeEventListener(touch, leave));
  };
  step();
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
    // A second run of the script must not pull the reader back.
    if (reached !== data.place) {
      reached = data.place;
      if (reached) goTo(reached);
    }
  }
  return () => {
    frame.leave?.();
    reached = "";
  };
}
