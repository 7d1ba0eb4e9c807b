"""许昌智慧岛：方案与四种替代政策各跑 100 次，打印每项指标的达成概率。

Xuchang Smart Islands: the plan and four other policies, 100 runs each; prints how likely each target is met.
Run it from the checkout:  python scenarios/xuchang/run.py
"""

from pathlib import Path

from sim import load, run_all
from sim.runs.targets import target_scores

HERE = Path(__file__).parent
POLICIES = ("plan", "no-policy", "subsidy-first", "fund-first", "talent-first")

if __name__ == "__main__":  # 多进程在 Windows 上需要这一行 / worker processes need this line
    for policy in POLICIES:
        scenario = load(HERE, policy)
        print(
            f"\n{scenario.policy_zh} / {scenario.policy_en}: {scenario.planned_public_money():,.0f} 万元"
        )
        for score in target_scores(run_all(scenario, runs=100)):
            target = score.target
            if target.chosen:  # 其他读法见 plan.toml / other readings are in plan.toml
                apart = "" if score.within_reach else "  （本模型不能判定 / not decided here）"
                print(
                    f"  {target.id:8}{score.probability:5.0%}  [{score.low:.0%}, {score.high:.0%}]  {target.zh} / {target.en}{apart}"
                )
