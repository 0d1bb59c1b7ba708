"""What the show's own frame says: controls, signs and the help on its keys."""

SHOW = "Trình chiếu"
NEED_JAVASCRIPT = "Trình chiếu cần JavaScript. Hãy bật JavaScript trong trình duyệt rồi tải lại."
NOT_READY = "Chưa mở được số liệu để trình chiếu. Trang này tự thử lại sau 10 giây."
CONTROLS = "Điều khiển trình chiếu"
BACK, ON = "Trang trước", "Trang sau"
PAUSE, PLAY, PAUSED = "Tạm dừng", "Chiếu tiếp", "Tạm dừng"
SECONDS = "Thời gian mỗi trang"
LOOK, FULL, HELP, LEAVE = "Đổi nền", "Toàn màn hình", "Phím tắt", "Thoát"
FILE = "Tải PowerPoint"
FILE_NOT_READY = (
    "Chưa tạo được tệp PowerPoint: hãy thử lại sau ít phút, nếu vẫn lỗi thì báo người quản trị."
)
FOR_SCRIPT = {
    "pause": PAUSE,
    "play": PLAY,
    "offline": "mất kết nối từ",
    "dataTo": "Số liệu đến",
}
KEYS = (
    ("→  ↓  PgDn", "trang sau"),
    ("←  ↑  PgUp", "trang trước"),
    ("Dấu cách", "tạm dừng, chiếu tiếp"),
    ("Home  End", "trang đầu, trang cuối"),
    ("7 rồi Enter", "đến trang 7"),
    ("F", "toàn màn hình"),
    ("B", "tắt hình, bật lại"),
    ("Esc", "thoát"),
)
"""What the keys do, as the help lists it."""
