// Draws what came with the page, by the code that the screens use, until Streamlit has drawn the
// same in the same place. `drawHead`, `drawTable` and `drawChart` are the components'.

{
  const LONGEST = 60000;
  const OVERLAP = 50;
  const first = document.getElementById("first-view");
  const main = first.querySelector("main");
  const root = document.getElementById("root");
  const told = JSON.parse(document.getElementById("first-view-data").textContent);
  const shadows = [];
  const charts = [];

  const node = (tag, className, text = "") =>
    Object.assign(document.createElement(tag), { className, textContent: text });

  /** A component in a shadow root of its own; its links lead where they lead from Streamlit. */
  const isolated = (place, render, css, data) => {
    const shadow = place.attachShadow({ mode: "open" });
    shadow.append(Object.assign(document.createElement("style"), { textContent: css }));
    const open = (address) => location.assign(address);
    render({ parentElement: shadow, data: [data], open });
    shadows.push(shadow);
  };

  const columns = ({ columns: parts, shares, name }) => {
    const row = node("div", `columns ${name}`);
    const whole = shares.reduce((sum, share) => sum + share, 0);
    parts.forEach((inner, i) => {
      const column = node("div", "column");
      column.style.flexBasis = `calc(${(100 * shares[i]) / whole}% - 4rem)`;
      inner.forEach((part) => show(part, column));
      row.append(column);
    });
    return row;
  };

  // Each needs its place in the page: what it draws depends on the width.
  const show = (part, parent) => {
    if (part.columns) return parent.append(columns(part));
    if (part.title) return parent.append(node("h3", "", part.title));
    if (part.words) return parent.append(node("p", part.small ? "small" : "", part.words));
    if (part.room) return parent.append(node("div", `room ${part.room}`));
    const place = node("div", part.head ? "head" : part.table ? "table" : "drawing");
    parent.append(place);
    if (part.head) isolated(place, drawHead, told.headStyle, part.head);
    if (part.table) isolated(place, drawTable, told.tableStyle, part.table);
    if (part.chart) charts.push([place, part.chart]);
  };

  told.parts.forEach((part) => show(part, main.querySelector(".place")));
  // Called by the script behind the chart library's, which the figures do not wait for.
  first.drawCharts = () =>
    charts.forEach(([place, chart]) =>
      drawChart({ parentElement: place, data: [chart, told.library] }),
    );
  // Only now: where anything above fails, Streamlit is seen as it loads.
  first.hidden = false;
  root.inert = true;

  const ownPlaces = () =>
    told.keys.map((key) => root.querySelector(`.st-key-${key} [data-testid^='stBidiComponent']`));
  const isDrawn = (place) =>
    Boolean(
      place.shadowRoot
        ? place.shadowRoot.querySelector("tbody tr, .nothing")
        : place.querySelector(".main-svg, .undrawn"),
    );

  /** Whether Streamlit has finished its first run: with the parts, or with what it says instead. */
  const isRelieved = () => {
    const app = root.querySelector('[data-testid="stApp"]');
    if (app?.dataset.testScriptState !== "notRunning") return false;
    const places = ownPlaces();
    return places.every(Boolean) ? places.every(isDrawn) : hasEnded();
  };
  let endedAt = null;
  const hasEnded = () => {
    endedAt ??= performance.now();
    return performance.now() - endedAt > 500 && !root.querySelector('[data-testid="stSkeleton"]');
  };

  const relieve = () => {
    const focused = shadows.map((shadow) => shadow.activeElement?.dataset?.open).find(Boolean);
    root.inert = false;
    const place = root.querySelector('[data-testid="stMain"]');
    if (place) place.scrollTop = main.scrollTop;
    if (focused) {
      const twins = [...root.querySelectorAll("*")]
        .filter((each) => each.shadowRoot)
        .flatMap((each) => [...each.shadowRoot.querySelectorAll("a[data-open]")]);
      twins.find((link) => link.dataset.open === focused)?.focus({ preventScroll: true });
    }
    first.remove();
  };

  const begun = performance.now();
  const watch = () => {
    if (isRelieved() || performance.now() - begun > LONGEST) relieve();
    else setTimeout(watch, OVERLAP);
  };
  watch();
}
