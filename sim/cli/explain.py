"""Explain a plan: what moves its outcomes, where it fails, what its parts add, what is worth
knowing.
"""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

import click
from click.core import ParameterSource

from sim.words.catalogue import user_error

if TYPE_CHECKING:
    from sim.study.methods import StudyMethod


def explain_action(method: StudyMethod) -> Callable[..., None]:
    """The command of a method: its subject asks and answers, a session keeps what is told of all
    methods.
    """

    def act(**how: Any) -> None:
        from sim.cli.explanation_session import ExplanationOptions, ExplanationSession

        if method.library and importlib.util.find_spec(method.library) is None:
            raise user_error("explain_needs", library=method.library)
        asked = click.get_current_context()
        given = [
            str(param.name)
            for param in asked.command.params
            if asked.get_parameter_source(str(param.name)) is ParameterSource.COMMANDLINE
        ]
        shared = {name: how.pop(name) for name in ExplanationOptions.__annotations__ if name in how}
        subject = importlib.import_module(f"sim.report.subjects.{method.subject}")
        session = ExplanationSession(cast(ExplanationOptions, shared), given)
        getattr(subject, f"explain_{method.command}")(session, **how)

    return act
