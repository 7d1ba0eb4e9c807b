"""What is said about scenario files.

Most sentences follow "plan.toml:13:1: KEY ", so they begin with the fault and end with the remedy.
"""

WORDS: dict[str, tuple[str, str]] = {
    # which plan, which policy
    "plan_unknown_plan": (
        "没有名为 {given} 的方案；{help}。也可给出含 plan.toml 的文件夹或 .toml 文件。",
        "There is no plan {given}; {help} A folder with a plan.toml or a .toml file will also do.",
    ),
    "plan_folder_without": (
        "文件夹 {given} 里没有 plan.toml；请给出含 plan.toml 的文件夹，或用 fuhua new 新建一份。",
        "The folder {given} has no plan.toml; name one that has, or make one with fuhua new.",
    ),
    "plan_not_toml_file": (
        "{given} 不是 .toml 文件；请给出含 plan.toml 的文件夹或 .toml 文件。",
        "{given} is no .toml file; give a folder with a plan.toml or a .toml file.",
    ),
    "plan_policy_called_plan": (
        "policies/plan.toml：plan 指方案本身；请给这份政策换一个文件名。",
        "policies/plan.toml: plan means the plan itself; give this policy another name.",
    ),
    "plan_unknown_policy": (
        "方案 {plan} 没有名为 {given} 的政策；{help}。",
        "Plan {plan} has no policy {given}; {help}",
    ),
    "plan_file_outside": (
        "{file}：位于方案文件夹之外；请把文件放进方案文件夹。",
        "{file}: lies outside the plan's folder; put the file itself into the folder.",
    ),
    "plan_as_written": ("按方案实施", "the plan as written"),
    # structure
    "plan_unknown_key": ("不是可用的键；{help}。", "is not a known key; {help}"),
    "plan_missing_key": (
        "缺失；请补上，例如 {sample}。",
        "is missing; add it, for example {sample}.",
    ),
    "plan_missing_table": ("缺失；请补上 [{name}] 一表。", "is missing; add a table [{name}]."),
    "plan_needs_id": (
        "之下的 {names} 要放在有编号的表里；请写 [{name}.编号]，编号自定。",
        "holds {names} without an id; write [{name}.ID] with an id of your own.",
    ),
    "plan_single_brackets": (
        "用了双方括号；请写 [{name}]。",
        "has double brackets; write [{name}].",
    ),
    "plan_lever_elsewhere": (
        "是政策工具；请移到 [levers.all] 等表中。",
        "is a lever; move it into [levers.all] or another table of levers.",
    ),
    "plan_levers_need_scope": (
        "之下的 {names} 没有说明用于何处；请写 [levers.all]（全部）、[levers.islands] 或 [levers.片区]。",
        "holds {names} without saying where; write [levers.all], [levers.islands] or [levers.DISTRICT].",
    ),
    "plan_belongs_in_plan": (
        "属于 plan.toml；政策文件只有 {names}。",
        "belongs in plan.toml; a policy has only {names}.",
    ),
    "plan_not_a_table": (
        "应为表；请写作 [名称] 或 {{ 键 = 值 }}。",
        "must be a table; write [name] or {{ key = value }}.",
    ),
    "plan_not_a_list": ('应为列表，如 ["a", "b"]。', 'must be a list, such as ["a", "b"].'),
    "plan_not_text": ("应为加引号的文字。", "must be text in quotes."),
    "plan_not_text_write": (
        '= {given} 应为文字；请加引号，写作 "{given}"。',
        '= {given} must be text; write "{given}" in quotes.',
    ),
    "plan_not_text_or_list": (
        '应为文字或文字列表，如 "a" 或 ["a", "b"]。',
        'must be text or a list of texts, such as "a" or ["a", "b"].',
    ),
    "plan_not_true_false": ("应为 true 或 false。", "must be true or false."),
    "plan_not_one_of": ("= {given} 不可用；{help}。", "= {given} is not possible here; {help}"),
    "plan_did_you_mean": ("是不是 {name}", "did you mean {name}?"),
    "plan_did_you_mean_called": ("是不是 {name}（{title}）", "did you mean {name} ({title})?"),
    "plan_known_are": ("可用的有：{names}", "known are {names}."),
    "plan_leave_out": ("请删去", "leave it out."),
    # quantities
    "plan_not_a_quantity": (
        "= {given} 不是数量；应以{unit}计，如 {example}。",
        "= {given} is not a quantity; give {unit}, for example {example}.",
    ),
    "plan_a_range": (
        "= {given} 是一个范围；请取其中一个数，如 {example}。",
        "= {given} is a range; give one number, for example {example}.",
    ),
    "plan_wrong_unit": (
        "= {given} 单位不符；应以{unit}计，如 {example}。",
        "= {given} has the wrong unit; give {unit}, for example {example}.",
    ),
    "plan_not_finite": (
        "= {given} 不是有限数；请给出普通数字。",
        "= {given} is not a finite number; give an ordinary one.",
    ),
    "plan_below": (
        "= {given} 低于下限 {bound}；请给出{remedy}。",
        "= {given} is below {bound}; give {remedy}.",
    ),
    "plan_above": (
        "= {given} 高于上限 {bound}；请给出{remedy}。",
        "= {given} is above {bound}; give {remedy}.",
    ),
    "plan_maybe_percent": ('是不是 "{given}%"？', ' Did you mean "{given}%"?'),
    "plan_a_value": ("{unit}，", "{unit}"),
    "plan_a_value_in": ("以{unit}计的数，", "a value ({unit})"),
    "plan_between": ("{what}在 {low} 与 {high} 之间", "{what} between {low} and {high}"),
    "plan_from_up": ("{what}不小于 {low}", "{what} of at least {low}"),
    "plan_at_most": ("{what}不大于 {high}", "{what} of at most {high}"),
    "plan_not_a_month": (
        '= {given} 不是月份；请按“年-月”写，如 "2022-09"。',
        '= {given} is not a month; write year and month, such as "2022-09".',
    ),
    "plan_month_meant": (
        '= {given} 不是月份；请写作 "{month}"。',
        '= {given} is not a month; write "{month}".',
    ),
    "plan_month_either": (
        '= {given} 不是月份；请写作 "{year}-01" 或 "{year}-10"。',
        '= {given} is not a month; write "{year}-01" or "{year}-10".',
    ),
    "plan_opened_late": (
        "= {given} 晚于方案起始的 {first}；若是方案承诺新建的，请改用 opens。",
        "= {given} is after the plan begins in {first}; if the plan promises it, write opens.",
    ),
    "plan_month_outside": (
        "= {given} 超出 {first} 至 {last}；请给出其间的月份。",
        "= {given} is outside {first} to {last}; give a month within.",
    ),
    "plan_last_before_first": (
        "= {last} 早于 first = {first}；请让 last 不早于 first。",
        "= {last} is before first = {first}; let last be the same month or later.",
    ),
    "plan_span_too_long": (
        "= {last}：方案超过 {years} 年；请缩短。",
        "= {last} makes the plan longer than {years} years; shorten it.",
    ),
    "plan_no_origin": (
        "没有说明来源；请加 section（条款）、source（出处）或 assumed（假设理由）。",
        'does not say where it comes from; add section, source or assumed = "reason".',
    ),
    "plan_none_has_origin": (
        "有 {count} 个数没有说明来源；请在此表中写一次 section（条款）、source（出处）或 assumed（假设理由）。",
        'has {count} numbers that do not say where they come from; add section, source or assumed = "reason" '
        "once to this table.",
    ),
    "plan_value_or_dates": (
        "须给出 value 或 dates 之一，且只给其一。",
        "needs either value or dates, and not both.",
    ),
    "plan_from_with_dates": (
        "不能与 dates 同用；请删去 from。",
        "cannot stand beside dates; leave from out.",
    ),
    "plan_month_twice": ("同一月份写了两次；请留一个。", "gives a month twice; leave one of them."),
    "plan_ramp_needs_dates": (
        "ramp 在各日期之间连直线，dates 至少要有两个月份。",
        "draws lines between dates, so dates must have two months or more.",
    ),
    # names that must exist
    "plan_unknown_lever": ("{given}不是政策杠杆；{help}。", "{given}is no lever; {help}"),
    "plan_unknown_quantity": (
        "{given}不是自然参数；{help}。",
        "{given}is no natural parameter; {help}",
    ),
    "plan_unknown_district": (
        "{given}不是本方案的片区；{help}。",
        "{given}is no district of this plan; {help}",
    ),
    "plan_unknown_sector": (
        "{given}不是本方案的行业；{help}。",
        "{given}is no sector of this plan; {help}",
    ),
    "plan_unknown_measure": ("{given}不是观测指标；{help}。", "{given}is no measure; {help}"),
    # the plan as a whole
    "plan_none_given": (
        "一个也没有；请至少写一个 [{name}.编号]。",
        "has no entry; write at least one [{name}.ID].",
    ),
    "plan_bad_id": (
        "= {given} 要用作文件夹名；请只用字母、数字、_ 和 -，不超过 40 个。",
        "= {given} names folders; use letters, digits, _ and -, at most 40.",
    ),
    "plan_reserved_id": (
        "“{id}”另有含义（在 [levers.{id}] 中指多个片区）；请换一个编号。",
        "means several districts in [levers.{id}]; choose another id.",
    ),
    "plan_shares_do_not_add": (
        "合计须为 1，现为 {terms} = {total}；请调整。",
        "and the others must add up to 1, but {terms} = {total}; adjust them.",
    ),
    "plan_more_titles_than_firms": (
        "加 high_tech 超过 startups；请核对。",
        "and high_tech together exceed startups; check them.",
    ),
    "plan_opened_or_opens": (
        "须给出 opened（已建成）或 opens（计划开放）之一。",
        "needs either opened (it stands) or opens (it is promised).",
    ),
    "plan_must_be_promised": (
        "政策只能新增计划开放的载体；请用 opens。",
        "a policy can only promise facilities; use opens, not opened.",
    ),
    "plan_building_too_large": ("大于 area；请核对。", "is larger than area; check both."),
    "plan_fund_order": (
        "= {given} 早于 {earlier}；请核对。",
        "= {given} is before {earlier}; check both.",
    ),
    "plan_fund_too_much": ("大于 {larger}；请核对。", "is more than {larger}; check both."),
    "plan_facility_known": (
        "在 plan.toml 中已有；请换一个编号。",
        "is in plan.toml already; choose another id.",
    ),
    "plan_checklist": (
        "清单不能另写 measure，value 应为需到位的项数，在 1 与可测项数之间。",
        "a checklist takes no measure of its own; value is how many points are needed, from 1 to those "
        "measured.",
    ),
    "plan_point_of_districts": (
        "清单各项只能用片区指标，不能用行业指标。",
        "points of a checklist are measured of districts, not of sectors.",
    ),
    "plan_nothing_measured": (
        '须给出 measure 与 value，或设 role = "not_measured" 并写 why_not。',
        'needs measure and value, or role = "not_measured" and why_not.',
    ),
    "plan_why_not_missing": (
        "标为 not_measured 须写 why_not（zh 与 en）。",
        "is not_measured and needs why_not (zh and en).",
    ),
    "plan_is_flow": (
        '= {given} 不符：{measure} 按月累计；请写 reckon = "flow"。',
        '= {given} does not fit: {measure} is counted as it happens; write reckon = "flow".',
    ),
    "plan_is_stock": (
        '= {given} 不符：{measure} 是月末数；请写 reckon = "stock"。',
        '= {given} does not fit: {measure} stands at the end of a month; write reckon = "stock".',
    ),
    "plan_instrument_idle": (
        "没有作用；请写 levers、build = true 或 not_modelled。",
        "does nothing; give levers, build = true or not_modelled.",
    ),
}
