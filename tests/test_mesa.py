"""The Mesa face: what Mesa's documentation teaches works on our models."""

from __future__ import annotations

import mesa
import numpy as np
import pytest
import worlds

import sim
from sim.core.fields import fields_of
from sim.core.population import Population
from sim.model.agents.fund import Fund
from sim.model.agents.incubator import Incubator
from sim.model.agents.startup import Startup
from sim.model.agents.talent import Talent
from sim.model.ecosystem import Ecosystem
from sim.model.measures import Census
from sim.model.world import KINDS
from sim.scenario.mesa_model import PlanModel


@pytest.fixture
def eco() -> Ecosystem:
    """A region of 48 firms and 160 people, before its first month."""
    return Ecosystem(worlds.world(), worlds.path(6), seed=3)


def test_a_model_is_a_mesa_model_and_its_agents_are_mesa_agents(eco: Ecosystem) -> None:
    assert (
        isinstance(eco, mesa.Model)
        and isinstance(eco.startups, mesa.agent.AgentSet)
        and isinstance(eco.startups[3], mesa.Agent)
    )
    assert (
        eco.startups[3].model is eco
        and eco.startups[3].pos is None
        and eco.running
        and eco.steps == 0
    )
    assert repr(eco.startups[3]) == "<Startup 3>"


def test_step_lives_a_month(eco: Ecosystem) -> None:
    eco.step()
    assert eco.steps == 1 and eco.month == "2021-09" and eco.running
    eco.step()
    assert eco.steps == 2 and eco.month == "2021-10"


def test_running_turns_false_after_the_last_month_and_a_step_more_says_so(eco: Ecosystem) -> None:
    while eco.running:
        eco.step()
    assert eco.steps == 6
    with pytest.raises(
        RuntimeError, match=r"^the scenario ended in 2022-02; there is no month to live$"
    ):
        eco.step()


def test_agents_are_found_by_type(eco: Ecosystem) -> None:
    assert eco.agent_types == list(KINDS.values())
    assert eco.agents_by_type[Startup] is eco.startups and eco.agents_by_type[Talent] is eco.talents
    assert len(eco.agents) == sum(map(len, eco.agents_by_type.values())) == len(list(eco.agents))
    assert len(eco.agents.select(agent_type=Startup)) == 48 and eco.startups[0] in eco.agents


def test_every_agent_has_a_unique_id(eco: Ecosystem) -> None:
    ids = [agent.unique_id for agent in eco.agents]
    assert len(set(ids)) == len(ids)


def test_a_handle_reads_and_writes_its_row(eco: Ecosystem) -> None:
    s = eco.startups[5]
    s.cash = 1234.5
    assert eco.startups.rows["cash"][5] == 1234.5 == s.cash == s.record.cash
    assert (
        s == eco.startups[5]
        and s is not eco.startups[5]
        and len({s, eco.startups[5]}) == 1
        and s != eco.talents[5]
    )


def test_select_by_function_mask_number_and_share(eco: Ecosystem) -> None:
    rich = eco.startups.select(lambda s: s.cash > 80)
    assert [s.row for s in rich] == [
        s.row for s in eco.startups.select(eco.startups.get("cash") > 80)
    ] and 0 < len(rich) < 48
    assert len(eco.startups.select(at_most=5)) == 5 and len(eco.startups.select(at_most=0.25)) == 12
    assert len(eco.startups.select(agent_type=Fund)) == 0
    rich.select(lambda s: s.cash > 120, inplace=True)
    assert all(s.cash > 120 for s in rich)


def test_sort_and_shuffle(eco: Ecosystem) -> None:
    cash = eco.startups.sort("cash").get("cash")
    assert (np.diff(cash) <= 0).all() and (
        np.diff(eco.startups.sort(lambda s: s.cash, ascending=True).get("cash")) >= 0
    ).all()
    assert (
        sorted(s.row for s in eco.startups.shuffle())
        == list(range(48))
        != [s.row for s in eco.startups.shuffle()]
    )


