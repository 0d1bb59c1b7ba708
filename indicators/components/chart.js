// A chart of plotly.js in the one of its forms that fits its place; what it says stands beside it
// for those who do not see it. A static picture: a finger on a phone scrolls the page.
//
// `data` is a list of a JSON text, {forms: {wide, slim}, wideFrom, paper, alt}, and the library's address.

const LIBRARY_MARK = "data-chart-library";

/** plotly.js, loaded once for the whole page. */
function library(address) {
  if (window.Plotly) return Promise.resolve(window.Plotly);
  let script = document.querySelector(`script[${LIBRARY_MARK}]`);
  if (!script) {
    script = document.createElement("script");
    script.src = new URL(address, document.baseURI);
    script.setAttribute(LIBRARY_MARK, "");
    document.head.append(script);
  }
  return new Promise((done, fail) => {
    script.addEventListener("load", () => done(window.Plotly));
    script.addEventListener("error", () => {
      script.remove(); // so that the next drawing asks again
      fail(new Error("no chart library"));
    });
  });
}

/** A form for a width, with its columns of words beside the rows as texts of a trace.

    plotly.js measures each annotation by itself, and a chart of sixty rows has nearly two hundred. It hides
    texts outside their axes, so these have axes of their own as wide as the picture, in pixels, and what
    referred to the plot is told where it lies in the picture. */
function fitted({ data, layout }, width) {
  const isColumn = (note) =>
    note.xref === "paper" && note.yref === "y" && note.yanchor === "middle" && !note.yshift && !note.bgcolor;
  const notes = layout.annotations.filter(isColumn);
  if (!notes.length) return { data, layout: { ...layout, width } };
  const { l, r } = layout.margin;
  const place = (x) => (l + x * (width - l - r)) / width;
  const texts = ["left", "right"].map((side) => {
    const column = notes.filter((note) => note.xanchor === side);
    return {
      type: "scatter",
      mode: "text",
      xaxis: "x2",
      yaxis: "y2",
      cliponaxis: false,
      x: column.map((note) => Math.min(place(note.x) * width + note.xshift, width - 0.01)),
      y: column.map((note) => note.y),
      text: column.map((note) => note.text),
      textposition: side === "left" ? "middle right" : "middle left",
      textfont: {
        color: column.map((note) => note.font.color),
        size: column.map((note) => note.font.size),
      },
    };
  });
  const others = layout.annotations.filter((note) => !isColumn(note));
  return {
    data: [...data, ...texts],
    layout: {
      ...layout,
      width,
      plot_bgcolor: "transparent", // or one plot would hide the other
      margin: { ...layout.margin, l: 0, r: 0 },
      annotations: others.map((note) =>
        note.xref === "paper" ? { ...note, x: place(note.x) } : note),
      shapes: layout.shapes.map((shape) =>
        shape.xref === "paper" ? { ...shape, xanchor: place(shape.xanchor) } : shape),
      xaxis: { ...layout.xaxis, domain: [place(0), place(1)] },
      xaxis2: { range: [0, width], visible: false, anchor: "y2" },
      yaxis2: { range: layout.yaxis.range, visible: false, anchor: "x2" },
    },
  };
}

const charts = new WeakMap();

class Chart {
  constructor(parent) {
    this.node = document.createElement("div");
    this.node.className = "chart";
    this.node.setAttribute("role", "img");
    this.plot = document.createElement("div");
    this.plot.setAttribute("aria-hidden", "true");
    this.node.append(this.plot);
    this.sent = "";
    this.drawn = "";
    this.hasFailed = false;
    this.isPrinting = false;
    parent.append(this.node);
    // Not after a failure: its words change the size, and so would ask for ever.
    this.observer = new ResizeObserver(() => this.hasFailed || this.draw());
    this.observer.observe(this.node);
    this.onPrint = () => this.print(true);
    this.onPrinted = () => this.print(false);
    addEventListener("beforeprint", this.onPrint);
    addEventListener("afterprint", this.onPrinted);
  }

  show(sent, address) {
    this.address = address;
    if (sent !== this.sent) {
      this.sent = sent;
      this.data = JSON.parse(sent);
      this.node.setAttribute("aria-label", this.data.alt);
    }
    this.draw();
  }

  print(isPrinting) {
    this.isPrinting = isPrinting;
    this.draw();
  }

  /** Draws the form for the width there is, where it is not drawn already. */
  async draw() {
    const { forms, wideFrom, paper, alt } = this.data;
    const width = this.isPrinting ? paper : this.node.clientWidth;
    if (!width) return;
    const form = !this.isPrinting && width >= wideFrom ? forms.wide : forms.slim;
    const wanted = `${width} ${form === forms.wide} ${this.sent}`;
    if (wanted === this.drawn) return;
    this.drawn = wanted;
    // Its room is there before it is: nothing below has to move.
    this.plot.style.height = `${form.layout.height}px`;
    try {
      const drawing = window.Plotly ?? (await library(this.address));
      if (wanted !== this.drawn) return; // asked for otherwise meanwhile
      this.tell("");
      const { data, layout } = fitted(form, width);
      drawing.react(this.plot, data, layout, { staticPlot: true });
    } catch (error) {
      console.warn("chart not drawn", error);
      this.drawn = "";
      this.plot.style.height = "";
      this.tell(alt);
    }
  }

  /** Shows words in the place of the chart; none where it is drawn. */
  tell(words) {
    if (this.hasFailed) this.plot.textContent = "";
    this.hasFailed = words !== "";
    this.plot.className = this.hasFailed ? "undrawn" : "";
    this.plot.setAttribute("aria-hidden", String(!this.hasFailed));
    if (words) this.plot.textContent = words;
  }

  leave() {
    removeEventListener("beforeprint", this.onPrint);
    removeEventListener("afterprint", this.onPrinted);
    this.observer.disconnect();
    window.Plotly?.purge(this.plot);
    this.node.remove();
  }
}

export default function render({ parentElement, data: sent }) {
  if (!sent) return undefined;
  let chart = charts.get(parentElement);
  if (!chart) charts.set(parentElement, (chart = new Chart(parentElement)));
  chart.show(...sent);
  return () => {
    charts.delete(parentElement);
    chart.leave();
  };
}
