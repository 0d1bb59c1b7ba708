// Streamlit's own texts in Vietnamese: it has no translations, and our users read no English.
// A text is replaced only where it equals an entry as a whole, so a figure or a name never is.

const WORDS = {
  // page, menu, sidebar
  "Skip to main content": "Đến nội dung chính",
  "Sidebar": "Thanh bên",
  "Collapse sidebar": "Thu gọn thanh bên",
  "Expand sidebar": "Mở thanh bên",
  "App pages": "Các trang",
  "Main menu": "Trình đơn",
  "Rerun": "Chạy lại",
  "Auto rerun": "Tự chạy lại",
  "Always rerun": "Luôn chạy lại",
  "Settings": "Cài đặt",
  "Print": "In",
  "Record screen": "Quay màn hình",
  "Record a screencast": "Quay màn hình",
  "About": "Giới thiệu",
  "Get help": "Trợ giúp",
  "Report a bug": "Báo lỗi",
  "Clear cache": "Xóa bộ nhớ đệm",
  "Developer options": "Cho người phát triển",
  "Theme": "Giao diện",
  "Light": "Sáng",
  "Dark": "Tối",
  "Use system setting": "Theo máy",
  "System": "Theo máy",
  "Wide mode": "Chế độ rộng",
  "Appearance": "Giao diện",
  "Close": "Đóng",
  "Dismiss": "Đóng",
  "Next": "Sau",
  "Previous": "Trước",
  "Notifications": "Thông báo",
  "Cancel": "Hủy",
  "Copy": "Sao chép",
  "Copy to clipboard": "Sao chép",
  "Copied": "Đã sao chép",
  "Copied!": "Đã sao chép",
  "Link to heading": "Liên kết đến mục này",
  "view more": "xem thêm",
  "view less": "thu gọn",
  "Show more": "Xem thêm",
  "Show less": "Thu gọn",

  // running, connection
  "Running...": "Đang xử lý…",
  "Stop": "Dừng",
  "Stopping...": "Đang dừng…",
  "Please wait...": "Vui lòng chờ…",
  "Loading...": "Đang tải…",
  "Connecting": "Đang kết nối",
  "Connecting to Streamlit server": "Đang kết nối lại với máy chủ",
  "Unable to connect to Streamlit server": "Không kết nối được với máy chủ",
  "Error": "Lỗi",
  "Error:": "Lỗi:",
  "Connection error": "Mất kết nối",
  "Connection failed": "Không kết nối được",
  "Connection timed out": "Máy chủ không trả lời kịp",
  "Connection timed out.": "Máy chủ không trả lời kịp.",
  "Is Streamlit still running? If you accidentally stopped Streamlit, just restart it in your terminal:":
    "Máy chủ không trả lời. Nếu bảng theo dõi đã bị tắt, hãy mở lại bằng lệnh:",
  "streamlit run yourscript.py": "python3 -m indicators run",
  "Streamlit server is not responding. Are you connected to the internet?":
    "Máy chủ không trả lời. Hãy kiểm tra mạng nội bộ hoặc hỏi người phụ trách máy chủ.",
  "Connection lost. Please wait for the app to reconnect, then try again.":
    "Mất kết nối. Hãy chờ kết nối lại rồi thử lại.",
  "Page not found": "Không có trang này",
  "The page that you have requested does not seem to exist. Running the app's main page.":
    "Địa chỉ này không có hoặc không dành cho bạn. Đang mở trang đầu.",

  // choosing files
  "Upload": "Chọn tệp",
  "file upload": "Tệp tải lên",
  "Browse files": "Chọn tệp",
  "Add files": "Thêm tệp",
  "Drag and drop a file here": "Kéo và thả tệp vào đây",
  "Drag and drop files here": "Kéo và thả các tệp vào đây",
  "Drag and drop file here": "Kéo và thả tệp vào đây",
  "Upload failed": "Không tải lên được",
  "Error uploading file": "Không tải lên được",
  "Too many files": "Quá nhiều tệp",
  "Click to retry upload": "Bấm để tải lên lại",
  "Download failed": "Không tải về được",

  // lists, dates, numbers, forms
  "Choose an option": "Chọn",
  "Choose options": "Chọn",
  "Choose or add an option": "Chọn hoặc thêm",
  "Choose or add options": "Chọn hoặc thêm",
  "Add an option": "Thêm",
  "Add options": "Thêm",
  "No results": "Không tìm thấy",
  "No options to select": "Không có gì để chọn",
  "No options to select.": "Không có gì để chọn.",
  "Select...": "Chọn…",
  "Select all": "Chọn tất cả",
  "Selected values": "Đã chọn",
  "Selectbox options": "Các lựa chọn",
  "Open": "Mở",
  "Clear all": "Xóa hết",
  "Clear value": "Xóa",
  "Clear entry": "Xóa",
  "Clear date": "Xóa ngày",
  "Clear dates": "Xóa ngày",
  "Choose date": "Chọn ngày",
  "Choose date range": "Chọn khoảng ngày",
  "Date range": "Khoảng ngày",
  "Next month": "Tháng sau",
  "Previous month": "Tháng trước",
  "dd": "ngày",
  "mm": "tháng",
  "yyyy": "năm",
  "Use arrow keys to navigate dates. Enter to select. Escape to close.":
    "Dùng phím mũi tên để chuyển ngày, Enter để chọn, Esc để đóng.",
  "Increment": "Tăng",
  "Decrement": "Giảm",
  "Show password": "Hiện mật khẩu",
  "Hide password": "Ẩn mật khẩu",
  "Show password text": "Hiện mật khẩu",
  "Hide password text": "Ẩn mật khẩu",
  "Invalid input.": "Nội dung không hợp lệ.",
  "Press Enter to apply": "Nhấn Enter để dùng",
  "Press Ctrl+Enter to apply": "Nhấn Ctrl+Enter để dùng",
  "Press ⌘+Enter to apply": "Nhấn ⌘+Enter để dùng",
  "Press Enter to submit form": "Nhấn Enter để gửi",
  "Press Ctrl+Enter to submit form": "Nhấn Ctrl+Enter để gửi",
  "Press ⌘+Enter to submit form": "Nhấn ⌘+Enter để gửi",
  "Next page": "Trang sau",
  "Previous page": "Trang trước",
  "Pagination": "Các trang",

  // tables
  "Fullscreen": "Toàn màn hình",
  "Close fullscreen": "Thoát toàn màn hình",
  "Download as CSV": "Tải về CSV",
  "Search": "Tìm",
  "Close Search": "Đóng tìm kiếm",
  "Next Result": "Kết quả sau",
  "Previous Result": "Kết quả trước",
  "Type to search": "Gõ để tìm",
  "Show/hide columns": "Ẩn/hiện cột",
  "Add row": "Thêm dòng",
  "Delete row(s)": "Xóa dòng",
  "Clear selection": "Bỏ chọn",
  "Dataframe column menu": "Trình đơn cột",
  "Sort ascending": "Xếp tăng dần",
  "Sort descending": "Xếp giảm dần",
  "Format": "Định dạng",
  "Autosize": "Tự chỉnh độ rộng",
  "Pin column": "Ghim cột",
  "Unpin column": "Bỏ ghim cột",
  "Hide column": "Ẩn cột",
  "Copy column name": "Sao chép tên cột",
  "Statistics": "Thống kê",
  "Column statistics": "Thống kê cột",
  "Values": "Số giá trị",
  "Empty": "Trống",
  "Distinct": "Khác nhau",
  "Sum": "Tổng",
  "Average": "Trung bình",
  "Median": "Trung vị",
  "Minimum": "Nhỏ nhất",
  "Maximum": "Lớn nhất",
  "Standard deviation": "Độ lệch chuẩn",
  "Average length": "Độ dài trung bình",
  "Minimum length": "Độ dài ngắn nhất",
  "Maximum length": "Độ dài dài nhất",
  "Based on sample": "Theo mẫu",
  "text": "chữ",
  "number": "số",
  "Automatic": "Tự động",
  "Localized": "Theo trình duyệt",
  "Plain": "Số thường",
  "Compact": "Rút gọn",
  "Percent": "Phần trăm",
  "Scientific": "Khoa học",
  "Accounting": "Kế toán",
  "Dollar": "Đô la",
  "Euro": "Euro",
  "Yen": "Yên",
  "Bytes": "Byte",
  "empty": "trống",
  "No data": "Không có số liệu",
  "No options": "Không có gì để chọn",

  // charts
  "Vega visualization": "Biểu đồ",
  "Show data": "Xem số liệu",
  "Show chart": "Xem biểu đồ",
  "Download plot as a PNG": "Tải ảnh PNG",
  "Download plot": "Tải ảnh",
  "Zoom": "Phóng to vùng",
  "Zoom in": "Phóng to",
  "Zoom out": "Thu nhỏ",
  "Pan": "Kéo",
  "Box Select": "Chọn vùng",
  "Lasso Select": "Chọn tự do",
  "Autoscale": "Vừa khung",
  "Reset axes": "Về ban đầu",
  "Reset": "Về ban đầu",
  "Double-click to zoom back out": "Bấm đúp để thu lại",
  "Double-click on legend to isolate one trace": "Bấm đúp chú giải để chỉ xem một đường",
};