def test_do_shuffle_do_and_map(eco: Ecosystem) -> None:
    def grant(s: Startup, amount: float) -> float:
        s.cash += amount
        return s.cash

    before = eco.startups.agg("cash", np.sum)
    assert eco.startups.do(grant, 2.0) is eco.startups
    eco.startups.shuffle_do(grant, amount=1.0)
    assert eco.startups.agg("cash", np.sum) == pytest.approx(before + 3 * 48)
    assert eco.startups.map(lambda s: s.row) == list(range(48))
    eco.startups.do("remove")
    assert len(eco.startups) == 0


def test_get_set_and_agg(eco: Ecosystem) -> None:
    assert eco.startups.set("cash", 7.0) is eco.startups and (eco.startups.get("cash") == 7.0).all()
    assert eco.startups.get(["row", "cash"])[3] == [3, 7.0]
    assert eco.startups.get("nickname", handle_missing="default", default_value="none")[0] == "none"
    with pytest.raises(AttributeError):
        eco.startups.get("nickname")
    assert eco.startups.agg("heads", max) == max(s.heads for s in eco.startups)


def test_groupby_counts_and_aggregates(eco: Ecosystem) -> None:
    groups = eco.startups.groupby("district")
    assert groups.count() == {0: 24, 1: 24}
    assert groups.agg("cash", np.sum)[0] == pytest.approx(
        sum(s.cash for s in eco.startups if s.district == 0)
    )
    assert eco.startups.groupby(lambda s: s.home >= 0).count()[True] == len(
        eco.startups.select(lambda s: s.home >= 0)
    )
    assert dict(eco.startups.groupby("rung", result_type="list").groups).keys() == set(
        eco.startups.get("rung").tolist()
    )


def test_the_removed_keep_their_row(eco: Ecosystem) -> None:
    s = eco.startups[3]
    s.cash = 99.0
    s.remove()
    assert (
        len(eco.startups) == 47
        and s not in eco.startups
        and eco.startups.rows["cash"][3] == 99.0
        and not s.alive
    )
    eco.startups.add(s)
    assert len(eco.startups) == 48
    eco.startups.discard(s)
    assert len(eco.startups) == 47
    with pytest.raises(ValueError, match="<Talent 1> belongs to another population; use append"):
        eco.startups.add(eco.talents[1])


def test_a_selection_can_be_added_to_and_taken_from(eco: Ecosystem) -> None:
    few = eco.startups.select(at_most=3)
    few.add(eco.startups[10])
    few.remove(eco.startups[0])
    assert [s.row for s in few] == [1, 2, 10] and len(eco.startups) == 48
    with pytest.raises(KeyError):
        few.remove(eco.startups[0])
    few.discard(eco.startups[0])
    assert [s.row for s in few.to_list()] == [1, 2, 10] and [s.row for s in few[1:]] == [2, 10]


def test_all_agents_together_answer_as_mesas_agents_do(eco: Ecosystem) -> None:
    everyone = eco.agents
    assert len(everyone.map(lambda a: a.unique_id)) == len(everyone) and len(
        everyone.get("key")
    ) == len(everyone)
    seen: list[int] = []
    everyone.do(lambda a: seen.append(a.unique_id))
    assert (
        seen == [a.unique_id for a in everyone] == [a.unique_id for a in everyone.to_list()]
        and everyone[0] == eco.startups[0]
    )


def test_what_is_selected_from_all_agents_stays_selected(eco: Ecosystem) -> None:
    assert len(eco.agents.select(lambda a: isinstance(a, Incubator))) == 8
    assert len(eco.agents.select(at_most=10)) == 10
    assert len(eco.agents.select(lambda a: a.key > 0, agent_type=Startup)) == 48


