"""Thành phố: many communes side by side, ranked and compared, and one of them to look into."""

import streamlit as st

from indicators import choices, city_tables, process, screen
from indicators import city_words as words
from indicators.city import ranking
from indicators.heads import overview_head

board = screen.page("city")
found = screen.city()
if len(found.members) < 2:
    screen.show_head({"title": words.CITY}, key="no-city")
    st.info(words.NO_CITY)
    st.stop()

indicators = {i.code: f"{i.code} · {i.short_name}" for i in board.plan.indicators}
asked = st.query_params.get("xa", "")
head = st.container()
with st.container(horizontal=True, vertical_alignment="center", key="toolbar"):
    if asked:
        if st.button(words.BACK, icon=":material/arrow_back:"):
            screen.go("city")
    else:
        chosen = st.segmented_control(
            words.CITY,
            list(words.WAYS),
            default=words.RANKING if "ma" in st.query_params else words.COMMUNES,
            required=True,
            key="city-way",
            label_visibility="collapsed",
        )
    st.space("stretch")
    year = choices.pick_year(board)
city = found.view(year, process.today())
codes = [member.code for member in city.members]


def show_commune(code: str) -> None:
    """One commune's overview, to look at."""
    member = city.member(code)
    table = city_tables.commune_overview(member)
    with head:
        if member.view is None or table is None:
            screen.show_head(
                {"kicker": [{"text": words.CITY}], "title": member.name}, key="commune"
            )
        else:
            screen.show_head(
                {
                    **overview_head(member.view, is_public=True),
                    "kicker": [{"text": f"{words.CITY} · {member.name}"}],
                    "aside": None,
                },
                key="commune",
            )
    if table is None:
        st.markdown(words.NO_REAL_FIGURES)
    else:
        screen.show_table(table, key="commune-table")


def show_city() -> None:
    """All communes in the chosen way."""
    with head:
        screen.show_head(city_tables.city_head(city), key="city-head")
    if chosen == words.RANKING:
        code = choices.pick(
            words.INDICATOR, indicators, name="ma", memory="chosen_indicator", width=440
        )
        indicator = board.plan.indicator(code)
        places = ranking(city, indicator)
        screen.show_table(city_tables.ranking_table(city, indicator, places), key="ranking")
    elif chosen == words.COMPARISON:
        names = {member.code: member.name for member in city.members}
        picked = st.multiselect(
            words.CHOOSE,
            codes,
            default=[m.code for m in city.with_figures][:3],
            format_func=lambda code: names[code],
            placeholder=words.CHOOSE_HINT,
            key="city-compared",
        )
        if len(picked) < 2:
            st.info(words.CHOOSE_TWO)
        else:
            members = [city.member(code) for code in picked[: words.MOST_COMPARED]]
            if len(picked) > words.MOST_COMPARED:
                st.caption(words.ONLY_FIRST)
            screen.show_table(city_tables.comparison_table(city, members), key="comparison")
    else:
        screen.show_table(city_tables.communes_table(city), key="communes")
        st.subheader(words.CITY_FIGURES)
        screen.show_table(city_tables.city_figures_table(city), key="city-figures")


if found.faulty:
    st.warning(screen.plain(words.faulty(found.faulty)))
if asked in codes:
    show_commune(asked)
else:
    if asked:
        st.caption(screen.plain(words.unknown_commune(asked[:20])))
        chosen = words.COMMUNES
    show_city()
