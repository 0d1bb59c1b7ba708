"""The page in Dash, compressed by flask-compress: gunicorn -w 1 --threads 8 dash_page:server."""

import figures
import page_content
from dash import Dash, Input, Output, dash_table, dcc, html
from flask_compress import Compress

DATA = page_content.load()
app = Dash(__name__, title="Tổng quan")
server = app.server
Compress(server)

app.layout = html.Div(
    [
        html.H1("Tổng quan"),
        dcc.Dropdown(figures.CHOICES, figures.ALL_UNITS, id="unit", clearable=False),
        html.Div(
            [
                dcc.Graph(id=each.code, config={"displayModeBar": False}, style={"height": 230})
                for each in figures.INDICATORS
            ],
            style={"display": "grid", "gap": 6, "gridTemplateColumns": "repeat(4, 1fr)"},
        ),
        dash_table.DataTable(id="units", page_size=30),
    ]
)


@app.callback(
    [
        *(Output(each.code, "figure") for each in figures.INDICATORS),
        Output("units", "data"),
        Output("units", "columns"),
    ],
    Input("unit", "value"),
)
def show(unit: str) -> list[object]:
    values = page_content.series(DATA, unit)
    table = page_content.units(DATA, unit)
    return [
        *(page_content.chart(each, values[each.code]) for each in figures.INDICATORS),
        table.to_dict("records"),
        [{"name": column, "id": column} for column in table.columns],
    ]
