"""The floor: the page written by hand, all figures in it, drawn and filtered in the browser.

python static_page.py PORT PLOTLY_JS: served from memory, gzipped beforehand, scripts kept by the
browser for ever.
"""

import gzip
import json
import sys
from pathlib import Path

import figures
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

PAGE = """<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><title>Tổng quan</title><link rel="icon" href="data:,">
<style>
body { font-family: sans-serif; margin: 1rem }
#charts { display: grid; gap: 6px; grid-template-columns: repeat(4, 1fr) }
#charts > div { height: 230px }
td, th { padding: 2px 8px; text-align: right }
</style></head><body>
<h1>Tổng quan</h1><select id="unit"></select><div id="charts"></div><table id="units"></table>
<script src="plotly.js"></script>
<script>
const content = CONTENT;
const chosen = document.getElementById("unit");
const charts = document.getElementById("charts");
chosen.append(...content.choices.map((name) => new Option(name, name)));
for (const { code } of content.indicators) {
  charts.append(Object.assign(document.createElement("div"), { id: code }));
}
function cells(tag, texts) {
  const row = document.createElement("tr");
  const cell = (text) => Object.assign(document.createElement(tag), { textContent: text });
  row.append(...texts.map(cell));
  return row;
}
function show() {
  const values = content.series[chosen.value];
  for (const { code, name, target } of content.indicators) {
    const reached = { x: content.years, y: values[code], mode: "lines+markers" };
    const threshold = {
      x: content.years,
      y: content.years.map(() => target),
      mode: "lines",
      line: { dash: "dash", color: "#b00020" },
    };
    const layout = {
      title: { text: name, font: { size: 13 } },
      height: 230,
      margin: { l: 32, r: 12, t: 36, b: 26 },
      showlegend: false,
    };
    Plotly.react(code, [reached, threshold], layout, { displayModeBar: false });
  }
  const [all, ...units] = content.choices;
  const names = chosen.value === all ? units : [chosen.value];
  const at = content.years.indexOf(content.year);
  document.getElementById("units").replaceChildren(
    cells("th", ["Đơn vị", ...content.indicators.map(({ code }) => code)]),
    ...names.map((name) =>
      cells("td", [name, ...content.indicators.map(({ code }) => content.series[name][code][at])]),
    ),
  );
}
chosen.addEventListener("change", show);
show();
</script></body></html>
"""


def page() -> bytes:
    by_unit: dict[str, dict[str, list[float]]] = {}
    for row in figures.rows():
        of_unit = by_unit.setdefault(str(row["unit"]), {})
        of_unit.setdefault(str(row["indicator"]), []).append(float(str(row["value"])))
    by_unit[figures.ALL_UNITS] = {
        each.code: [
            round(sum(by_unit[unit][each.code][at] for unit in figures.UNITS) / 30, 2)
            for at in range(len(figures.YEARS))
        ]
        for each in figures.INDICATORS
    }
    content = {
        "choices": figures.CHOICES,
        "indicators": [each._asdict() for each in figures.INDICATORS],
        "series": by_unit,
        "year": figures.YEAR,
        "years": figures.YEARS,
    }
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return PAGE.replace("CONTENT", text).encode()


def packed(body: bytes, media_type: str, caching: str) -> Route:
    path = "/" if media_type == "text/html" else "/plotly.js"
    headers = {"Content-Encoding": "gzip", "Cache-Control": caching}
    small = gzip.compress(body, 9)

    def answer(_: Request) -> Response:
        return Response(small, headers=headers, media_type=media_type)

    return Route(path, answer)


if __name__ == "__main__":
    port, plotly = int(sys.argv[1]), Path(sys.argv[2])
    app = Starlette(
        routes=[
            packed(page(), "text/html", "no-cache"),
            packed(plotly.read_bytes(), "text/javascript", "public, immutable, max-age=31536000"),
        ]
    )
    uvicorn.run(app, host="127.0.0.1", port=port, log_level="warning")
