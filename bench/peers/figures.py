"""The invented figures of the peers' page: 12 indicators, 30 units, 11 years; always the same."""

import random
from typing import NamedTuple

YEARS = list(range(2020, 2031))
YEAR = 2026
ALL_UNITS = "Toàn xã"
UNITS = [f"Thôn {number:02}" for number in range(1, 31)]
CHOICES = [ALL_UNITS, *UNITS]


class Indicator(NamedTuple):
    """What one chart shows: figures from `start` towards `target`."""

    code: str
    name: str
    start: float
    target: float


INDICATORS = [
    Indicator("A1", "Hộ phân loại rác tại nguồn", 22, 80),
    Indicator("A2", "Rác được thu gom", 71, 95),
    Indicator("A3", "Rác chôn lấp trực tiếp", 64, 30),
    Indicator("A4", "Nước thải được xử lý", 9, 40),
    Indicator("B1", "Diện tích trồng trọt VietGAP", 4, 20),
    Indicator("B2", "Nuôi trồng thủy sản an toàn", 6, 25),
    Indicator("B3", "Phụ phẩm được thu gom", 35, 70),
    Indicator("C1", "Gạch không nung trong công trình", 18, 60),
    Indicator("C2", "Đèn đường tiết kiệm điện", 30, 90),
    Indicator("C3", "Mua sắm công xanh", 5, 35),
    Indicator("D1", "Trường học có mô hình xanh", 12, 100),
    Indicator("D2", "Nhựa dùng một lần tại cơ quan", 88, 0),
]


def rows() -> list[dict[str, object]]:
    """One row a figure: indicator, unit, year, value."""
    chance = random.Random(2030)
    made: list[dict[str, object]] = []
    for indicator in INDICATORS:
        for unit in UNITS:
            pace = chance.uniform(0.5, 1.2)
            for year in YEARS:
                way = (indicator.target - indicator.start) * pace * (year - YEARS[0]) / 10
                value = min(max(indicator.start + way + chance.uniform(-2, 2), 0), 100)
                made.append(
                    {
                        "indicator": indicator.code,
                        "unit": unit,
                        "year": year,
                        "value": round(value, 2),
                    }
                )
    return made
