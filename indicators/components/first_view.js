// Draws the figures that came with the page, by the code that the screens use, until Streamlit has
// drawn the same in the same place. `drawHead` and `drawTable` are the components'.

{
  const LONGEST = 60000;
  const OVERLAP = 50;
  const first = document.getElementById("first-view");
  const main = first.querySelector("main");
  const root = document.getElementById("root");
  const told = JSON.parse(document.getElementById("first-view-data").textContent);

  /** A component in a place of its own; its links lead where they would lead from Streamlit. */
  const show = (place, render, css, data) => {
    const shadow = main.querySelector(place).attachShadow({ mode: "open" });
    shadow.append(Object.assign(document.createElement("style"), { textContent: css }));
    const linkTo = (target) =>
      [...shadow.querySelectorAll("a[data-open]")].find(
        (link) => link.dataset.open === JSON.stringify(target),
      );
    const go = (_, target) => location.assign(linkTo(target).href);
    render({ parentElement: shadow, data: [data], setTriggerValue: go });
    return shadow;
  };

  const shadows = [
    show(".head", drawHead, told.headStyle, told.head),
    show(".table", drawTable, told.tableStyle, told.table),
  ];
  // Only now: where anything above fails, Streamlit is seen as it loads.
  first.hidden = false;
  root.inert = true;

  /** Whether Streamlit has finished its first run: with the table, or with what it says instead. */
  const isRelieved = () => {
    const app = root.querySelector('[data-testid="stApp"]');
    if (app?.dataset.testScriptState !== "notRunning") return false;
    const own = root.querySelector(".st-key-overview-table [data-testid='stBidiComponentIsolated']");
    return own ? Boolean(own.shadowRoot?.querySelector("tbody tr")) : hasEnded();
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
        .filter((node) => node.shadowRoot)
        .flatMap((node) => [...node.shadowRoot.querySelectorAll("a[data-open]")]);
      twins.find((link) => link.dataset.open === focused)?.focus();
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
