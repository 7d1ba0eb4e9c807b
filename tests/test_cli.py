"""The command: what it prints, what it writes, and one message with exit code 2 for each mistake."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import sys
from pathlib import Path

import made_up
import pytest

import sim
from sim.cli import main, options
from sim.plan.files import plans_folder
from sim.report.numbers import display_width
from sim.runs import ensemble
from sim.words import catalogue

HEAVY = {"numba", "mesa", "matplotlib", "numpy", "scipy", "pandas", "duckdb", "pydantic", "rich"}


@pytest.fixture(autouse=True)
def english(monkeypatch):
    """English, in a folder of its own."""
    monkeypatch.setattr(catalogue.AUDIENCE, "language", "en")


@pytest.fixture
def no_runs(monkeypatch):
    """Runs that take no time: whatever is asked for, the made-up ensemble comes."""
    monkeypatch.setattr(ensemble, "run_all", lambda *_, **__: made_up.ensemble())


def test_help_needs_nothing_heavy():
    code = f"import sys, sim.cli.main; sim.cli.main.build_cli(); print(sorted({HEAVY!r} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def loaded_by(code: str, names: set[str]) -> list[str]:
    """Which of some modules a new process has loaded when it has done something."""
    told = f"import sys\n{code}\nprint(*sorted({names!r} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    return done.stdout.split()


def test_the_package_needs_nothing_heavy_before_a_name_is_asked_for() -> None:
    assert loaded_by("import sim", HEAVY | {"click", "networkx"}) == []


def test_a_report_of_runs_needs_no_statistics_and_draws_only_when_it_is_looked_at() -> None:
    needed = {"scipy.stats", "matplotlib", "solara", "distributed", "SALib", "ema_workbench"}
    code = "import sim.report.stored, sim.report.render.files, sim.results.run_folder"
    assert loaded_by(code, needed) == []


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--help"],
        ["run", "--help"],
        ["fields", "--help"],
        ["new", "--help"],
        ["schema", "--help"],
    ],
)
def test_help_is_told_in_both_languages(fuhua, arguments):
    code, english, _ = fuhua(*arguments, *["--lang", "en"][: 2 if arguments != ["--help"] else 0])
    assert code == 0 and "Usage: fuhua" in english and "Options" in english
    code, chinese, _ = fuhua("--lang", "zh", *arguments)
    assert code == 0 and "用法：fuhua" in chinese and "选项" in chinese and "default" not in chinese


@pytest.mark.parametrize("language", catalogue.LANGUAGES)
def test_the_help_lists_every_command_once_under_its_topic(fuhua, language):
    page = fuhua("--lang", language)[1]
    parts = dict(part.split("\n", 1) for part in page.split("\n\n") if "\n" in part)
    catalogue.speak(language)
    colon = catalogue.say("help_heading", heading="")
    for topic, commands in options.FILE["topics"].items():
        listed = [
            line.split()[0]
            for line in parts[catalogue.say(topic) + colon].splitlines()
            if line[2] != " "
        ]
        assert listed == list(commands)
    assert list(main.build_cli().commands) == [
        name for commands in options.FILE["topics"].values() for name in commands
    ]


@pytest.mark.parametrize("language", catalogue.LANGUAGES)
def test_help_keeps_to_the_width_of_the_screen(fuhua, monkeypatch, language):
    monkeypatch.setenv("COLUMNS", "80")
    catalogue.speak(language)
    for name, command in main.build_cli().commands.items():
        kept = {line.strip() for line in command.help.splitlines() if line.startswith(" ")}
        long = [
            x
            for x in fuhua(name, "--help", "--lang", language)[1].splitlines()
            if display_width(x) > 80 and x.strip() not in kept
        ]
        assert long == [], name


def test_version(fuhua):
    assert fuhua("--version") == (0, f"fuhua {sim.__version__}\n", "")


@pytest.mark.parametrize(
    "arguments, text",
    [
        (
            ["rnu", "xuchang"],
            "Error: there is no command rnu; did you mean run?\nFor help: fuhua --help\n",
        ),
        (["xyzzy"], "there is no command xyzzy; choose from run, report, story, "),
        (["run"], "Error: PLAN is missing\nFor help: fuhua run --help\n"),
        (["run", "xuchang", "--rnus", "3"], "there is no option --rnus; did you mean --runs?"),
        (["run", "xuchang", "--runs"], "--runs needs a value"),
        (["run", "xuchang", "--runs", "many"], "--runs: many is not a whole number"),
        (["run", "xuchang", "--runs", "0"], "--runs: 0 is out of bounds: it must be 1 or more"),
        (
            ["run", "xuchang", "--seed", "-1"],
            "--seed: -1 is out of bounds: it must be 0 to 9223372036854775807",
        ),
        (["run", "xuchang", "ruian"], "one argument too many: ruian"),
        (["--lang", "de"], "--lang: de is not one of zh, en"),
        (["run", "xuchnag"], "xuchang"),
        (["run", "xuchang", "--policy", "no-polcy"], "no-policy"),
        (["run", "xuchang", "--months", "0"], "--months: 0 is out of bounds: it must be 1 or more"),
        (
            ["run", "xuchang", "--months", "999"],
            "999 months are out of range: the scenario has 48, so --months must be 1 to 48",
        ),
        (["check", "nowhere.toml"], "nowhere.toml"),
        (
            ["fields", "--write", "no/such/folder/fields.md"],
            "cannot write no/such/folder/fields.md",
        ),
    ],
)
def test_a_mistake_is_one_message(fuhua, tmp_path, arguments, text):
    code, out, err = fuhua(*arguments)
    assert (code, out) == (2, "")
    assert text in err and "Traceback" not in err
    assert list(tmp_path.iterdir()) == []


def test_a_mistake_is_told_in_chinese(fuhua):
    assert (
        fuhua("--lang", "zh", "rnu")[2] == "错误：没有命令 rnu；是不是 run？\n说明：fuhua --help\n"
    )
    assert fuhua("run", "xuchang", "--runs", "x", "--lang=zh")[2].startswith(
        "错误：--runs: x 不是整数"
    )


def test_out_on_a_file_is_refused_before_any_run(fuhua, tmp_path, monkeypatch):
    monkeypatch.setattr(ensemble, "run_all", lambda *_: pytest.fail("ran"))
    (tmp_path / "taken").write_text("")
    code, _, err = fuhua("run", "xuchang", "--out", "taken")
    assert code == 2 and "taken is a file: name another folder with --out" in err


def test_run_shows_and_writes(fuhua, tmp_path, no_runs):
    code, out, _ = fuhua("run", "xuchang", "--out", "here")
    assert code == 0 and "4 runs, 2022-08 to 2024-01, seed 1" in out
    assert "the chance is about 50 %" in " ".join(out.split())
    assert out.rstrip().endswith("Written to here")
    assert {"targets.png", "report.html", "report.docx"} <= {
        p.name for p in (tmp_path / "here").iterdir()
    }


def test_run_json_is_the_summary_and_nothing_else(fuhua, tmp_path, no_runs):
    code, out, _ = fuhua("run", "xuchang", "--json", "--no-figures", "--no-report")
    data = json.loads(out)
    folder = tmp_path / data.pop("folder")
    assert code == 0 and data == json.loads((folder / "meta.json").read_text("utf-8"))["summary"]
    assert folder.parent.name == "results" and folder.name.startswith("xuchang-plan-")
    assert not {"targets.png", "report.html"} & {p.name for p in folder.iterdir()}


def test_quiet_says_where_only(fuhua, no_runs):
    code, out, err = fuhua(
        "run", "xuchang", "--quiet", "--no-figures", "--no-report", "--out", "here"
    )
    assert (code, out, err) == (0, "here\n", "")


def test_control_c_is_one_line_and_leaves_nothing(fuhua, tmp_path, monkeypatch):
    def stopped(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(ensemble, "run_all", stopped)
    code, out, err = fuhua("run", "xuchang", "--quiet")
    assert (code, out, err.strip()) == (130, "", "Stopped; nothing incomplete was left behind.")
    assert list(tmp_path.iterdir()) == []


def test_plans_and_policies(fuhua):
    code, out, _ = fuhua("plans", "--json")
    plans = json.loads(out)
    assert code == 0 and "xuchang" in [p["name"] for p in plans]
    _, out, _ = fuhua("policies", "xuchang", "--json")
    money = {p["name"]: p["planned_public_money"] for p in json.loads(out)}
    assert {"plan", "no-policy", "subsidy-first", "fund-first"} <= set(money)
    assert money["no-policy"] == 0
    assert "no-policy" in fuhua("policies", "xuchang")[1] and "xuchang" in fuhua("plans")[1]


def test_check_parts_document_and_assumption(fuhua):
    _, out, _ = fuhua("check", "xuchang", "--json")
    data = json.loads(out)
    assert all(r["section"] for r in data["targets"]) and all(r["reason"] for r in data["assumed"])
    assert len({r["id"].partition("/")[0] for r in data["targets"] + data["not_measured"]}) == 18
    shown = fuhua("check", "xuchang")[1]
    assert "Assumed, as the document does not say, and why" in shown and "X-T17" in shown


def test_check_reads_every_policy_and_tells_all_faults_once(fuhua, tmp_path):
    folder = tmp_path / "xuchang"
    shutil.copytree(plans_folder() / "xuchang", folder)
    for name, old, new in (
        ("plan.toml", '"6000家"', '"6000亩"'),
        ("policies/fund-first.toml", "matching_budget = 180", "matching_budget = -1"),
        ("policies/no-policy.toml", 'base = "none"', 'base = "nil"'),
    ):
        file = folder / name
        file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")
    code, out, err = fuhua("check", str(folder))
    assert (code, out) == (2, "") and [
        line.split(": ")[-1].split(" ")[0] for line in err.strip().split("\n")
    ] == ["start.startups", "levers.islands.matching_budget", "policy.base"]
    assert fuhua("check", str(folder), "--policy", "subsidy-first")[2].count("\n") == 1


def test_levers_and_fields(fuhua):
    levers = {r["name"]: r for r in json.loads(fuhua("levers", "--json")[1])}
    assert (
        levers["rent_subsidy_share"]["high"] == 1.0 and "rent_subsidy_share" in fuhua("levers")[1]
    )
    page = fuhua("fields")[1]
    assert page.startswith("# Fields") and "| `rent_subsidy_share` |" in page
    assert set(json.loads(fuhua("fields", "--json")[1])) >= {
        "levers",
        "nature",
        "law",
        "measures",
        "money",
        "startups",
    }


def test_the_command_runs_a_plan_end_to_end(fuhua, tmp_path):
    code, out, _ = fuhua(
        "run",
        "xuchang",
        "--runs",
        "2",
        "--months",
        "3",
        "--jobs",
        "1",
        "--quiet",
        "--json",
        "--no-figures",
        "--no-report",
    )
    data = json.loads(out)
    assert code == 0 and (data["runs"], data["first"], data["last"], data["complete"]) == (
        2,
        "2022-01",
        "2022-03",
        False,
    )
    made = tmp_path / data["folder"]
    assert (made / "history.parquet").exists()
    code, out, _ = fuhua("report", str(made), "--out", "told", "--lang", "zh")
    assert (code, out) == (
        0,
        f"结果写入 {Path('told/report.html')}\n结果写入 {Path('told/report.docx')}\n",
    )
    assert "预演年数" in (tmp_path / "told" / "report.html").read_text("utf-8")


@pytest.mark.parametrize("language", catalogue.LANGUAGES)
def test_a_chinese_windows_pipe_gets_plainer_characters_and_sound_json(
    monkeypatch, tmp_path, language
):
    monkeypatch.chdir(tmp_path)

    def piped(*arguments: str) -> str:
        raw = io.BytesIO()
        monkeypatch.setattr(
            sys, "stdout", io.TextIOWrapper(raw, encoding="gbk", write_through=True)
        )
        main.main([*arguments, "--lang", language])
        return raw.getvalue().decode("gbk")

    shown = piped("check", "xuchang")
    assert "万m2" in shown and "m?" not in shown and "m²" not in shown
    assert json.loads(piped("schema")) == json.loads(
        (plans_folder() / "plan.schema.json").read_text("utf-8")
    )
    assert "补贴优先" in str(json.loads(piped("policies", "xuchang", "--json")))
