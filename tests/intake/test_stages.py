"""The reading tells how far it is."""

from collections.abc import Callable

from indicators.intake import file_sentences
from indicators.intake.reading import Reading
from indicators.intake.stages import Stage

Read = Callable[..., Reading]


def test_progress_never_falls_and_ends_at_one(read: Read, xlsx: Callable[..., bytes]) -> None:
    rows = [["CT12", 2025, f"Thôn {n}", 3] for n in range(12_000)]
    head = ["Mã", "Năm", "Đơn vị báo cáo", "Giá trị"]
    text = "\n".join(";".join(map(str, row)) for row in [head, *rows])
    for content in (text, xlsx([head, *rows])):
        told: list[tuple[float, Stage]] = []
        read(content, progress=lambda fraction, stage, told=told: told.append((fraction, stage)))
        fractions = [fraction for fraction, _ in told]
        assert fractions == sorted(fractions)
        assert told[0] == (0.0, Stage.OPENING)
        assert told[-1] == (1.0, Stage.DONE)
        assert len(set(fractions)) > 6
        assert list(dict.fromkeys(stage for _, stage in told)) == list(Stage)


def test_every_stage_has_its_words() -> None:
    assert set(file_sentences.STAGES) == set(Stage)
