"""The report: the same numbers as the CSV files in both formats and languages, whole or absent, from a folder alone."""

from __future__ import annotations

import csv
import html.parser
import io
import json
import re
import shutil
import zipfile
from itertools import pairwise
from xml.etree import ElementTree

import docx
import made_up
import numpy as np
import pytest
from matplotlib.ft2font import FT2Font

from sim.core.errors import UserError
from sim.report import document as blocks
from sim.report.figures import style
from sim.report.figures.run import FIGURES
from sim.report.numbers import format_band, format_number, format_percent, percent_sign
from sim.report.render import files
from sim.report.stored import write_folder_report
from sim.report.subjects import basis
from sim.report.subjects.run import PARTS, run_report
from sim.results import limits, run_folder
from sim.results.summary import LADDER, ensemble_summary
from sim.words import catalogue
from sim.words.catalogue import say

LANGUAGES = ("zh", "en")


def lively():
    """The made-up ensemble with something in every measure that it leaves at nothing, different in each run and month."""
    ensemble, draw = made_up.ensemble(), np.random.default_rng(7)
    for table in (ensemble.history, ensemble.books):
        for name in table.dtype.names:
            if not table[name].any():
                table[name] = draw.gamma(1.0, 200.0, table.shape)
    return ensemble


@pytest.fixture(scope="module", params=LANGUAGES)
def told(request, tmp_path_factory):
    """A folder of results with its report, made in each language."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(catalogue.AUDIENCE, "language", request.param)
        folder = tmp_path_factory.mktemp(request.param) / "out"
        yield made_up.write_report(lively(), folder)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder of results without a report."""
    return run_folder.write_results(lively(), tmp_path_factory.mktemp("results") / "out")


@pytest.fixture
def english(monkeypatch):
    """Messages in English."""
    monkeypatch.setattr(catalogue.AUDIENCE, "language", "en")


class Page(html.parser.HTMLParser):
    """A web page as tables of texts, and what else is asked of it."""

    def __init__(self, text: str):
        super().__init__()
        self.tables: dict[str, list[list[str]]] = {}
        self.keys: dict[str, list[str]] = {}
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.now, self.cell, self.words = "", False, []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        """Note the tag; open a table, a row or a cell."""
        attributes = dict(attrs)
        self.tags.append((tag, attributes))
        if tag == "table":
            self.now = attributes["id"].removeprefix("table-")
            self.tables[self.now], self.keys[self.now] = [], []
        elif tag == "tr":
            self.tables[self.now].append([])
            self.keys[self.now].append(attributes.get("data-key", ""))
        elif tag in ("td", "th"):
            self.tables[self.now][-1].append("")
            self.cell = True
        elif tag == "small" and self.cell:
            self.tables[self.now][-1][-1] += "\n"

    def handle_endtag(self, tag):
        """Close the cell."""
        self.cell = self.cell and tag not in ("td", "th")

    def handle_data(self, data):
        """Add the text to its cell, or to the words outside tables."""
        if self.cell:
            self.tables[self.now][-1][-1] += data
        elif data.strip():
            self.words.append(data.strip())


def page(told) -> Page:
    """The web page of a folder."""
    return Page((told / "report.html").read_text("utf-8"))


def word_tables(told) -> dict[str, list[list[str]]]:
    """The tables of the Word file by caption, without the row of facts."""
    found, caption = {}, ""
    for part in docx.Document(told / "report.docx").element.body:
        if part.tag.endswith("}p") and part.xpath("./w:pPr/w:pStyle[@w:val='TableCaption']"):
            caption = "".join(p.text for p in [docx.text.paragraph.Paragraph(part, None)]).split(
                "  ", 1
            )[1]
        elif part.tag.endswith("}tbl") and caption:
            table = docx.table.Table(part, None)
            found[caption] = [
                [
                    "\n".join(p.text for p in docx.table._Cell(c, table).paragraphs)
                    for c in row._tr.tc_lst
                ]
                for row in table.rows
            ]
    return found