const MONTHS = [
  "January", "February", "March", "April", "May", "June",
  "July", "August", "September", "October", "November", "December",
];

// Texts with a number or a name inside.
const SHAPES = [
  [/^Help for (.+)$/, "Giải thích: $1"],
  [/^Fullscreen: (.+)$/, "Toàn màn hình: $1"],
  [/^day, (.+)$/, "ngày, $1"],
  [/^month, (.+)$/, "tháng, $1"],
  [/^year, (.+)$/, "năm, $1"],
  [new RegExp(`^(\\d\\d?) – (?:${MONTHS.join("|")})$`), "tháng $1"],
  [/^(.+) selected$/, "$1, đang chọn"],
  [/^([\d.,]+) ?([KMGT]?B) per file$/, "Tối đa $1 $2 mỗi tệp"],
  [/^File must be ([\d.,]+) ?([KMGT]?B) or smaller\.?$/, "Tệp không được quá $1 $2."],
  [/^File is larger than (.+)$/, "Tệp lớn hơn $1."],
  [/^File type must be (?:one of )?(.+)$/, "Chỉ nhận tệp $1."],
  [/^\S+ files are not allowed\.$/, "Loại tệp này không dùng được."],
  [/^(\d+) options? available\.$/, "$1 lựa chọn."],
  [/^Today, (.+)$/, "Hôm nay, $1"],
  [/^Choose date, (.+)$/, "Chọn ngày, $1"],
  [/^Top values frequency chart: (.+)$/, "Biểu đồ các giá trị hay gặp: $1"],
  [/^Distribution histogram(.*)$/, "Biểu đồ phân bố$1"],
  [/^Remove (.+)$/, "Bỏ $1"],
  [/^Cancel upload of (.+)$/, "Dừng tải lên $1"],
];

