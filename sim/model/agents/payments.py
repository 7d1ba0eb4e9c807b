"""The chart of accounts: every payment the model knows, with who pays whom and which lever it
belongs to.

Startups, facilities, funds, programmes (purses), institutions and the risk pool keep balances; the
ledger checks them each month.  Government, households, investors, banks and the world are known by
their flows.
"""

from sim.core.fields import Field
from sim.core.ledger import Flow
from sim.model.declarations import Line, declare_fields

HOUSEHOLDS, STARTUPS, FACILITIES, FUNDS, INVESTORS = (
    "households",
    "startups",
    "facilities",
    "funds",
    "investors",
)
BANKS, POOL, GOVERNMENT, PROGRAMMES, WORLD = (
    "banks",
    "risk_pool",
    "government",
    "programmes",
    "world",
)
PROVINCE, INSTITUTIONS = "higher_government", "institutions"
HOLDERS = {
    HOUSEHOLDS: "住户",
    STARTUPS: "企业",
    FACILITIES: "载体",
    FUNDS: "基金",
    INVESTORS: "社会投资人",
    BANKS: "银行",
    POOL: "风险补偿资金池",
    GOVERNMENT: "政府",
    PROVINCE: "上级政府",
    PROGRAMMES: "专项资金",
    INSTITUTIONS: "机构",
    WORLD: "外部",
}


def payment(line: Line) -> Field:
    """A payment; a line without a payer is a memorandum of the year's assessment, not a payment."""
    if not line["payer"]:
        return Field(line["en"], line["zh"], "万元")
    return Flow(line["en"], line["zh"], line["payer"], line["payee"], line["lever"])


@declare_fields("payments", payment)
class Book:
    """A month's payments in one district, 万元."""
