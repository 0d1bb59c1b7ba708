"""The page as one writes it in Streamlit: data kept, every figure built at each run."""

import figures
import page_content
import streamlit as st

st.set_page_config(page_title="Tổng quan", layout="wide")
st.header("Tổng quan")
data = st.cache_resource(page_content.load)()
unit = st.selectbox("Đơn vị", figures.CHOICES)
values = page_content.series(data, unit)
for first in range(0, len(figures.INDICATORS), 4):
    row = figures.INDICATORS[first : first + 4]
    for place, each in zip(st.columns(4), row, strict=True):
        place.plotly_chart(
            page_content.chart(each, values[each.code]),
            key=each.code,
            config={"displayModeBar": False},
        )
st.dataframe(page_content.units(data, unit), hide_index=True, height=420)
