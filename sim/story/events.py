"""What can happen in a firm's life, each declared once: its sentence in two languages and the words to search it by.

A sentence names the values it is filled with; how a value is written (money, share, place, fund) follows from its
name, in `sim.report.subjects.story`.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Event:
    """One kind of happening."""

    en: str
    zh: str
    words: tuple[str, ...] = ()  # what a searcher may write for it, in either language
    turning: bool = False  # a turning point of a life, shown in bold


@dataclass(frozen=True)
class EventRecord:
    """One happening: when, to which firm (row), and the numbers that decided it."""

    event: str
    month: int
    row: int
    values: dict[str, float] = field(default_factory=dict)


EVENTS: dict[str, Event] = {
    # beginnings
    "there": Event(
        "is there when the run begins: {rung}, {heads} people, {cash} in the bank; founded {born} by {origin}",
        "运行开始时已在：{rung}，{heads} 人，现金 {cash}；{born} 由{origin}创办",
        ("there at the start", "开始时已在"),
    ),
    "founded": Event(
        "is founded by {origin} in {district}: {sector}, a team of {heads} with {paid_in} of their own",
        "由{origin}在{district}创办：{sector}，{heads} 人，自有资金 {paid_in}",
        ("founded", "new", "创办", "新创"),
        True,
    ),
    "moved_in": Event(
        "moves in from outside to {district}: {sector}, {heads} people, {support} of relocation grant",
        "从外地迁入{district}：{sector}，{heads} 人，落户奖补 {support}",
        ("moved in", "attracted", "迁入", "引进"),
        True,
    ),
    "registered": Event(
        "is registered as a firm, {waited} months after its founding",
        "完成注册，距创办 {waited} 个月",
        ("registered", "注册"),
    ),
    # desks
    "admitted": Event(
        "is admitted to {place}: score {score}, number {rank} of {applicants} applicants that month",
        "入驻{place}：评分 {score}，当月 {applicants} 家申请者中第 {rank}",
        ("admitted", "入驻"),
    ),
    "no_room": Event(
        "is refused by {place}: no room left for it; score {score}, number {rank} of {applicants}",
        "未获{place}接纳：面积不足；评分 {score}，{applicants} 家中第 {rank}",
        ("refused a desk", "not admitted", "入驻被拒"),
    ),
    "room_reserved": Event(
        "is refused by {place}: the room left is kept for its leading sector; score {score}, number {rank} of "
        "{applicants}",
        "未获{place}接纳：余下面积留给主导行业；评分 {score}，{applicants} 家中第 {rank}",
        ("refused a desk", "not admitted", "入驻被拒"),
    ),
    "graduated": Event(
        "graduates from {place} after {stayed} months",
        "从{place}毕业，在孵 {stayed} 个月",
        ("graduated", "毕业"),
    ),
    "left_desk": Event(
        "must leave {place}: {stayed} months, its term is over",
        "退出{place}：已满 {stayed} 个月，期满",
        ("lost its desk", "left its desk", "退出载体"),
    ),
    # product and customers
    "ready": Event(
        "has a product to sell (capability {capability})",
        "产品可售（能力 {capability}）",
        ("product ready", "产品成熟"),
    ),
    "first_patent": Event(
        "gets its first invention patent", "获得首件发明专利", ("first patent", "首件专利")
    ),
    "first_customer": Event(
        "wins its first customer: {value_month}",
        "签下首个客户：{value_month}",
        ("first customer", "首个客户"),
    ),
    "doubled": Event(
        "has doubled its business to {value_month}",
        "在手业务翻番至 {value_month}",
        ("doubled", "翻番"),
    ),
    "lost_customers": Event(
        "has lost its last customer", "失去最后一个客户", ("lost its customers", "失去客户")
    ),
    "lean": Event(
        "has no cash for another month: the founder takes no pay",
        "现金不足一月：创始人停领薪酬",
        ("no pay", "停薪"),
    ),
    # public money
    "granted": Event(
        "receives {amount}: {programme}",
        "获得 {amount}：{programme}",
        ("got a grant", "granted", "获补助"),
    ),
    "refused_grant": Event(
        "asks for {amount} ({programme}) and gets nothing: the year's purse was spent",
        "申请 {amount}（{programme}）未获：当年额度已用尽",
        ("refused a grant", "补助被拒"),
    ),
    # loans
    "loan": Event(
        "borrows {amount}: expected loss {loss} a yuan, the bank bears {line}{backing}",
        "获贷款 {amount}：银行预期每元损失 {loss}，可承受 {line}{backing}",
        ("got a loan", "borrowed", "获贷款"),
    ),
    "refused_loan": Event(
        "is refused a loan of {amount}: expected loss {loss} a yuan, the bank bears {line}",
        "贷款 {amount} 被拒：银行预期每元损失 {loss}，可承受 {line}",
        ("refused a loan", "贷款被拒"),
    ),
    "repaid": Event("has repaid its loan", "还清贷款", ("repaid", "还清贷款")),
    "defaulted": Event(
        "leaves {amount} of its loan unpaid", "贷款 {amount} 违约", ("defaulted", "违约")
    ),
    # equity
    "invested": Event(
        "{round}: {fund} pays {amount} for {share} of it, at {valuation} in all",
        "{round}：{fund}出资 {amount}，占 {share}，投后 {valuation}",
        ("funded", "raised equity", "获投", "融资"),
        True,
    ),
    "passed_over": Event(
        "meets {fund}, which sees {score} and asks for {bar}: no deal",
        "与{fund}接触：印象 {score}，门槛 {bar}，未成交",
        ("passed over", "未获投"),
    ),
    # the ladder
    "tech_sme_passed": Event(
        "passes as tech SME: {points} points (staff {staff_points}, research {research_points}, rights "
        "{rights_points}; {asked} needed)",
        "科小评价通过：{points} 分（人员 {staff_points}、研发 {research_points}、"
        "知识产权 {rights_points}；需 {asked}）",
    ),
    "tech_sme_failed": Event(
        "fails as tech SME: {points} points (staff {staff_points}, research {research_points}, rights "
        "{rights_points}; {asked} needed, and some research staff)",
        "科小评价未过：{points} 分（人员 {staff_points}、研发 {research_points}、知识产权 {rights_points}；"
        "需 {asked} 且科技人员不为零）",
        ("failed as tech sme", "科小未过"),
    ),
    "tech_sme_large": Event(
        "is too large for a tech SME: {heads} people, {sales} last year",
        "超出科小规模：{heads} 人，上年营收 {sales}",
        ("failed as tech sme", "科小未过"),
    ),
    "high_tech_passed": Event(
        "is certified high-tech: panel {panel} of {panel_line}; research {intensity} of sales ({required} "
        "asked), staff {staff_share}, high-tech sales {high_tech_share}",
        "高企认定通过：评分 {panel}（需高于 {panel_line}）；研发占比 {intensity}（要求 {required}），"
        "科技人员 {staff_share}，高新收入 {high_tech_share}",
    ),
    "high_tech_failed": Event(
        "is refused by the panel: {panel} points, more than {panel_line} asked",
        "高企评审未过：{panel} 分，须高于 {panel_line}",
        ("refused high-tech", "高企被拒"),
    ),
    "high_tech_gates": Event(
        "cannot apply for the high-tech title: {lacking}",
        "不够条件申请高企：{lacking}",
        ("short of high-tech", "不够高企"),
    ),
    "high_tech_waived": Event(
        "meets the gates of the high-tech title and does not apply: worth {worth} against {price}, or it "
        "did not hear of it",
        "够条件而未申请高企：预期收益 {worth}，成本 {price}，或不知晓",
        ("did not apply", "未申请高企"),
    ),
    "to_tech_sme": Event(
        "becomes a tech SME",
        "成为科技型中小企业（微成长）",
        ("reached tech sme", "became a tech sme", "成为科小"),
        True,
    ),
    "to_high_tech": Event(
        "becomes high-tech",
        "成为高新技术企业（小升高）",
        ("reached high-tech", "became high-tech", "reached high tech", "成为高企"),
        True,
    ),
    "to_strong": Event(
        "becomes strong: {titles}",
        "成为强企（高变强）：{titles}",
        ("reached strong", "became strong", "成为强企"),
        True,
    ),
    "fell_back": Event("falls back to {rung}", "降回{rung}", ("fell back", "降级"), True),
    "listed": Event(
        "is listed or quoted, at {valuation}",
        "上市或挂牌，市值 {valuation}",
        ("listed", "went public", "上市"),
        True,
    ),
    # every December
    "year": Event(
        "{year}: sales {sales}, {heads} people ({research_heads} in research), research {research} (reported {reported}), "
        "profit {profit}, tax {tax}, cash {cash}",
        "{year} 年：营收 {sales}，{heads} 人（研发 {research_heads}），研发 {research}（申报 {reported}），利润 {profit}，"
        "纳税 {tax}，现金 {cash}",
    ),
    # ends
    "gave_up": Event(
        "gives up waiting for its papers", "手续未下，团队放弃", ("gave up", "放弃"), True
    ),
    "closed_broke": Event(
        "closes: its bills went unpaid for {short} months",
        "关闭：欠款已 {short} 个月",
        ("closed", "went bankrupt", "关闭", "倒闭"),
        True,
    ),
    "closed_tired": Event(
        "closes: its founder expects {income} from it, {outside} elsewhere",
        "关闭：创始人预期月收入 {income}，在外可得 {outside}",
        ("closed", "founder gave up", "关闭", "创始人放弃"),
        True,
    ),
    "sold": Event(
        "is bought: its owners get {valuation}, the cash left included",
        "被收购，股东共得 {valuation}（含账上余款）",
        ("sold", "bought", "被收购", "被并购"),
        True,
    ),
    "moved_away": Event("moves away", "迁往外地", ("moved away", "left the region", "外迁"), True),
}


def phrases() -> dict[str, set[str]]:
    """What can be searched: each phrase and the events it means."""
    found: dict[str, set[str]] = {}
    for name, event in EVENTS.items():
        for phrase in event.words:
            found.setdefault(phrase, set()).add(name)
    return found
