"""Every article of a document has a line: what answers it is found, or a reason is given."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sim.core.errors import UserError
from sim.plan.articles import citations, sections_cited
from sim.plan.files import plan_file_path, plans
from sim.plan.source import SourceFile
from sim.report.render.markdown import markdown_page
from sim.report.subjects import articles as subject
from sim.scenario.scenario import load
from sim.words import catalogue as words

ROOT = Path(__file__).parent.parent
TITLE = 'zh = "一条"\nen = "one"\n'


@pytest.fixture(autouse=True)
def english(monkeypatch):
    """English, on a screen of a hundred columns."""
    monkeypatch.setattr(words.AUDIENCE, "language", "en")


@pytest.fixture
def plan_with(tmp_path):
    """A plan whose own articles are replaced by other tables."""

    def write(tables: str) -> Path:
        text = plan_file_path("xuchang").read_text("utf-8").partition("[article.")[0]
        file = tmp_path / "plan.toml"
        file.write_text(text + tables, "utf-8")
        return file

    return write


@pytest.mark.parametrize(
    "text, places",
    [
        ("三（九）", [("三", "（九）")]),
        ("一（四）（五）", [("一", "（四）"), ("一", "（五）")]),
        ("一（二）、（五）", [("一", "（二）"), ("一", "（五）")]),
        ("一（三）1、三（一）", [("一", "（三）", "1"), ("三", "（一）")]),
        ("四（五）12至14", [("四", "（五）", f"{k}") for k in (12, 13, 14)]),
        ("附件一至三", [("附件一",), ("附件二",), ("附件三",)]),
        ("附件九至十一", [("附件九",), ("附件十",), ("附件十一",)]),
        ("附件1、2注", [("附件1",), ("附件2", "注")]),
        ("三，举措4（3）", [("举措4", "（3）")]),
        ("三 举措1、四（一）1", [("举措1",), ("四", "（一）", "1")]),
        ("三，举措13至14、四（二）4", [("举措13",), ("举措14",), ("四", "（二）", "4")]),
        ("三，举措21（1）（2）", [("举措21", "（1）"), ("举措21", "（2）")]),
        ("[四乙]、[五]", [("[四乙]",), ("[五]",)]),
        ("三（一）2·环境、附件一（三）", [("三", "（一）", "2", "·环境"), ("附件一", "（三）")]),
        ("(1.2); Art. 4", [("(1.2)",), ("Art. 4",)]),
    ],
)
def test_a_citation_is_read_as_documents_count(text, places):
    assert list(sections_cited(text)) == places


def test_an_article_is_answered_by_a_row_that_cites_it_or_a_part_of_it(plan_with):
    """[instrument.talent_service] cites 三（十二）, so the whole article is answered by it; a row that
    cites only the whole says nothing of a part.
    """
    part = f'[article.b]\nsection = "三（十二）·住房"\n{TITLE}'
    why = 'not_modelled = { zh = "不写", en = "not told apart" }\n'
    whole, inner = load(
        plan_with(f'[article.a]\nsection = "三（十二）"\n{TITLE}{part}{why}')
    ).articles
    assert "instrument.talent_service" in [c.row for c in whole.answers]
    assert not inner.answers and inner.reasons[0].en == "not told apart"


def test_an_article_without_answer_or_reason_is_a_fault_with_its_place(plan_with):
    file = plan_with(f'[article.a]\nsection = "九（九）"\n{TITLE}')
    line = file.read_text("utf-8").splitlines().index("[article.a]") + 1
    with pytest.raises(UserError) as fault:
        load(file)
    assert str(fault.value) == (
        f"plan.toml:{line}:1: article.a is answered by nothing: no row of this plan cites 九（九）; "
        'add a row that does, or not_modelled = { zh = "...", en = "..." }.'
    )


def test_a_reason_goes_once_something_answers(plan_with):
    why = 'not_modelled = { zh = "不写", en = "no" }\n'
    with pytest.raises(UserError, match=r"article.a.not_modelled is idle: .* delete not_modelled"):
        load(plan_with(f'[article.a]\nsection = "二（七）"\n{TITLE}{why}'))


def test_what_stands_for_nothing_here_excuses_but_does_not_answer(plan_with):
    """A target that is not measured, and an instrument that is left out, lend their reasons."""
    target = (
        '[target.none]\nzh = "例会"\nen = "meetings"\nsection = "九（一）"\nrole = "not_measured"\n'
        'deadline = "2022-12"\nwhy_not = { zh = "不测", en = "not measured" }\n'
    )
    instrument = (
        '[instrument.tax_relief]\nzh = "税"\nen = "tax"\nsection = "九（二）"\nrung = "all"\n'
        'channel = "fixcost"\nnot_modelled = { zh = "国法", en = "national law" }\n'
    )
    tables = "".join(
        f'[article.a{k}]\nsection = "九（{n}）"\n{TITLE}' for k, n in enumerate("一二")
    )
    found = load(plan_with(target + instrument + tables)).articles
    assert [a.answers for a in found] == [(), ()]
    assert [a.reasons[0].en for a in found] == ["not measured", "national law"]


def test_an_instrument_is_carried_out_by_tables_of_the_plan(plan_with):
    row = (
        '[instrument.tax_relief]\nzh = "税"\nen = "tax"\nsection = "九（二）"\nrung = "all"\n'
        'channel = "fixcost"\nby = ["facility.{}"]\n'
    )
    article = f'[article.a]\nsection = "九（二）"\n{TITLE}'
    (found,) = load(plan_with(row.format("main_weidu") + article)).articles
    assert [(c.row, c.kind) for c in found.answers] == [("instrument.tax_relief", "mechanism")]
    with pytest.raises(UserError, match=r"by.0 = .facility.main_weidoo. is no table .*main_weidu"):
        load(plan_with(row.format("main_weidoo") + article))


@pytest.mark.parametrize("plan", plans())
def test_at_most_five_in_a_hundred_articles_are_not_modelled(plan):
    rows = subject.article_rows(load(plan))
    counts = subject.count_states(rows)
    assert len(rows) > 20 and sum(counts.values()) == len(rows)
    assert counts["left out"] <= 0.05 * len(rows), [r["section"] for r in rows if r["why"]]


@pytest.mark.parametrize("plan", plans())
def test_what_a_row_cites_is_an_article_a_part_or_a_chapter_of_some(plan):
    """A section that no article has is a slip of the pen."""
    file = SourceFile(plan_file_path(plan), plan)
    articles = [at for a in load(plan).articles for at in sections_cited(a.section)]
    chapters = {at[:n] for at in articles for n in range(1, len(at) + 1)}
    for c in citations(file):
        for at in c.places:
            known = at in chapters or any(at[: len(own)] == own for own in articles)
            assert known or at[0].startswith("附件"), f"{c.row} cites {at}"


def test_no_article_stands_twice():
    for plan in plans():
        sections = [a.section for a in load(plan).articles]
        assert len(set(sections)) == len(sections)


def test_the_page_is_up_to_date(fuhua, tmp_path):
    page = markdown_page(subject.articles_page())
    assert (ROOT / "docs" / "articles.md").read_text("utf-8") == page, (
        "fuhua articles --write docs/articles.md"
    )
    code, out, _ = fuhua("articles", "--write", "articles.md", "--lang", "zh")
    assert code == 0 and "articles.md" in out
    assert (tmp_path / "articles.md").read_text("utf-8") == page


def test_articles_as_data(fuhua):
    rows = json.loads(fuhua("articles", "chengguan", "--json")[1])
    found = next(r for r in rows if r["section"] == "举措9")
    assert found["state"] == "mechanism" and found["why"] == []
    assert {
        "row": "instrument.student_entrepreneurship",
        "kind": "mechanism",
        "zh": "大学生创业基地与指导站",
        "en": "students' bases and stations",
        "levers": ["education_budget"],
    } in found["answers"]
    lost = [r["section"] for r in rows if r["state"] == "lost"]
    assert lost == ["二（四）2"], "the table of goals is missing from the copy"
    assert set(json.loads(fuhua("articles", "--json")[1])) == set(plans())


@pytest.mark.parametrize(
    "language, said",
    [
        ("en", ["Articles of the document: ", "not modelled: ", "left out: ", "education_budget"]),
        ("zh", ["文件条款：", "未纳入 ", "未纳入：", "education_budget"]),
    ],
)
def test_articles_on_the_screen(fuhua, language, said):
    code, out, _ = fuhua("articles", "chengguan", "--lang", language)
    assert code == 0 and [s for s in said if s not in out] == []
    assert "xuchang" in fuhua("articles", "--lang", language)[1]


def test_a_plan_without_articles_says_how_to_list_them(fuhua, plan_with):
    code, out, _ = fuhua("articles", str(plan_with("")))
    assert code == 0 and "add tables [article.ID]" in out