def numbers(told) -> dict[str, list[list[str]]]:
    """What the CSV files say, written as reports write numbers, by table and row."""

    def rows(name):
        with open(told / f"{name}.csv", encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))

    found = {"targets-outcome": [], "targets-input": []}
    for r in rows("targets"):
        if r["probability"]:
            found[f"targets-{r['role']}"].append(
                [
                    f"{format_number(float(r['median']), r['unit'])}\n{format_band(float(r['lower']), float(r['upper']), r['unit'])}",
                    f"{format_percent(float(r['probability']))}\n{format_percent(float(r['low'])).removesuffix(percent_sign())}-{format_percent(float(r['high']))}",
                ]
            )
    years = [c for c in rows("money")[0] if c.isdigit()]
    found["money"] = [
        [
            format_number(float(r["median"]), whole=True),
            format_band(float(r["lower"]), float(r["upper"]), whole=True),
            *(format_number(float(r[y]), whole=True) for y in years),
        ]
        for r in rows("money")
    ]
    ends = [f"{y}-12" for y in years[:-1]] + [rows("ladder")[-1]["month"]]
    found["ladder"] = [
        [spread(r) for r in rows("ladder") if r["rung"] == rung and r["month"] in ends]
        for rung in LADDER
    ]
    every = rows("years")
    for id in ("flows", "finance", "talent"):
        found[id] = [
            [spread(r) for r in every if r["measure"] == key] for key in page(told).keys[id][1:]
        ]
    return found


def spread(r) -> str:
    """A median with its band below, as tables by year have it."""
    return f"{format_number(float(r['median']), whole=True)}\n{format_band(float(r['lower']), float(r['upper']), whole=True)}"


PLACES = {"targets-outcome": slice(3, 5), "targets-input": slice(3, 5), "money": slice(1, None)}
CAPTIONS = {
    "targets-outcome": "table_outcomes",
    "targets-input": "table_inputs",
    "money": "table_money",
    "ladder": "table_ladder",
    "flows": "table_flows",
    "finance": "table_finance",
    "talent": "table_talent",
}


def test_both_formats_have_the_numbers_of_the_csv_files(told):
    web, word = page(told).tables, word_tables(told)
    for id, expected in numbers(told).items():
        for shown in (web[id], word[say(CAPTIONS[id])]):
            cells = [row[PLACES.get(id, slice(2, None))] for row in shown[1:] if len(row) > 1]
            assert cells == expected, id


def test_the_word_file_says_what_the_web_page_says(told):
    assert list(word_tables(told).values()) == list(page(told).tables.values())


def test_every_part_is_there_in_both_formats(told):
    web = [a["id"] for tag, a in page(told).tags if tag == "section"]
    assert tuple(web) == PARTS
    headings = [
        p.text
        for p in docx.Document(told / "report.docx").paragraphs
        if p.style.name == "Heading 1"
    ]
    titles = [t for t in page(told).words if t in headings]
    assert len(headings) == len(PARTS) - 1 and set(titles) == set(headings)
    images = [a for tag, a in page(told).tags if tag == "img"]
    assert len(images) == len(FIGURES) and all(a["alt"] for a in images)
    shapes = docx.Document(told / "report.docx").element.xpath("//wp:docPr")
    assert [s.get("descr") for s in shapes] == [a["alt"] for a in images]


def test_the_page_needs_nothing_else(told):
    text = (told / "report.html").read_text("utf-8")
    assert (
        len(text.encode()) < 3e6
        and "http" not in text
        and "<script" not in text
        and "@import" not in text
    )
    tags = page(told).tags
    assert all(a["src"].startswith("data:image/svg+xml;base64,") for tag, a in tags if tag == "img")
    assert not [tag for tag, _ in tags if tag in ("link", "iframe", "object", "embed")]
    links = {a["href"] for tag, a in tags if tag == "a"}
    assert links == {f"#{part}" for part in PARTS}
    assert ("html", {"lang": {"zh": "zh-CN", "en": "en"}[catalogue.spoken_language()]}) in tags
    assert all(a.get("scope") for tag, a in tags if tag == "th")
    assert text.count("<caption") == text.count("<table")


