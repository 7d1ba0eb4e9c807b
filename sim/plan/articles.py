"""Every article of a document has a line: what answers it in the plan, or why nothing does.

What answers an article is not declared but found: a row of the plan that cites its section.  A row
says where its words stand as the document counts: `三（九）`, `三，举措4（3）`, `附件一（三）`,
several after one another (`一（四）（五）`, `一（三）1、三（一）`, `四（五）12至13`), and after a dot what
the document names but does not number (`三（一）·创谷`).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from sim.plan.parts import Article, BilingualText
from sim.plan.source import LEVER_TABLES, SourceFile
from sim.plan.tables import BY_ID

Place = tuple[str, ...]  # a section, the outer part first
NUMERALS = "一二三四五六七八九十"
CHAPTER, PARAGRAPH, ITEM, POINT, NAME = range(5)  # how deep a part of a section stands
TOKEN = re.compile(
    rf"(?P<chapter>\[[^\]]+\]|附件[{NUMERALS}\d]*|前言|[{NUMERALS}]+)"
    rf"|(?P<paragraph>（[{NUMERALS}]+）|举措\d+)"
    r"|(?P<point>（\d+）)|(?P<item>\d+|注)|(?P<name>·[^、；]+)|(?P<mark>[、；])|(?P<to>至)"
)
DEPTH = {"chapter": CHAPTER, "paragraph": PARAGRAPH, "item": ITEM, "point": POINT, "name": NAME}
MEASURE = "举措"  # numbered through the whole document, whatever the chapter
FIGURES = ("baseline", "start", "nature", "district", "sector", "fund")  # the place before the plan
FLAT = ("start", "nature")  # tables without ids
LEFT_OUT, LOST = "left out", "lost"


@dataclass(frozen=True)
class Citation:
    """A row of a plan that cites a section: its table and id, what kind of answer it is, and its
    reason where it is left out.
    """

    row: str
    kind: str  # mechanism, measure, figure, term, reading, left out or lost
    places: frozenset[Place]
    reason: BilingualText | None = None


@dataclass(frozen=True)
class ArticleAnswers:
    """An article of the document: the rows that answer it, or the reasons why nothing does; one that
    the copy at hand has not is `lost`.
    """

    id: str
    zh: str
    en: str
    section: str
    answers: tuple[Citation, ...]
    reasons: tuple[BilingualText, ...]
    lost: bool = False


def read_articles(plan: SourceFile) -> tuple[ArticleAnswers, ...]:
    """[article.ID]; each is answered by a row that cites it, or says why nothing does.

    Run when the plan's other tables have been read: a row with faults answers nothing yet.
    """
    articles = plan.parts("article", Article)
    cited = citations(plan) if articles else []
    return tuple(answered_article(plan, a, cited) for a in articles)


def answered_article(plan: SourceFile, a: Article, cited: list[Citation]) -> ArticleAnswers:
    """An article with the rows that cite it or a part of it."""
    own, where = sections_cited(a.section), ("article", a.id)
    rows = [c for c in cited if any(at[: len(o)] == o for at in c.places for o in own)]
    answers = tuple(c for c in rows if c.kind not in (LEFT_OUT, LOST))
    reasons = [c.reason for c in rows if c.reason]
    lost = a.not_modelled is None and any(c.kind == LOST for c in rows)
    if answers:
        if a.not_modelled is not None:
            told = ", ".join(c.row for c in answers[:3])
            plan.fault((*where, "not_modelled"), "plan_article_answered", rows=told)
        return ArticleAnswers(a.id, a.zh, a.en, a.section, answers, ())
    if a.not_modelled is not None:
        reasons = [a.not_modelled]
    elif not reasons:
        plan.fault(where, "plan_article_open", section=a.section)
    return ArticleAnswers(a.id, a.zh, a.en, a.section, (), tuple(reasons), lost)


def citations(plan: SourceFile) -> list[Citation]:
    """Every row of a plan that cites a section, in the order of the file."""
    rows = (
        (f"{table}.{id}", table, raw)
        for table in plan.content
        if table in (*BY_ID, *FLAT, *LEVER_TABLES, "reading") and table != "article"
        for id, raw in rows_of_table(table, plan.section(table))
    )
    found = []
    for row, table, raw in rows:
        places = frozenset(at for text in section_texts(raw) for at in sections_cited(text))
        if places:
            kind = kind_of_row(table, raw)
            reason = reason_of_row(raw) if kind in (LEFT_OUT, LOST) else None
            found.append(Citation(row, kind, places, reason))
    return found


def rows_of_table(
    table: str, content: Mapping[str, object]
) -> Iterator[tuple[str, Mapping[str, object]]]:
    """The rows of a table by what names them: a lever by its scope too, and a scope for what it says
    of all its levers.
    """
    for id, raw in content.items():
        if not isinstance(raw, Mapping):
            continue
        if table not in LEVER_TABLES:
            yield id, raw
            continue
        for name, own in raw.items():
            if isinstance(own, Mapping):
                yield f"{id}.{name}", own
        if isinstance(section := raw.get("section"), str):
            yield id, {"section": section}


def kind_of_row(table: str, raw: Mapping[str, object]) -> str:
    """What kind of answer a row is to the article it cites."""
    match table:
        case "instrument" if not (raw.get("levers") or raw.get("build") or raw.get("by")):
            return LEFT_OUT
        case "target":
            return LEFT_OUT if raw.get("role") == "not_measured" else "measure"
        case "term" if raw.get("means") == "other":
            return LEFT_OUT
        case "term" | "reading" | "lost":
            return table
        case "facility" if raw.get("opens") is None:
            return "figure"
        case _:
            return "figure" if table in FIGURES else "mechanism"


def reason_of_row(raw: Mapping[str, object]) -> BilingualText | None:
    """Why a row stands for nothing here, if it says so."""
    for key in ("not_modelled", "why_not", "note"):
        said = raw.get(key)
        if isinstance(said, Mapping) and {"zh", "en"} == set(said):
            return BilingualText(zh=str(said["zh"]), en=str(said["en"]))
    return None


def section_texts(raw: object) -> Iterator[str]:
    """The sections that a row and its numbers cite."""
    if isinstance(raw, Mapping):
        for key, value in raw.items():
            if key == "section" and isinstance(value, str):
                yield value
            else:
                yield from section_texts(value)


@cache
def sections_cited(text: str) -> tuple[Place, ...]:
    """The sections that a citation names, each from the outer part to the inner.

    A part that follows another of its depth at once, or after a mark, stands in the same outer
    part.  What is not written in this way is a section of its own.
    """
    plain = text.translate(str.maketrans("()", "（）", "，, "))
    found: list[Place] = []
    path: list[tuple[int, str]] = []
    at, fresh, up_to = 0, True, False
    while at < len(plain):
        token = TOKEN.match(plain, at)
        if token is None:
            return tuple((part.strip(),) for part in re.split("[、；;]", text) if part.strip())
        at, kind, said = token.end(), str(token.lastgroup), token.group()
        if kind in ("mark", "to"):
            found += [place(path)] if path and not fresh else []
            fresh, up_to = True, kind == "to"
            continue
        depth = DEPTH[kind]
        if fresh and path and (up_to or is_bare_annex(path, said)):
            depth, said = path[-1][0], alike(path[-1][1], said)
        elif not fresh and depth <= path[-1][0]:
            found.append(place(path))
        if up_to:
            found += [place([*path[:-1], (depth, one)]) for one in between(path[-1][1], said)]
        path = [*((d, part) for d, part in path if d < depth), (depth, said)]
        fresh, up_to = False, False
    return tuple(dict.fromkeys([*found, *([place(path)] if not fresh else [])]))


def place(path: list[tuple[int, str]]) -> Place:
    """A path of parts; a measure numbered through the document stands outside its chapter."""
    parts = [part for _, part in path]
    outer = next((k for k, part in enumerate(parts) if part.startswith(MEASURE)), 0)
    return tuple(parts[outer:])


def is_bare_annex(path: list[tuple[int, str]], said: str) -> bool:
    """Whether a number goes on with the annexes, as the 2 in `附件1、2注`."""
    return len(path) == 1 and bool(re.fullmatch(r"附件\d+", path[0][1])) and said.isdigit()


def alike(first: str, said: str) -> str:
    """A number written as the part that it goes on from: after 举措13, 14 is 举措14."""
    number = re.search(rf"\d+|[{NUMERALS}]+(?=）?$)", said)
    if number is None:
        return said
    return re.sub(rf"\d+|[{NUMERALS}]+(?=）?$)", number.group(), first, count=1)


def between(first: str, last: str) -> list[str]:
    """The parts between two of a row, without either."""
    one, other = (re.search(rf"\d+|[{NUMERALS}]+(?=）?$)", part) for part in (first, last))
    if one is None or other is None:
        return []
    numbers = range(number_of(one.group()) + 1, number_of(other.group()))
    arabic = one.group().isdigit()
    return [alike(first, str(n) if arabic else numeral(n)) for n in numbers]


def number_of(said: str) -> int:
    """A number up to ninety-nine, in digits or Chinese."""
    if said.isdigit():
        return int(said)
    tens, ten, ones = said.rpartition("十")
    return (NUMERALS.index(tens) + 1 if tens else int(bool(ten))) * 10 + (
        NUMERALS.index(ones) + 1 if ones else 0
    )


def numeral(number: int) -> str:
    """A number up to ninety-nine in Chinese."""
    tens, ones = divmod(number, 10)
    return ((NUMERALS[tens - 1] if tens > 1 else "") + ("十" if tens else "")) + (
        NUMERALS[ones - 1] if ones else ""
    )
