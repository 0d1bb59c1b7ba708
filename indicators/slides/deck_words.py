"""What only a presentation file says: column heads, legend, layouts, notes."""

THEME, OPENING_LAYOUT, CONTENT_LAYOUT = "Bảng theo dõi", "Mở đầu", "Nội dung"
TITLE_PROMPT = "Bấm để sửa tiêu đề"
TEXT_PROMPT = "Bấm để sửa dòng chữ"
INDICATOR, RESULT, STATUS, OTHER_DEADLINE = "Chỉ tiêu", "Kết quả", "Trạng thái", "Hạn khác"
TASK, UNIT, OWED = "Nhiệm vụ", "Đơn vị", "Còn nợ"
FIGURES, ESTIMATES, THRESHOLD, DEADLINES = "Số liệu", "Ước thực hiện", "Ngưỡng", "Hạn chính"
OFFICIAL_MARK, ESTIMATE_MARK, PATH_MARK = "● chính thức", "○ ước thực hiện", "╌"
STAR_SIGN = "★"
CUT = "…"
DATA_TO = "Số liệu đến"


def counts_text(counts: list[tuple[int, str]]) -> str:
    """The counts of a result in one sentence, for those who hear it."""
    return "Theo trạng thái: " + ", ".join(f"{number} {words}" for number, words in counts) + "."