def test_the_chinese_report_is_chinese(folder, monkeypatch):
    monkeypatch.setattr(catalogue.AUDIENCE, "language", "zh")
    run = run_folder.open_results(folder)
    made = run_report(run, run.about)
    tables = [b for s in made.sections for b in s.blocks if isinstance(b, blocks.Table)]
    keys = {c.text for table in tables for r in table.rows for c in r.cells if c.small}
    known = re.compile(
        r"\w+\.(csv|json|parquet|toml)|Python .*|fuhua run .*|Wilson|Philox4x32|made-up, plan|[0-9a-f]{12,}"
        "|scale of a county|--exposure|--nature central",
        re.ASCII,
    )  # what the plan says stands as it is
    english = [
        t for t in said(made) if t not in keys and re.search(r"[A-Za-z]{3,}", known.sub("", t))
    ]
    assert english == []


def said(made) -> list[str]:
    """Every text of a report."""
    found = [made.title, made.subtitle, *made.lines]
    for section in made.sections:
        found.append(section.title)
        for block in section.blocks:
            match block:
                case blocks.Paragraph(text) | blocks.Heading(text):
                    found.append(text)
                case blocks.Bullets(items):
                    found += items
                case blocks.Facts(items):
                    found += [t for item in items for t in item]
                case blocks.Table():
                    found += [block.caption, block.note, *block.head]
                    found += [t for r in block.rows for c in r.cells for t in (c.text, c.below)]
    return found


def test_no_text_is_left_in_the_other_language(folder, monkeypatch):
    monkeypatch.setattr(catalogue.AUDIENCE, "language", "en")
    run = run_folder.open_results(folder)
    article = re.compile(
        r"万元|〔2022〕1号|[一二三]\([一二三]\)"
    )  # the unit, and where the plan's document says it
    texts = [article.sub("", t) for t in said(run_report(run, run.about))]
    assert [t for t in texts if re.search(r"[一-鿿]", t)] == []


def test_a_folder_alone_gives_the_same_report(told, tmp_path):
    shutil.copytree(told, tmp_path / "copy")
    before = {name: (told / name).read_bytes() for name in files.WRITERS}
    for name in before:
        (tmp_path / "copy" / name).unlink()
    paths = write_folder_report(tmp_path / "copy", tmp_path / "new" / "place")
    assert {p.name: p.read_bytes() for p in paths} == before


def test_the_stored_runs_are_those_that_were_lived(folder):
    run, lived = run_folder.open_results(folder), lively()
    for table, old in (
        ("history", lived.history),
        ("books", lived.books),
        ("sectors", lived.sectors),
    ):
        assert getattr(run, table).dtype.names == old.dtype.names
        assert all((getattr(run, table)[name] == old[name]).all() for name in old.dtype.names)
    assert (
        run.scenario.targets == lived.scenario.targets
        and run.first == lived.first
        and run.months == lived.months
    )


@pytest.mark.parametrize(
    "level, probability, runs",
    [
        ("verdict_none", 0.0, 0),
        ("verdict.poor", 0.25, 1),
        ("verdict.open", 0.5, 2),
        ("verdict.good", 0.9, 4),
    ],
)
def test_the_verdict_follows_the_chance(english, level, probability, runs):
    from sim.report.subjects.run_front_page import verdict_sentence

    data = ensemble_summary(made_up.ensemble())
    data["all_met"] |= {"probability": probability, "runs_meeting": runs}
    expected = say(level, targets=3, runs=4, share=format_percent(probability))
    singly = "Taken singly, 2 likely to be met in time, 1 open."
    assert verdict_sentence(data) == f"{expected} A run meets 2.5 of the 3 on average. {singly}"


