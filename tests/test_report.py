"""What a planner sees: the same numbers in files, tables, figures and JSON; a folder whole or absent."""

from __future__ import annotations

import csv
import filecmp
import io
import json
import re
import warnings
from dataclasses import replace

import duckdb
import made_up
import numpy as np
import pytest
from rich.console import Console

from sim.cli import progress
from sim.core.errors import UserError
from sim.core.fields import fields_of
from sim.model.levers import Levers
from sim.model.measures import Census, SectorCensus
from sim.model.parameters import Nature
from sim.plan.files import plans
from sim.report.figures import style
from sim.report.figures.run import FIGURES
from sim.report.numbers import (
    UNITS,
    display_width,
    format_band,
    format_bytes,
    format_duration,
    format_long_duration,
    format_number,
    format_percent,
    format_probability_interval,
    format_quantity,
    row_name,
    wrap_text,
)
from sim.report.render import files, terminal
from sim.report.render.markdown import markdown_page
from sim.report.subjects import basis, fields, plan
from sim.report.subjects.run import run_report
from sim.results import plan_contents, run_folder
from sim.results.summary import ensemble_summary
from sim.runs.targets import target_scores
from sim.scenario.scenario import load
from sim.words import catalogue as words


@pytest.fixture(autouse=True, params=["zh", "en"])
def language(request, monkeypatch):
    """Every test in both languages."""
    monkeypatch.setattr(words.AUDIENCE, "language", request.param)
    return request.param


@pytest.fixture
def ensemble():
    """A made-up ensemble whose numbers are known."""
    return made_up.ensemble()


def printed(made) -> str:
    """What is printed of a document on a screen of a hundred columns."""
    screen = Console(
        file=io.StringIO(), width=100, highlight=False, markup=False, legacy_windows=False
    )
    terminal.show_document(made, screen)
    return screen.file.getvalue()


def unbroken(shown) -> str:
    """What is printed as one line."""
    return ("" if words.spoken_language() == "zh" else " ").join(shown.splitlines())


def report(ensemble):
    """The report of an ensemble."""
    return run_report(ensemble, run_folder.run_metadata(ensemble, ensemble_summary(ensemble)))


def test_the_summary_says_what_the_runs_hold(ensemble):
    data = ensemble_summary(ensemble)
    firms = data["targets"][0]
    assert (firms["runs_meeting"], firms["probability"], firms["median"], firms["deadline"]) == (
        2,
        0.5,
        99.5,
        "2024-01",
    )
    assert data["all_met"] | {"low": 0, "high": 0} == {
        "targets": 3,
        "undecided": 0,
        "runs_meeting": 2,
        "probability": 0.5,
        "low": 0,
        "high": 0,
        "certain": 2,
        "met": {"mean": 2.5, "median": 2.5, "lower": 2.0, "upper": 3.0},
    }
    assert (data["binds"]["id"], data["binds"]["rest"]["probability"]) == ("M-1", 1.0)
    assert data["money"]["total"]["median"] == 18 * (10 + 10 + 5)
    assert [(r["name"], r["median"]) for r in data["money"]["rows"]] == [
        ("rent_subsidy", 360.0),
        ("guidance_commitment", 90.0),
    ]
    assert data["money"]["rows"][0]["years"] == {"2022": 100.0, "2023": 240.0, "2024": 20.0}
    assert data["money"]["apart"][0]["median"] == 36.0
    assert json.loads(json.dumps(data)) == data


def test_history_comes_back_as_it_was(ensemble, tmp_path):
    folder = run_folder.write_results(ensemble, tmp_path / "out")
    file = str(folder / "history.parquet")
    rows = duckdb.sql(
        f"SELECT run, value FROM '{file}' WHERE measure = 'startups' AND place = 'all' AND month = '2024-01' "
        "ORDER BY run"
    ).fetchall()
    assert [run for run, _ in rows] == [0, 1, 2, 3]
    assert np.allclose([v for _, v in rows], [95, 99, 100, 120], rtol=1e-14)
    one = duckdb.sql(
        f"SELECT value FROM '{file}' WHERE measure = 'money.rent_subsidy' AND place = 'west' AND run = 2"
    ).fetchall()
    assert one == [(10.0,)] * 18
    assert duckdb.sql(
        f"SELECT DISTINCT place, value FROM '{file}' WHERE measure = 'sector.sales_12' ORDER BY 1"
    ).fetchall() == [("parts", 100.0), ("software", 50.0)]
    kept = dict(
        duckdb.sql(
            f"SELECT decode(key), decode(value) FROM parquet_kv_metadata('{file}')"
        ).fetchall()
    )
    assert json.loads(kept["units"])["money.rent_subsidy"] == "万元"
    assert kept["scenario_digest"] == "0123456789abcdef"
    months = duckdb.sql(
        f"SELECT month FROM '{file}' WHERE measure='jobs' AND place='all' AND run=3"
    ).fetchall()
    assert months == sorted(months) and len(months) == 18


