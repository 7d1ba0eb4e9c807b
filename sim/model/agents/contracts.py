"""A fund's share in a startup, and a bank's loan to one: the relations that money makes."""

from sim.core.fields import Field, count, flag, month, row
from sim.core.population import Agent


class Stake(Agent):
    """A share bought in one round."""

    fund = row("who holds it", "持有基金")
    startup = row("in what", "被投企业")
    deal = count("financing round", "轮次")
    lead = flag("led the round", "领投")
    opening = flag("its fund's first stake in the firm", "该基金首次投资该企业")
    amount = Field("paid for it", "投资额", "万元", low=0)
    share = Field("share of the firm bought", "买入持股比例", low=0, high=1)
    founders_after = Field(
        "founders' share right after the deal, against which later dilution is measured",
        "交易后创始人持股",
        default=1.0,
        low=0,
        high=1,
    )
    proceeds = Field("money back", "退出所得", "万元")


class Loan(Agent):
    """A bank loan, perhaps backed by the risk pool."""

    startup = row("borrower", "借款企业")
    district = count("district whose pool backs it", "片区（行）")
    principal = Field("amount lent", "本金", "万元", low=0)
    balance = Field("still owed", "余额", "万元", low=0)
    rate = Field("interest", "利率", "1/year", low=0)
    pool_share = Field("share of a loss that the pool pays", "资金池分担比例", low=0, high=1)
    insurance_share = Field(
        "share of what is left that an insurer pays", "保险分担比例", low=0, high=1
    )
    guarantee_share = Field(
        "share of a loss that government guarantees", "政府担保比例", low=0, high=1
    )
    pledged = flag("secured by patents", "知识产权质押")
    due = month("last instalment", "到期月份")
    state = count("repaying, repaid, defaulted", "状态")