def test_runs_cut_short_and_plans_without_targets_or_money_can_be_told(english, tmp_path):
    cut = made_up.ensemble(last=made_up.LAST + 12, targets=made_up.TARGETS[-1:], notes=())
    for name in cut.books.dtype.names:
        cut.books[name] = 0
    text = (made_up.write_report(cut, tmp_path / "out") / "report.html").read_text("utf-8")
    assert text.count("no outcome target that can be measured") == 1 and "no public outlay" in text
    assert "chance that all are met" not in text and "firms alive, end of 2024-01" in text
    assert "The plan gives every number that is needed." in text and "--months 18" in text


def test_the_word_file_is_one_for_an_office(told):
    made = docx.Document(told / "report.docx")
    page_size = made.sections[0]
    assert (round(page_size.page_width.cm, 1), round(page_size.page_height.cm, 1)) == (21.0, 29.7)
    eastern = {
        s.name: s.element.rPr.rFonts.get(docx.oxml.ns.qn("w:eastAsia"))
        for s in made.styles
        if s.name in ("Normal", "Heading 1", "Cell")
    }
    assert eastern == {"Normal": "仿宋", "Heading 1": "黑体", "Cell": "仿宋"}
    codes = [i.text.strip() for i in made.element.xpath("//w:instrText")]
    assert (
        any(c.startswith("TOC ") for c in codes) and sum(c.startswith("SEQ ") for c in codes) >= 12
    )
    assert [i.text.strip() for i in made.sections[0].footer._element.xpath(".//w:instrText")] == [
        "PAGE",
        "NUMPAGES",
    ]
    tables = made.element.xpath(
        "//w:tbl[preceding-sibling::w:p[1]/w:pPr/w:pStyle[@w:val='TableCaption']]"
    )
    assert tables and all(t.xpath("./w:tr[1]/w:trPr/w:tblHeader") for t in tables)
    assert made.core_properties.title and made.core_properties.subject
    assert (
        made.core_properties.author
        == f"Fuhua {json.loads((told / 'meta.json').read_text('utf-8'))['fuhua']}"
    )
    with zipfile.ZipFile(told / "report.docx") as parts:
        core = parts.read("docProps/core.xml").decode()
        assert "dcterms" not in core.split(">", 2)[2] and {
            p.date_time[0] for p in parts.infolist()
        } == {1980}
        for name in parts.namelist():
            if name.endswith(".xml"):
                ElementTree.parse(io.BytesIO(parts.read(name)))


@pytest.mark.parametrize(
    "harm, text",
    [
        (shutil.rmtree, "there is no folder"),
        (
            lambda f: (shutil.rmtree(f), f.write_text("")),
            "is a file: name the folder of results it lies in",
        ),
        (
            lambda f: (f / "meta.json").unlink(),
            "is no folder of results (there is no meta.json in it): run a plan first",
        ),
        (lambda f: (f / "meta.json").write_text("{"), "meta.json in"),
        (lambda f: (f / "meta.json").write_text("[]"), "meta.json in"),
        (
            lambda f: (f / "meta.json").write_text("{}"),
            "was written by an earlier version, its meta.json lacks fuhua, seeds",
        ),
        (
            lambda f: spoil(f, lambda m: m.pop("nature")),
            "its meta.json lacks nature: run the plan again with fuhua run",
        ),
        (lambda f: spoil(f, lambda m: m["contents"].pop("plan")), "meta.json in"),
        (lambda f: spoil(f, lambda m: m["targets"][0].pop("unit")), "meta.json in"),
        (lambda f: spoil(f, lambda m: m["seeds"].pop()), "rows where there should be"),
        (lambda f: (f / "history.parquet").unlink(), "history.parquet in"),
        (lambda f: (f / "history.parquet").write_bytes(b"PAR1" * 9), "history.parquet in"),
        (
            lambda f: (f / "history.parquet").write_bytes(
                (f / "history.parquet").read_bytes()[:-50]
            ),
            "history.parquet in",
        ),
    ],
)
def test_a_wrong_or_damaged_folder_is_told(folder, tmp_path, english, harm, text):
    shutil.copytree(folder, tmp_path / "results")
    harm(tmp_path / "results")
    with pytest.raises(UserError, match=re.escape(text)):
        write_folder_report(tmp_path / "results", tmp_path / "told")
    assert not (tmp_path / "told").exists()


