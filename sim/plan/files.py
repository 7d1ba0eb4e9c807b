"""Where plans lie: those that come with the product, and a user's own."""

from pathlib import Path

from sim.plan.units import value_excerpt
from sim.words.catalogue import user_error
from sim.words.suggestions import suggestion


def plans_folder() -> Path:
    """The folder of the plans that come with the product: in the package, or beside it in a
    checkout.
    """
    inside = Path(__file__).parents[1] / "scenarios"
    return inside if inside.is_dir() else Path(__file__).parents[2] / "scenarios"


def plans() -> list[str]:
    """The plans that come with the product, by name."""
    return sorted(p.parent.name for p in plans_folder().glob("*/plan.toml"))


def policy_names(folder: Path) -> list[str]:
    """The policies of a plan's folder; "plan" is the plan as written."""
    return ["plan", *sorted({p.stem for p in (folder / "policies").glob("*.toml")} - {"plan"})]


def plan_file_path(plan: str | Path) -> Path:
    """The file of a plan: a known name, a folder with a plan.toml, or a .toml file; UserError
    otherwise.
    """
    if isinstance(plan, str) and plan in plans():
        return plans_folder() / plan / "plan.toml"
    path = Path(plan)
    try:
        if (path / "plan.toml").exists():
            return path / "plan.toml"
        if path.is_dir() and str(plan) not in ("", "."):
            raise user_error("plan_folder_without", given=value_excerpt(path.resolve().name))
        if path.suffix == ".toml" and path.exists():
            return path
        if path.is_file():
            raise user_error("plan_not_toml_file", given=value_excerpt(path.name))
    except (OSError, ValueError):
        pass
    raise user_error(
        "plan_unknown_plan", given=value_excerpt(str(plan)), help=suggestion(str(plan), plans())
    )