def test_the_same_ensemble_gives_the_same_bytes(ensemble, tmp_path):
    first, second = (made_up.write_report(ensemble, tmp_path / name, figures=True) for name in "ab")
    names = [p.name for p in first.iterdir()]
    assert sorted(names) == [
        "districts.csv",
        "districts.png",
        "facilities.csv",
        "finance.png",
        "history.parquet",
        "ladder.csv",
        "ladder.png",
        "meta.json",
        "money.csv",
        "money.png",
        "report.docx",
        "report.html",
        "talent.png",
        "targets.csv",
        "targets.png",
        "years.csv",
    ]
    assert filecmp.cmpfiles(first, second, names, shallow=False)[0] == names


def test_targets_csv_has_the_scores(ensemble, tmp_path):
    folder = run_folder.write_results(ensemble, tmp_path / "out")
    assert (folder / "targets.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    with open(folder / "targets.csv", encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    for row, score in zip(rows, target_scores(ensemble), strict=False):
        assert (row["id"], float(row["probability"]), float(row["median"]), float(row["low"])) == (
            score.target.id,
            score.probability,
            score.median,
            score.low,
        )
    assert (rows[-1]["id"], rows[-1]["probability"], rows[-1]["why_not_zh"]) == (
        "M-5",
        "",
        "短于一月",
    )
    with open(folder / "money.csv", encoding="utf-8-sig", newline="") as file:
        money = list(csv.DictReader(file))
    assert [(r["part"], r["payment"], float(r["median"])) for r in money[:3]] == [
        ("outlay", "rent_subsidy", 360),
        ("outlay", "guidance_commitment", 90),
        ("total", "total", 450),
    ]


def test_a_taken_name_gets_a_number(ensemble, tmp_path):
    assert [run_folder.write_results(ensemble, tmp_path / "out").name for _ in range(3)] == [
        "out",
        "out-2",
        "out-3",
    ]


def test_an_empty_folder_is_used(ensemble, tmp_path):
    (tmp_path / "out").mkdir()
    assert run_folder.write_results(ensemble, tmp_path / "out").name == "out"


@pytest.mark.parametrize(
    "stop, told", [(KeyboardInterrupt(), KeyboardInterrupt), (OSError(28, "disk full"), UserError)]
)
def test_a_result_that_is_stopped_leaves_nothing(ensemble, tmp_path, monkeypatch, stop, told):
    def stopped(*_):
        raise stop

    monkeypatch.setattr(run_folder, "money_rows", stopped)
    with pytest.raises(told, match="disk full" if told is UserError else None):
        run_folder.write_results(ensemble, tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_no_folder(ensemble, tmp_path, language):
    (tmp_path / "out").write_text("")
    told = {
        "zh": "是一个文件：请用 --out 另指定一个文件夹",
        "en": "is a file: name another folder with --out",
    }
    with pytest.raises(UserError, match=told[language]):
        run_folder.write_results(ensemble, tmp_path / "out")


def test_figures_have_every_glyph(ensemble, tmp_path):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        about = run_folder.run_metadata(ensemble, ensemble_summary(ensemble))
        made = files.write_document(
            run_report(ensemble, about), tmp_path, figures=True, report=False
        )
    assert [p.stem for p in made] == list(FIGURES)
    assert all(p.read_bytes().startswith(b"\x89PNG") and p.stat().st_size > 10_000 for p in made)


def test_the_font_has_every_character_of_the_catalogue():
    from matplotlib.ft2font import FT2Font

    from sim.report.numbers import BARE, UNITS

    known = FT2Font(str(style.FONT)).get_charmap()
    said = [words.messages(language).texts.values() for language in words.LANGUAGES]
    texts = [form for forms in said for texts in forms for form in texts]
    texts += [t for both in [*UNITS.values(), *BARE.values()] for t in both]
    texts += [
        r[lang] for rows in fields.field_catalogue().values() for r in rows for lang in ("zh", "en")
    ]
    assert sorted({c for text in texts for c in text if ord(c) not in known and c != "\n"}) == []


def test_columns_align_by_display_width(ensemble, language):
    table = next(b for b in report(ensemble).brief if getattr(b, "id", "") == "targets-outcome")
    table = terminal.spread_table(replace(table, caption="", note=""), 100)
    widths = terminal.column_widths_on_screen(table, 100)
    gaps = [
        sum(widths[:k]) + len(terminal.GAP) * (k - 1) + at
        for k in range(1, len(widths))
        for at in range(len(terminal.GAP))
    ]
    lines = [line.plain for line in terminal.table_lines(table, 100)]
    assert sum(line.startswith("M-") for line in lines) == 3
    for line in (line for line in lines if not line.startswith("─")):
        columns = "".join(c if display_width(c) == 1 else c + "\0" for c in line).ljust(100)
        assert len(columns) == 100 and {columns[at] for at in gaps} == {" "}, line


def test_lines_break_where_chinese_and_english_may():
    assert terminal.wrap_lines("投入一百万元，净增十家。", 12) == [
        "投入一百万",
        "元，净增十",
        "家。",
    ]
    assert terminal.wrap_lines("more firms (12 %), jobs", 12) == ["more firms", "(12 %), jobs"]
    assert terminal.wrap_lines("start.technical_people 3", 10) == [
        "start.tech",
        "nical_peop",
        "le 3",
    ]
    assert terminal.wrap_lines("a\n\nb", 5) == ["a", "", "b"]


def test_the_screen_shows_what_json_says(ensemble, language):
    data = ensemble_summary(ensemble)
    shown = printed(report(ensemble))
    for row in data["targets"]:
        if row["measured"] and row["chosen"]:
            assert row_name(row) in shown and format_percent(row["probability"]) in shown
    assert (
        "方案有一半以上的可能同时实现可判定的全部 3 项成效目标：约为 50%"
        if language == "zh"
        else "likely than not to meet all 3 outcome targets it can be held to: the chance is about 50 %"
    ) in unbroken(shown)
    interval = format_probability_interval(data["all_met"])
    assert (f"95% 区间 {interval}" if language == "zh" else f"95 % interval {interval}") in shown
    assert ("短于一月" if language == "zh" else "shorter than a month") in shown
    assert ("[甲]" if language == "zh" else "[a]") in shown  # brackets are text, not markup
    assert format_number(data["money"]["total"]["median"]) in shown


def test_runs_cut_short_say_so(language):
    cut = made_up.ensemble(
        last=made_up.LAST + 12,
        targets=tuple(t.model_copy(update={"deadline": made_up.LAST + 6}) for t in made_up.TARGETS),
    )
    shown = printed(report(cut))
    assert "2024-07*" in shown
    assert ("只模拟到 2024-01" if language == "zh" else "cut at 2024-01") in unbroken(shown)


def test_a_gbk_console_shows_every_table(ensemble, language):
    raw = io.BytesIO()
    out = io.TextIOWrapper(raw, encoding="gbk", errors="strict" if language == "zh" else "replace")
    screen = Console(file=out, width=100, highlight=False, markup=False)
    terminal.show_document(report(ensemble), screen)
    out.flush()
    assert "M-1" in raw.getvalue().decode("gbk")


def test_check_parts_the_document_from_assumptions():
    data = plan_contents.scenario_contents(made_up.scenario())
    assert [r["id"] for r in data["instruments"]] == ["M-L1"]
    assert data["assumed"] == [
        {
            "key": "start.talents",
            "value": 1000.0,
            "unit": "person",
            "reason": "scale of a county",
            "zh": "技术人才",
            "en": "technical people",
        }
    ]
    assert data["not_measured"][0]["why"] == {"zh": "短于一月", "en": "shorter than a month"}
    shown = printed(plan.plan_document(data))
    for expected in ("M-B1", "M-L1", "start.talents", "M-5", "M-L2", "scale of a county"):
        assert expected in shown


@pytest.mark.parametrize(
    "value, unit, expected",
    [
        (0.6, "share", "60 %"),
        (0.6234, "share", "62.3 %"),
        (1388.2, "firm", "1,388"),
        (8.5, "fund", "8.5"),
        (0.0, "", "0"),
        (-1234.5, "万元", "-1,234"),
        (-0.2, "x", "-0.2"),
        (0.012, "x", "0.012"),
        (float("nan"), "", "-"),
        (1e6, "万元", "1,000,000"),
    ],
)
def test_numbers_are_written_plainly(value, unit, expected, language):
    assert format_number(value, unit) == (
        expected.replace(" %", "%") if language == "zh" else expected
    )


def test_ranges_shares_and_units(language):
    space = "" if language == "zh" else " "
    assert [format_percent(p) for p in (0, 0.001, 0.034, 0.999, 1)] == [
        f"{x}{space}%" for x in ("0", "<1", "3", ">99", "100")
    ]
    assert [
        format_band(1, 1),
        format_band(1, 2),
        format_band(-3, 2),
        format_band(0.1, 0.2, "share"),
    ] == [
        "1",
        "1-2",
        "-3 .. 2",
        f"10-20{space}%",
    ]
    assert format_quantity(50000, "m²") == {"zh": "50,000 平方米", "en": "50,000 sq m"}[language]


def test_titles_break_at_display_width():
    assert wrap_text("X-T11 营收超亿元的领军企业（两集群合计）", 24, 3).split("\n") == [
        "X-T11 营收超亿元的领军企",
        "业（两集群合计）",
    ]
    assert wrap_text("provincial research platforms and incubators", 20, 2).split("\n") == [
        "provincial research",
        "platforms and...",
    ]
    assert all(display_width(line) <= 24 for line in wrap_text("长" * 60, 24, 2).split("\n"))


def test_long_durations_and_sizes_are_told_as_people_say_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(words.AUDIENCE, "language", "en")
    told = [format_long_duration(s) for s in (0.4, 59.4, 59.6, 3599, 12_000, 200_000)]
    assert told == ["0 s", "59 s", "1 min", "1 h 0 min", "3 h 20 min", "2 d 8 h"]
    assert [format_bytes(b) for b in (0, 999, 41e6, 4.1e9)] == ["0 B", "999 B", "41 MB", "4.1 GB"]


def test_progress_in_a_log_is_a_few_lines():
    out = io.StringIO()
    told = progress.LineProgress(out)
    for done in range(101):
        told("runs", done, 100)
    assert len(out.getvalue().splitlines()) == 5
    assert format_duration(65) == "1:05"


def test_the_page_of_fields_is_what_the_declarations_say():
    page = run_folder.Path(fields.__file__).parents[3] / "docs" / "fields.md"
    assert page.read_text("utf-8") == markdown_page(fields.fields_page()), (
        "run: fuhua fields --write docs/fields.md"
    )


def test_every_unit_has_a_name_in_both_languages():
    declared = {
        f.unit for kind in (Census, SectorCensus, Levers, Nature) for f in fields_of(kind).values()
    }
    told = {
        r.unit
        for plan in plans()
        for rows in (load(plan).targets, load(plan).baselines, load(plan).notes)
        for r in rows
    }
    assert sorted((declared | told) - set(UNITS)) == []
    assert all(
        not re.search("[a-z]", zh) and (en or not zh or unit == "calendar year")
        for unit, (zh, en) in UNITS.items()
    )


def test_one_thing_is_told_in_the_singular(monkeypatch):
    monkeypatch.setattr(words.AUDIENCE, "language", "en")
    assert [format_quantity(n, "item") for n in (1, 7)] == ["1 item", "7 items"]
    assert (
        format_quantity(1, "person"),
        format_quantity(1, "point"),
        format_quantity(1, "m²"),
    ) == (
        "1 person",
        "1 point",
        "1 sq m",
    )


def test_rows_of_one_number_are_told_apart(ensemble):
    bases = tuple(
        made_up.target(f"M-1/{name}", name, name, "startups", 50.0, "firm", variant=name)
        for name in ("one", "two")
    )
    shown = printed(report(made_up.ensemble(targets=(*made_up.TARGETS, *bases))))
    assert shown.count("/one") == shown.count("/two") == 1


def test_a_chosen_reading_is_told_wherever_results_are(tmp_path, language):
    chosen = {
        "readings": (made_up.replace(made_up.AREA, chosen="let"),),
        "nondefault_readings": {"area": "let"},
    }
    ensemble = made_up.ensemble(**chosen)
    told = {
        "zh": "所取读法：五万平方米按哪个口径：可出租面积（area=let）",
        "en": "read as: which area is meant: area to let (area=let)",
    }[language]
    assert told in printed(report(ensemble))
    assert (
        run_folder.default_results_folder(ensemble.scenario, 4, 1).name
        == "made-up-plan-area.let-01234567-4runs-seed1"
    )
    folder = made_up.write_report(ensemble, tmp_path / "out")
    about = json.loads((folder / "meta.json").read_text("utf-8"))
    assert about["readings"] == {"area": "let"}
    assert basis.reproduction_command(about).startswith(
        "fuhua run made-up --policy plan --reading area=let --nature central --runs 4 "
    )
    assert told in (folder / "report.html").read_text("utf-8")
    assert basis.readings_sentence(ensemble_summary(made_up.ensemble())["plan"]["read_as"]) == ""
