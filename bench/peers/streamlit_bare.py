"""Streamlit itself: a page with one heading."""

import streamlit as st

st.set_page_config(page_title="Tổng quan", layout="wide")
st.header("Tổng quan")
