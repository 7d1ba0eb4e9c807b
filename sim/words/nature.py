"""What is said of the natural parameters that runs draw from what published facts leave possible."""

WORDS: dict[str, tuple[str, str]] = {
    "option_nature": (
        "自然参数：china 每次运行从拟合结果中抽取一组，central 各次均用设定值",
        "natural parameters: china draws a fitted set for each run, central takes the declared values in all",
    ),
    "choose_nature": ("自然参数", "Natural parameters"),
    "choose_nature_china": ("每次抽取一组", "a fitted set a run"),
    "choose_nature_central": ("设定值", "as declared"),
    "nature_unknown": (
        "没有名为 {given} 的自然参数组：可用 {known}",
        "there is no nature {given}: choose of {known}",
    ),
    "nature_drawn": (
        "{count} 项自然参数每次运行从 {sets} 组与全国公开事实相容的取值中抽取一组（--nature central 关闭）",
        "{count} natural parameters are drawn for each run from {sets} sets that China's published facts leave "
        "possible (--nature central turns this off)",
    ),
    "nature_central": (
        "自然参数各次相同，均为设定值（--nature central）",
        "Natural parameters are the declared ones in every run (--nature central)",
    ),
    "unsure_nature": (
        "概率和区间包含运气，以及 {count} 项自然参数在全国公开事实之下仍可能的不同取值（{sets} 组）；不含对其余假设的怀疑。",
        "Chances and bands hold luck and what China's published facts leave open about {count} natural parameters "
        "({sets} sets), not doubt about the other assumptions.",
    ),
    "method_runs_nature": (
        "共模拟 {runs} 次，各次运气不同，并各取一组自然参数。概率是达到的比例，"
        "其 95% 区间按 Wilson 法；区间为第 10 与第 90 百分位。",
        "There are {runs} runs that differ in luck and in a set of natural parameters. A chance is the share that "
        "meets the line, its 95 % interval Wilson's; bands run from the 10th to the 90th percentile.",
    ),
    "method_nature": (
        "自然参数取自按校核表中人口、规模和融资各项事实拟合的 {sets} 组取值，自首月起适用；"
        "起始人口仍按设定值形成。抽取的参数：{names}。",
        "Natural parameters come from {sets} sets fitted to the scorecard's facts on demography, size and finance, from the "
        "first month on; the starting population was grown under the declared ones. Drawn are: {names}.",
    ),
    "entry_nature": ("自然参数", "natural parameters"),
}
