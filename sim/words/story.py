"""What is said when a firm's life is told; names of the numbers that stand in its sentences."""

WORDS: dict[str, tuple[str, str]] = {
    "help_story": (
        "讲述一家企业的一生：谁创办、为何入驻或被拒、从谁处得到什么、每次晋级或被拒的数字、如何结束。\n\n"
        "\b\n"
        "  fuhua story xuchang                                     有哪些经历可看\n"
        '  fuhua story xuchang --search "成为高企，后来关闭"\n'
        "  fuhua story xuchang --firm 3fa97c21 --versus no-policy  同一企业在两种政策下\n\n"
        "企业名取自其钥匙，在各政策、各版本中不变；也可用行号。",
        "Tell one firm's life: who founded it, why it was admitted or refused, what it received from whom, the numbers behind "
        "each promotion and refusal, how it ended.\n\n"
        "\b\n"
        "  fuhua story xuchang                                     which lives there are\n"
        '  fuhua story xuchang --search "reached high-tech, then closed"\n'
        "  fuhua story xuchang --firm 3fa97c21 --versus no-policy  the same firm under two policies\n\n"
        "A firm's name is the beginning of its key, the same under every policy; its row number does as well.",
    ),
    "option_firm": (
        "企业名（8 位以上十六进制）或行号",
        "a firm's name (8 or more hex digits) or row number",
    ),
    "option_life": (
        "按经历找企业，例如“成为高企，后来关闭”“获投，从未成为高企”",
        'find firms by what happened: "funded, never reached high-tech"',
    ),
    "option_versus": (
        "并列另一政策下同一企业的一生",
        "beside it, the same firm's life under another policy",
    ),
    "option_run": ("第几次运行（从 0 起，默认 0）", "which run of the study (from 0; default: 0)"),
    "story_unknown_clause": (
        "没有“{given}”这种经历；{help}。可用：{all}",
        "nothing in a life is called {given!r}; {help}. There is: {all}",
    ),
    "story_empty_search": ("搜索为空；可用：{all}", "the search is empty; there is: {all}"),
    "story_firm_or_search": (
        "--firm 与 --search 只能用一个",
        "use either --firm or --search, not both",
    ),
    "story_versus_alone": (
        "--versus 要与 --firm 或 --search 同用",
        "--versus needs --firm or --search",
    ),
    "story_no_name": (
        "{given} 不是企业名：应为 8 至 16 位十六进制，或行号",
        "{given} is no firm's name: 8 to 16 hex digits, or a row number",
    ),
    "story_no_firm": (
        "本次运行没有企业 {given}；行号为 0 到 {last}，用 --search 查找",
        "there is no firm {given} in this run; rows are 0 to {last}, and --search finds firms by their lives",
    ),
    "story_none_found": ("没有企业有此经历：{text}", "no firm's life went like this: {text}"),
    "story_found": (
        "{count} 家企业有此经历：{text}",
        "{count} firms' lives went like this: {text}",
    ),
    "story_more": ("另有 {count} 家", "and {count} more"),
    "story_title": ("企业 {name}：{sector}，{district}", "Firm {name}: {sector}, {district}"),
    "story_run": (
        "{plan}：{policy}，第 {run} 次运行（种子 {seed}）",
        "{plan}: {policy}, run {run} (seed {seed})",
    ),
    "story_absent": ("在“{policy}”下从未创办", 'never founded under "{policy}"'),
    "story_end_alive": (
        "运行结束时仍在：{rung}，{heads} 人，现金 {cash}",
        "alive at the end: {rung}, {heads} people, {cash} in the bank",
    ),
    "story_end_gone": ("{month} {how}", "{how} in {month}"),
    "story_received": (
        "一生所得：股权 {equity}，贷款 {loans}，公共资金 {grants}",
        "received in its life: equity {equity}, loans {loans}, public money {grants}",
    ),
    "story_refused": (
        "（另有 {count} 次因额度用尽未获）",
        " ({count} times an empty purse gave nothing)",
    ),
    "story_from": ("{name} {amount}", "{name} {amount}"),
    "story_nothing": ("无", "none"),
    "story_column_month": ("月份", "month"),
    "story_column_what": ("经历", "what happened"),
    "story_column_count": ("家数", "firms"),
    "story_column_search": ("经历（可搜索）", "what happened (can be searched for)"),
    "story_kinds": ("本次运行中的经历", "Lives in this run"),
    "story_hint": (
        '查看：fuhua story {plan} --search "{search}"',
        'To read one: fuhua story {plan} --search "{search}"',
    ),
    "story_example": ("成为高企，后来关闭", "reached high-tech, then closed"),
    "story_lacks_age": ("注册 {age} 个月（需 {line}）", "{age} months old ({line} asked)"),
    "story_lacks_rights": ("没有知识产权", "no right of its own"),
    "story_lacks_staff": ("科技人员 {share}（需 {line}）", "research staff {share} ({line} asked)"),
    "story_lacks_research": (
        "研发占比 {share}（需 {line}）",
        "research {share} of sales ({line} asked)",
    ),
    "story_lacks_sales": (
        "高新收入占比 {share}（需 {line}）",
        "high-tech sales {share} ({line} asked)",
    ),
    "story_lacks_turnover": ("三年没有营收", "no sales in three years"),
    "story_pool": ("，风险补偿资金池分担", ", the risk pool shares it"),
    "story_insurance": ("，保险分担", ", an insurer shares it"),
    "story_guarantee": ("，政府担保", ", government guarantees it"),
    "story_fund": ("{kind}（{number} 号）", "{kind} no. {number}"),
    "story_month_money": ("{amount} 万元/月", "{amount} 万元 a month"),
    "story_money": ("{amount} 万元", "{amount} 万元"),
}

RUNGS = (
    ("团队", "a team"),
    ("微企", "micro"),
    ("科技型中小企业", "tech SME"),
    ("高新技术企业", "high-tech"),
    ("强企", "strong"),
)
ORIGINS = (
    ("学生", "a student"),
    ("科研人员", "a researcher"),
    ("返乡人才", "a returnee"),
    ("在职人员", "an employee"),
    ("待业人员", "someone out of work"),
    ("连续创业者", "a serial founder"),
    ("外来企业", "owners outside"),
)
ROUNDS = (
    ("", ""),
    ("种子轮", "seed round"),
    ("天使轮", "angel round"),
    ("A 轮", "A round"),
    ("B 轮", "B round"),
    ("C 轮", "C round"),
)
FUNDS = (
    ("种子基金", "seed fund"),
    ("天使基金", "angel fund"),
    ("创投基金", "venture fund"),
    ("成长基金", "growth fund"),
    ("引导基金", "guidance fund"),
    ("跟投基金", "co-investment fund"),
    ("企业创投基金", "corporate fund"),
    ("载体自有基金", "facility's own fund"),
)
EXITS = (
    ("仍在", "alive"),
    ("关闭", "closed"),
    ("放弃", "gave up"),
    ("被收购", "sold"),
    ("外迁", "moved away"),
)
TITLES = {
    "gazelle": ("瞪羚", "gazelle"),
    "champion": ("专精特新小巨人", "specialised champion"),
    "leading": ("龙头企业", "leading firm"),
    "listed": ("上市挂牌", "listed"),
}
