"""A person who may found a firm or do its research; the columns fill one cache line."""

from sim.core.fields import Field, code, count, flag, month, row
from sim.core.population import Agent


class Talent(Agent):
    """One person with technical, scientific or managerial training."""

    kind = code("student, young professional, engineer, manager, scientist, leading", "类别")
    attempts = code("firms founded so far", "创业次数")
    origin = code("local, graduate, returned, recruited", "来源")
    housed = flag("lives in a talent flat", "住人才公寓")
    schooled = flag("took a course in founding as a student", "受过创业教育")
    post_kept = flag("its employer keeps the post it left to found", "原单位保留岗位")
    sheltered = code(
        "district whose safety net covers its rest, row + 1; 0 none", "失败保障所在片区（行+1）"
    )
    sector = count("row of the sector it is trained for, in its market", "专业所属行业（行）")
    employer = count(
        "startup it works in; -1 outside the model, -2 looking for work", "雇主", default=-1
    )
    venture = row("startup it is founding or running", "所创企业")
    rest_until = month("month until which a failed founder pauses", "失败后休整至")
    supported_until = month("month until which a settlement subsidy is paid", "安家补贴至")
    departed = month("month of leaving the region", "离开月份")
    skill = Field("skill, about 1", "技能", default=1.0, low=0)
    wage = Field("monthly wage", "月薪", "万元/month")
