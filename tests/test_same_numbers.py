"""`experiments/same_numbers.py` finds a change of one bit wherever a number is written, and no other change."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import same_numbers
from same_numbers import compare_folders, compare_sides, conditions, entry_of, line_of, output_files

VALUE = 0.1 + 0.2
ULP = float(np.nextafter(VALUE, 1.0))  # the next number there is
TABLE = {
    "run": np.arange(4),
    "place": np.array(["west", "east", "west", "east"], object),
    "value": np.array([VALUE, np.nan, -0.0, 5e-324]),
}
PART, OTHER_PART = "00001-0123456789abcdef.parquet", "00002-fedcba9876543210.parquet"


def write_parquet(path: Path, columns: dict[str, np.ndarray], **metadata: str) -> None:
    """Columns as a Parquet file with texts about them."""
    about = ", ".join(f"{key}: '{value}'" for key, value in metadata.items())
    db = same_numbers.database()
    db.register("given", columns)
    db.execute(f"COPY (SELECT * FROM given) TO '{path}' (FORMAT parquet, KV_METADATA {{{about}}})")
    db.unregister("given")


def write_outputs(
    folder: Path,
    *,
    cell: float = VALUE,
    leaf: object = VALUE,
    entry: float = VALUE,
    element: float = VALUE,
    digest: str = "2347c45dac25",
    name: str = "start.startups",
) -> Path:
    """A folder as commands leave one, with a number of each kind of file."""
    (folder / "runs").mkdir(parents=True)
    with open(folder / "years.csv", "w", newline="", encoding="utf-8-sig") as file:
        csv.writer(file).writerows(
            [["year", "en", "median"], [2022, "firms", cell], [2023, "", ""]]
        )
    about = {
        "fuhua": "0.1.0",
        "source_digest": digest,
        "libraries": {"numpy": digest},
        "seed": 1,
        "limits": [digest],
        "contents": [{"key": name}],
        "summary": {"met": True, "why": None, "medians": [leaf, []]},
    }
    (folder / "meta.json").write_text(json.dumps(about), "utf-8")
    values = TABLE | {"value": np.array([entry, *TABLE["value"][1:]])}
    write_parquet(
        folder / "history.parquet", values, units='{"value": "firm"}', scenario_digest=digest
    )
    write_parquet(folder / "runs" / PART, TABLE | {"key": np.array([digest] * 4, object)})
    np.savez(folder / "pairs.npz", seed=np.array([7], np.uint64), values=np.array([[1.0, element]]))
    (folder / "figure.png").write_bytes(digest.encode())
    return folder


@pytest.fixture
def before(tmp_path: Path) -> Path:
    """What the state before wrote."""
    return write_outputs(tmp_path / "before")


def difference(before: Path, after: Path) -> tuple[str, ...]:
    """The only difference of two folders: file, row, column, both values."""
    (found,) = compare_folders(before, after).differences
    return found.file, found.row, found.column, found.before, found.after


def test_equal_folders_are_the_same_and_every_value_is_counted(
    before: Path, tmp_path: Path
) -> None:
    result = compare_folders(before, write_outputs(tmp_path / "after"))
    assert not result.differences
    # csv: 2 years, 1 median; json: seed and 1 median; parquet: 2 columns of 4 twice; npz: 1 + 2
    assert result.numbers == 3 + 2 + 16 + 3
    # csv: 1 name, 2 empty; json: met, why and a key; parquet: 4 places twice, 1 unit
    assert result.texts == 3 + 3 + 9
    assert line_of("run", result) == "run: same (24 numbers and 15 texts compared)"


@pytest.mark.parametrize(
    ("what", "place"),
    [
        ("cell", ("years.csv", "1", "median", repr(str(VALUE)), repr(str(ULP)))),
        ("leaf", ("meta.json", "summary.medians", "0", repr(VALUE), repr(ULP))),
        ("entry", ("history.parquet", "0", "value", repr(VALUE), repr(ULP))),
        ("element", ("pairs.npz", "0, 1", "values", repr(VALUE), repr(ULP))),
    ],
)
def test_the_last_bit_of_a_number_counts(
    before: Path, tmp_path: Path, what: str, place: tuple[str, ...]
) -> None:
    assert difference(before, write_outputs(tmp_path / "after", **{what: ULP})) == place


@pytest.mark.parametrize("what", ["leaf", "entry", "element"])
def test_the_sign_of_nothing_counts(tmp_path: Path, what: str) -> None:
    plus = write_outputs(tmp_path / "plus", **{what: 0.0})
    minus = write_outputs(tmp_path / "minus", **{what: -0.0})
    assert difference(plus, minus)[3:] == ("0.0", "-0.0")


def test_what_is_no_number_is_itself_only(tmp_path: Path) -> None:
    a, b = (write_outputs(tmp_path / name, leaf=np.nan, element=np.nan) for name in "ab")
    assert not compare_folders(a, b).differences


@pytest.mark.parametrize("other", [1.0, True, "1", None])
def test_the_type_of_a_json_number_counts(tmp_path: Path, other: object) -> None:
    one = write_outputs(tmp_path / "one", leaf=1)
    found = difference(one, write_outputs(tmp_path / "other", leaf=other))
    assert found == ("meta.json", "summary.medians", "0", "1", repr(other))


def test_another_digest_version_or_figure_alone_is_no_difference(
    before: Path, tmp_path: Path
) -> None:
    after = write_outputs(tmp_path / "after", digest="ffffffffffff")
    (after / "figure.png").unlink()
    assert not compare_folders(before, after).differences


def test_a_text_counts_also_where_it_is_called_a_key(before: Path, tmp_path: Path) -> None:
    after = write_outputs(tmp_path / "after", name="start.talents")
    expected = ("meta.json", "contents.0", "key", "'start.startups'", "'start.talents'")
    assert difference(before, after) == expected


@pytest.mark.parametrize("name", ["years.csv", "meta.json", "history.parquet", f"runs/{PART}"])
def test_a_missing_file_is_a_difference(before: Path, tmp_path: Path, name: str) -> None:
    after = write_outputs(tmp_path / "after")
    (after / name).unlink()
    shown = name.replace(PART, "*.parquet")
    assert difference(before, after) == (shown, "", "", "is there", "is missing")
    assert difference(after, before) == (shown, "", "", "is missing", "is there")


def test_a_file_of_an_unknown_kind_or_a_damaged_one_is_a_difference(
    before: Path, tmp_path: Path
) -> None:
    after = write_outputs(tmp_path / "after")
    (after / "pairs.npz").write_bytes(b"PK damaged")
    assert difference(before, after)[0] == "pairs.npz"
    for folder in (before, after):
        (folder / "pairs.npz").rename(folder / "pairs.dat")
    assert "cannot be compared" in difference(before, after)[3]


def test_columns_are_compared_by_name_and_rows_by_place(before: Path, tmp_path: Path) -> None:
    after = write_outputs(tmp_path / "after")
    write_parquet(
        after / "history.parquet", dict(reversed(TABLE.items())), units='{"value": "firm"}'
    )
    assert not compare_folders(before, after).differences
    rows = {name: values[[1, 0, 2, 3]] for name, values in TABLE.items()}
    write_parquet(after / "history.parquet", rows, units='{"value": "firm"}')
    assert {d.row for d in compare_folders(before, after).differences} == {"0", "1"}


def test_a_type_a_unit_a_length_and_a_column_count(before: Path, tmp_path: Path) -> None:
    path = write_outputs(tmp_path / "after") / "history.parquet"
    changes: list[tuple[dict[str, np.ndarray], str, tuple[str, ...]]] = [
        (TABLE | {"run": np.arange(4, dtype="i4")}, "firm", ("run", "type BIGINT", "type INTEGER")),
        (TABLE, "team", ("value", "'firm'", "'team'")),
        ({k: v for k, v in TABLE.items() if k != "run"}, "firm", ("run", "is there", "is missing")),
        (TABLE | {"jobs": np.arange(4)}, "firm", ("jobs", "is missing", "is there")),
    ]
    for columns, unit, expected in changes:
        write_parquet(path, columns, units=f'{{"value": "{unit}"}}')
        assert difference(before, path.parent)[2:] == expected
    write_parquet(path, {k: v[:3] for k, v in TABLE.items()}, units='{"value": "firm"}')
    found = compare_folders(before, path.parent).differences
    assert {(d.before, d.after) for d in found} == {("length (4,)", "length (3,)")}


def test_a_missing_value_is_not_the_number_below_it(before: Path, tmp_path: Path) -> None:
    path = write_outputs(tmp_path / "after") / "history.parquet"
    gaps = TABLE | {"run": np.ma.array(TABLE["run"], mask=[1, 0, 0, 0])}
    write_parquet(path, gaps, units='{"value": "firm"}')
    assert difference(before, path.parent) == ("history.parquet", "0", "run", "0", "null")


def test_parts_of_a_study_are_one_table_however_they_are_cut(before: Path, tmp_path: Path) -> None:
    after = write_outputs(tmp_path / "after")
    first, second = ({k: v[rows] for k, v in TABLE.items()} for rows in ([3, 1], [0, 2]))
    (after / "runs" / PART).unlink()
    for name, rows in ((PART, first), (OTHER_PART, second)):
        write_parquet(after / "runs" / name, rows | {"key": np.array(["x"] * 2, object)})
    assert len(output_files(after)["runs/*.parquet"]) == 2
    assert not compare_folders(before, after).differences
    second["value"] = np.array([VALUE, 0.0])
    write_parquet(after / "runs" / OTHER_PART, second | {"key": np.array(["x"] * 2, object)})
    assert difference(before, after)[::2] == ("runs/*.parquet", "value", "0.0")


def test_a_line_names_the_first_difference_and_counts_all(before: Path, tmp_path: Path) -> None:
    after = write_outputs(tmp_path / "after", cell=ULP, entry=ULP)
    assert line_of("run", compare_folders(before, after)) == (
        f"run: DIFFERENT at history.parquet, row 0, column value: {VALUE} before, {ULP} after "
        "(24 numbers and 15 texts compared; 2 differences)"
    )


# checkouts

CLI = """
import csv, pathlib, sys
out = pathlib.Path(sys.argv[sys.argv.index("--out") + 1])
out.mkdir()
with open(out / "made_up.csv", "w", newline="", encoding="utf-8") as file:
    csv.writer(file).writerows([["command", "value"], [sys.argv[1], {value}]])
