"""What the peers draw with pandas and plotly: series of a unit, a chart, the table of units."""

import figures
import pandas as pd
import plotly.graph_objects as go


def load() -> pd.DataFrame:
    return pd.DataFrame(figures.rows())


def series(data: pd.DataFrame, unit: str) -> dict[str, list[float]]:
    """The yearly means of every indicator, of one unit or of all."""
    chosen = data if unit == figures.ALL_UNITS else data[data["unit"] == unit]
    means = chosen.groupby(["indicator", "year"])["value"].mean().round(2).unstack("year")
    return {code: means.loc[code].tolist() for code in means.index}


def units(data: pd.DataFrame, unit: str) -> pd.DataFrame:
    """A row a unit: how many thresholds it is on the way to, and its figure of each indicator."""
    chosen = data[data["year"] == figures.YEAR]
    if unit != figures.ALL_UNITS:
        chosen = chosen[chosen["unit"] == unit]
    wide = chosen.pivot(index="unit", columns="indicator", values="value")
    on_way = sum(_is_on_way(wide[each.code], each).astype(int) for each in figures.INDICATORS)
    wide.insert(0, "Đúng nhịp", on_way)
    wide.index.name = "Đơn vị"
    return wide.reset_index()


def _is_on_way(values: pd.Series, indicator: figures.Indicator) -> pd.Series:
    share = (figures.YEAR - figures.YEARS[0]) / 10
    need = indicator.start + (indicator.target - indicator.start) * share
    return values >= need if indicator.target > indicator.start else values <= need


def chart(indicator: figures.Indicator, values: list[float]) -> go.Figure:
    drawn = go.Figure()
    drawn.add_scatter(x=figures.YEARS, y=values, mode="lines+markers", name="Kết quả")
    drawn.add_scatter(
        x=figures.YEARS,
        y=[indicator.target] * len(figures.YEARS),
        mode="lines",
        name="Ngưỡng",
        line={"dash": "dash", "color": "#b00020"},
    )
    drawn.update_layout(
        title={"text": indicator.name, "font": {"size": 13}},
        height=230,
        margin={"l": 32, "r": 12, "t": 36, "b": 26},
        showlegend=False,
        template="plotly_white",
    )
    return drawn
