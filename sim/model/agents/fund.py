"""A fund that buys stakes in startups."""

from sim.core.fields import Field, count, flag, month, row
from sim.core.population import Agent


class Fund(Agent):
    """A pool of private and public money with a manager, a mandate and an end."""

    kind = count(
        "seed, angel, venture, growth, guidance, co-investment, corporate, in-house fund",
        "基金类型",
    )
    line = count(
        "commitment of public money it was set up with, -1 none", "设立所用财政出资", default=-1
    )
    home = row("facility whose tenants it serves", "所属载体")
    sector = count("row of the sector it keeps to, -1 none", "限投行业（行）", default=-1)
    market = count("market it works in", "所在市场")
    district = count("district it is settled in", "落户片区（行）")
    skill = Field("manager's skill, about 1", "管理人能力", default=1.0, low=0)
    target = Field("target size", "目标规模", "万元", low=0)
    raised = Field("size reached", "实际募集", "万元", low=0)
    public_paid = Field("public money paid in", "财政已出资", "万元", low=0)
    raises_until = month("end of raising", "募集期至")
    dissolved = flag("dissolved because it raised too little", "募集不足而清盘")
    public_share = Field("public share of it", "财政出资占比", low=0, high=1)
    cash = Field("money not yet invested or returned", "可投资金", "万元")
    reserve = Field(
        "of it kept for later rounds of firms it holds", "其中为已投企业后续轮次预留", "万元", low=0
    )
    ticket = Field("usual amount of a deal, 0 any", "单笔投资额（0为不限）", "万元", low=0)
    local_multiple = Field(
        "local investment promised, times the public money", "返投倍数要求", low=0
    )
    local_invested = Field("invested in the region so far", "本地已投", "万元", low=0)
    concession = Field(
        "share of the public gain left to private investors", "让利比例", low=0, high=1
    )
    caution = Field("how far a public manager shuns losses, 0 to 1", "避险程度", low=0, high=1)
    ends = month("end of its life", "存续期至")
    invests_until = month("end of its investment period", "投资期至")
    invested = Field("invested so far", "累计投资", "万元", low=0)
    proceeds = Field("money back from exits so far", "累计退出回款", "万元", low=0)
    written_off = Field("cost of stakes that ended worthless", "累计核销", "万元", low=0)
    returned = Field("paid to its investors so far", "累计分配", "万元", low=0)
    deals = count("deals this month", "当月投资笔数")