if sys.argv[1] == {failing!r}:
    sys.exit("no such thing")
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Callable[..., Path]:
    """Writes a made-up checkout whose commands leave one number each."""

    def write(name: str, value: float, module: str = "cli/__main__", failing: str = "") -> Path:
        file = tmp_path / name / "sim" / f"{module}.py"
        file.parent.mkdir(parents=True)
        for folder in {file.parent, tmp_path / name / "sim"}:
            (folder / "__init__.py").write_text("", "utf-8")
        body = CLI.format(value=value, failing=failing)
        if module == "start":
            body = "def main():\n" + "".join(f"    {line}\n" for line in body.splitlines())
            project = '[project.scripts]\nfuhua = "sim.start:main"\n'
            (tmp_path / name / "pyproject.toml").write_text(project, "utf-8")
        file.write_text(body, "utf-8")
        return tmp_path / name

    return write


def compare_checkouts(
    monkeypatch: pytest.MonkeyPatch, before: Path, after: Path, *more: str
) -> int:
    """The script on two checkouts; its exit code."""
    line = ["same_numbers", "--against", str(before), "--after", str(after), "--quick", *more]
    monkeypatch.setattr(sys, "argv", line)
    return same_numbers.main()


@pytest.mark.parametrize("module", ["cli", "cli/__main__", "start"])
def test_checkouts_of_any_layout_are_run_and_compared(
    checkout: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    module: str,
) -> None:
    old, new = checkout("old", VALUE), checkout("new", VALUE, module)
    assert ("-c" in entry_of(new)) == (module == "start")
    assert compare_checkouts(monkeypatch, old, new) == 0
    lines = capsys.readouterr().out.splitlines()
    commands = ("run-xuchang", "compare-xuchang", "sweep", "validate")
    assert lines[:-1] == [f"{name}: same (1 numbers and 1 texts compared)" for name in commands]
    assert lines[-1].startswith("4 of 4 commands the same; 4 numbers")