const ATTRIBUTES = ["aria-label", "aria-valuetext", "title", "placeholder", "data-title"];

// What screens write themselves: figures, names and notes, Vietnamese already. An icon is a word
// that the icon font draws.
const FIGURES = [
  "svg, canvas, textarea, [contenteditable]:not([role=spinbutton]), [data-testid=stIconMaterial]",
  "[data-testid=stMarkdown], [data-testid=stText], [data-testid=stTable], [data-testid=stJson]",
  "[data-testid=stMetricLabel], [data-testid=stAlert], [data-testid^=stBidiComponent]",
].join(", ");

const words = new Map(Object.entries(WORDS));

function inVietnamese(text) {
  const key = text.trim();
  if (key.length < 2 || key.length > 600) return undefined;
  const known = words.get(key);
  if (known !== undefined) return known;
  for (const [shape, words] of SHAPES) {
    if (shape.test(key)) return key.replace(shape, words);
  }
  return undefined;
}

function translateText(node) {
  const found = inVietnamese(node.data);
  if (found !== undefined) node.data = found;
}

function translateAttribute(element, name) {
  const value = element.getAttribute(name);
  const found = value ? inVietnamese(value) : undefined;
  if (found !== undefined) element.setAttribute(name, found);
}

function translateTree(root) {
  const filter = (node) =>
    node.nodeType === Node.ELEMENT_NODE && node.matches(FIGURES)
      ? NodeFilter.FILTER_REJECT
      : NodeFilter.FILTER_ACCEPT;
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, filter);
  for (let node = root; node; node = walker.nextNode()) {
    if (node.nodeType === Node.TEXT_NODE) translateText(node);
    else if (node.nodeType === Node.ELEMENT_NODE) ATTRIBUTES.forEach((name) => translateAttribute(node, name));
  }
}

function isFigure(node, known) {
  const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
  if (!known.has(element)) known.set(element, Boolean(element?.closest?.(FIGURES)));
  return known.get(element);
}

new MutationObserver((changes) => {
  // A chart changes thousands of times within few elements.
  const known = new Map();
  for (const { type, target, addedNodes, attributeName } of changes) {
    if (isFigure(target, known)) continue;
    if (type === "characterData") translateText(target);
    else if (type === "attributes") translateAttribute(target, attributeName);
    else for (const node of addedNodes) if (!isFigure(node, known)) translateTree(node);
  }
}).observe(document, {
  subtree: true,
  childList: true,
  characterData: true,
  attributes: true,
  attributeFilter: ATTRIBUTES,
});
