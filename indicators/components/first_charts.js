// Runs behind the chart library, before Streamlit's scripts: the charts of the first view.
document.getElementById("first-view").drawCharts?.();