def test_all_agents_together_are_shuffled_and_sorted(eco: Ecosystem) -> None:
    seen: list[int] = []
    eco.agents.shuffle_do(lambda a: seen.append(a.unique_id))
    assert sorted(seen) == sorted(a.unique_id for a in eco.agents) and seen != sorted(seen)
    assert len(eco.agents.shuffle()) == len(eco.agents)
    keys = [a.key for a in eco.agents.sort("key")]
    assert len(keys) == len(eco.agents) and keys == sorted(keys, reverse=True)


def test_all_agents_together_are_grouped_set_and_added_up(eco: Ecosystem) -> None:
    assert eco.agents.groupby(type).count()[Startup] == 48
    eco.agents.set("born", 7)
    assert eco.agents.agg("born", max) == 7 == eco.agents.agg("born", min)


def test_a_data_collector_reads_models_agents_and_types(eco: Ecosystem) -> None:
    eco.datacollector = mesa.DataCollector(
        model_reporters={"n": lambda m: len(m.startups), "month": "month"},
        agent_reporters={"key": "key", "kind": lambda a: type(a).__name__},
        agenttype_reporters={Startup: {"cash": "cash"}},
    )
    for _ in range(3):
        eco.step()
    models, agents = (
        eco.datacollector.get_model_vars_dataframe(),
        eco.datacollector.get_agent_vars_dataframe(),
    )
    assert list(models["month"]) == ["2021-09", "2021-10", "2021-11"] and models["n"].iloc[
        -1
    ] == len(eco.startups)
    assert {"key", "kind"} <= set(agents.columns) and agents.loc[3]["kind"].value_counts()[
        "Startup"
    ] == len(eco.startups)
    firms = eco.datacollector.get_agenttype_vars_dataframe(Startup)
    assert firms.loc[3]["cash"].sum() == pytest.approx(eco.startups.agg("cash", np.sum))


def test_every_measure_is_collected_by_itself(eco: Ecosystem) -> None:
    eco.step()
    frame = eco.datacollector.get_model_vars_dataframe()
    assert (
        list(frame) == list(fields_of(Census))
        and frame["startups"].iloc[0] == eco.history["startups"][0].sum()
    )


def test_a_table_grows_and_rows_keep_their_place(eco: Ecosystem) -> None:
    first = eco.startups[0]
    rows = eco.startups.append(500, cash=3.0)
    assert (
        len(rows) == 500
        and len(eco.startups) == 548
        and eco.startups[0] == first
        and eco.startups[547].cash == 3.0
    )
    eco.startups.drop_last(500)
    assert len(eco.startups) == 48 == eco.startups.row_count


def test_a_plan_by_name_makes_a_model() -> None:
    eco = sim.Ecosystem("xuchang", policy="no-policy", seed=7)
    eco.step()
    assert len(eco.startups) > 1000 and eco.month == "2022-01" and int(eco.path["seed"][0, 0]) == 7
    assert not eco.books["appropriation"].any()


def test_levers_by_name_need_a_plan() -> None:
    with pytest.raises(
        TypeError, match="levers by name go with a plan's name, not with a path: rent_subsidy_share"
    ):
        PlanModel(worlds.world(), worlds.path(2), rent_subsidy_share=0.5)


def test_a_plan_has_a_path_of_its_own() -> None:
    for world, path in (("xuchang", worlds.path(2)), (worlds.world(), None)):
        with pytest.raises(
            TypeError, match="a plan's name alone, or a World and its path together"
        ):
            PlanModel(world, path)


def test_the_seed_may_have_mesas_name() -> None:
    one, other = (
        Ecosystem(worlds.world(), worlds.path(2), rng=5),
        Ecosystem(worlds.world(), worlds.path(2), seed=5),
    )
    one.live()
    other.live()
    assert worlds.everything(one) == worlds.everything(other)


def test_a_population_says_what_it_is() -> None:
    eco = Ecosystem(worlds.world(), worlds.path(1))
    assert (
        isinstance(eco.startups, Population)
        and eco.startups.population is eco.startups
        and eco.startups.kind is Startup
    )