def test_another_number_or_a_failing_command_is_told_and_exits_with_one(
    checkout: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    old = checkout("old", VALUE, failing="sweep")
    assert compare_checkouts(monkeypatch, old, checkout("new", ULP)) == 1
    lines = capsys.readouterr().out.splitlines()
    assert all("DIFFERENT" in line for line in lines[:-1])
    assert f"row 1, column value: '{VALUE}' before, '{ULP}' after" in lines[0]
    assert "failed before, came through after" in lines[2]


def test_outputs_made_before_serve_again_under_the_same_conditions_only(
    checkout: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    old, place = checkout("old", VALUE), tmp_path / "kept"
    assert compare_checkouts(monkeypatch, old, old, "--only-before", "--keep", str(place)) == 0
    base = place / "before"
    again = ["same_numbers", "--before", str(base), "--after", str(old)]
    monkeypatch.setattr(sys, "argv", [*again, "--quick"])
    assert same_numbers.main() == 0
    again[4] = str(base)  # outputs on both sides: nothing is run
    monkeypatch.setattr(sys, "argv", [*again, "--quick"])
    assert same_numbers.main() == 0
    for other, what in (([], "quick"), (["--quick", "--seed", "2"], "seed")):
        monkeypatch.setattr(sys, "argv", [*again, *other])
        assert same_numbers.main() == 2
        assert f"made with another {what}" in capsys.readouterr().err
    record = json.loads((base / "same_numbers.json").read_text("utf-8"))
    assert record["conditions"] == json.loads(json.dumps(conditions(1, True)))


def test_folders_that_hold_nothing_are_an_error_or_a_difference(
    checkout: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with pytest.raises(ValueError, match="holds no outputs of this script"):
        compare_sides(tmp_path, tmp_path)
    old, place = checkout("old", VALUE), tmp_path / "kept"
    assert compare_checkouts(monkeypatch, old, old, "--keep", str(place)) == 0
    for side in ("before", "after"):
        (place / side / "sweep" / "out" / "made_up.csv").unlink()
    found = dict(compare_sides(place / "before", place / "after"))
    assert [bool(c.differences) for c in found.values()] == [False, False, True, False]