def spoil(folder, change) -> None:
    """Change the folder's meta.json."""
    about = json.loads((folder / "meta.json").read_text("utf-8"))
    change(about)
    (folder / "meta.json").write_text(json.dumps(about), "utf-8")


def test_a_folder_above_names_those_in_it(folder, english):
    with pytest.raises(UserError, match="choose one of those in it: out"):
        write_folder_report(folder.parent)


def test_a_full_disk_leaves_the_old_report(told, tmp_path, monkeypatch):
    shutil.copytree(told, tmp_path / "out")
    before = {p.name: p.read_bytes() for p in (tmp_path / "out").iterdir()}
    written = files.Path.write_bytes

    def full(path, data):
        if "docx" in path.name:
            written(path, data[:100])
            raise OSError(28, "disk full")
        return written(path, data)

    monkeypatch.setattr(files.Path, "write_bytes", full)
    with pytest.raises(UserError, match="disk full"):
        write_folder_report(tmp_path / "out")
    assert {p.name: p.read_bytes() for p in (tmp_path / "out").iterdir()} == before


def test_out_on_a_file_is_told(folder, tmp_path, english):
    (tmp_path / "taken").write_text("")
    with pytest.raises(UserError, match="the report was not written to"):
        write_folder_report(folder, tmp_path / "taken")


def test_every_simplification_is_told_in_both_languages():
    rows = limits.simplifications()
    assert len(rows) > 10 and all(
        r["topic_en"] and r["topic_zh"] and r["zh"] and r["en"] for r in rows
    )
    assert not [r for r in rows if re.search(r"[一-鿿]", r["topic_en"] + r["en"])]


def test_figures_differ_in_grey():
    greys = [0.299 * r + 0.587 * g + 0.114 * b for r, g, b, _ in style.shades(6)]
    assert all(a - b > 0.05 for a, b in pairwise(greys))
    assert len(set(style.hatches(4)[:3])) > 1


def test_the_font_has_every_character_of_a_report(folder, monkeypatch):
    known = FT2Font(str(style.FONT)).get_charmap()
    for language in LANGUAGES:
        monkeypatch.setattr(catalogue.AUDIENCE, "language", language)
        run = run_folder.open_results(folder)
        assert (
            sorted(
                {
                    c
                    for t in said(run_report(run, run.about))
                    for c in t
                    if ord(c) not in known and c != "\n"
                }
            )
            == []
        )


def test_many_years_are_thinned_and_many_districts_cut(monkeypatch, english):
    from types import SimpleNamespace as Thing

    from sim.report.figures import run as charts
    from sim.report.subjects import run_chapters

    ensemble = made_up.ensemble()
    wide = {
        name: np.repeat(np.repeat(getattr(ensemble, name), 8, axis=1), 5, axis=2)
        for name in ("history", "books")
    }
    places = tuple(Thing(id=f"d{k}", zh=f"片区{k}", en=f"district {k}") for k in range(10))
    long = made_up.replace(ensemble, **wide, scenario=made_up.scenario(districts=places))
    [table] = run_chapters.yearly_table("ladder", long, ["startups"])
    assert len(table.head) == 2 + run_chapters.MOST_YEARS and "years.csv" in table.note
    with style.figure_style():
        assert len(charts.districts_figure(long, {"runs": 4}).axes) == 2 * charts.MOST_DISTRICTS


def test_the_command_to_repeat_names_all_runs(folder):
    about = run_folder.open_results(folder).about
    assert (
        basis.reproduction_command(about)
        == "fuhua run made-up --policy plan --nature central --runs 4 --seed 1"
    )
