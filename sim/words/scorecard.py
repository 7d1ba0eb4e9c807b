"""What is said where the model is held against published facts."""

WORDS: dict[str, tuple[str, str]] = {
    "help_validate": (
        "用公开事实校核模型：逐项列出公开值、模拟值、相差几个标准误与是否相符，并写入结果文件夹。未通过的各项同样列出",
        "Hold the model against published facts: each with its published and simulated value, the distance in "
        "standard errors and whether it passes; write a folder of results. Rows that fail stay in the table",
    ),
    "option_quick": (
        "少跑几次，误差较大（约半分钟）",
        "fewer runs, larger errors (about half a minute)",
    ),
    "option_country": ("人口学各项所依据的国家", "whose demography to hold the model against"),
    "option_rows": (
        "只算这些项或组，以逗号分隔（组：demography、size、finance、ladder、policy）",
        "only these rows or groups, with commas between (groups: demography, size, finance, ladder, policy)",
    ),
    "topic_trust": ("校核", "Check against facts"),
    "scorecard_unknown_row": (
        "校核表（{country}）没有 {given} 这一项或组；{help}。--rows 取 fuhua validate --json 中的 id 或组名",
        "the scorecard ({country}) has no row or group {given}; {help}. --rows takes ids or groups of "
        "fuhua validate --json",
    ),
    "stage_seeds": ("校核", "checking"),
    "scorecard_title": (
        "校核表：模型与公开事实（{country}）",
        "Scorecard: the model against published facts ({country})",
    ),
    "scorecard_china": ("中国", "China"),
    "scorecard_us": ("美国", "United States"),
    "scorecard_subtitle": (
        "参照城市十二年与各项虚拟实验，{seeds} 个种子（起于 {seed}）；模拟误差为种子间的标准误",
        "Twelve years of the reference city and virtual experiments, {seeds} seeds (from {seed}); simulated "
        "errors are over seeds",
    ),
    "scorecard_row": ("项目", "fact"),
    "scorecard_published": ("公开值", "published"),
    "scorecard_model": ("模拟值", "model"),
    "scorecard_distance": ("相差\n标准误", "distance\nst. errors"),
    "scorecard_result": ("结果", "result"),
    "scorecard_mark": ("来源", "mark"),
    "scorecard_positive": ("为正", "positive"),
    "scorecard_negative": ("为负", "negative"),
    "scorecard_about": ("约 {value}", "about {value}"),
    "scorecard_nothing": ("没有可测的", "nothing to measure"),
    "scorecard_pass": ("相符", "pass"),
    "scorecard_fail": ("不符", "fail"),
    "scorecard_how": (
        "与公开值相差不超过 {near} 个联合标准误，或落在公开区间内（或距区间不超过 {near} 个标准误），即为相符；"
        "只公布方向的，模拟作用须在该方向上达到 {near} 个标准误。原文未给误差的，V、C、D 取公开值的 10%，R 取 15%。",
        "Pass: within {near} joint standard errors of the published value, or inside the published band or within {near} "
        "standard errors of it; where only a sign was published, an effect of {near} of its own errors on that side. "
        "Where a source gives no error, a tenth of the value stands for it (marks V, C, D), for R 15 %.",
    ),
    "scorecard_given": (
        "* 有参数就是按这一事实定的：只说明该参数起了作用，不算证据。",
        "* a parameter was set by this very fact: that shows the parameter at work and is no evidence.",
    ),
    # figures
    "figure_ages": (
        "企业存活与注销（参照城市新注册企业）",
        "Survival and exit by age (new firms of the reference city)",
    ),
    "figure_survival": ("仍存活的比例", "still alive"),
    "figure_hazard": ("当年退出率", "exit in the year"),
    "axis_age": ("年龄（年）", "age (years)"),
    "figure_sizes": ("企业规模位次", "Firm sizes by rank"),
    "figure_sizes_panel": (
        "末年营收最大的 200 家，各种子平均",
        "the 200 largest by sales in the last year, mean over seeds",
    ),
    "figure_zipf": ("齐普夫线", "Zipf's line"),
    "axis_sales": ("年营收（万元）", "yearly sales (万元)"),
    "axis_rank": ("位次", "rank"),
    "figure_tent": ("增长率分布", "Growth rates"),
    "figure_tent_panel": (
        "20 人以上企业营收年对数增长，按规模组标准化",
        "yearly log growth of sales, firms of 20 people and more, scaled within size classes",
    ),
    "figure_laplace": ("尖塔（拉普拉斯）", "a tent (Laplace)"),
    "figure_normal": ("钟形（正态）", "a bell (normal)"),
    "axis_growth": (
        "增长率（以该规模组标准差计）",
        "growth, in standard deviations of the size class",
    ),
    "axis_density": ("密度", "density"),
    "figure_rounds": ("融资轮次", "The ladder of rounds"),
    "figure_rounds_panel": (
        "七年内达到该轮者占获首轮者的比例（模型 {firms} 家）",
        "of those with a first round, closed this one within seven years ({firms} firms in the model)",
    ),
    "figure_first_round": ("首轮", "first"),
    "figure_returns": ("股权回报", "Returns on stakes"),
    "figure_returns_panel": (
        "回报达到该倍数的比例（模型 {stakes} 笔）",
        "part that returns at least so many times ({stakes} stakes in the model)",
    ),
    "axis_multiple": ("回报倍数", "times the money invested"),
    "figure_intensities": (
        "研发强度与高企 5% 线",
        "Research intensity at the 5 % line of high-tech enterprises",
    ),
    "figure_intensities_panel": (
        "上年营收 5000 万元以下、可以申报的企业，三年合计",
        "firms with sales below 50 m yuan that may apply, over three years",
    ),
    "figure_reported": ("按申报", "as reported"),
    "figure_real": ("按实际", "as spent"),
    "axis_intensity": ("研发占营收（%）", "research in sales (%)"),
    "axis_firm_years": ("企业数（各年合计）", "firms (all years)"),
    "scorecard_headline": (
        "{of} 项中 {passed} 项相符，其中 {evidence} 项不依赖按该事实设定的参数。",
        "{passed} of {of} rows pass, {evidence} of them without a parameter set by the fact.",
    ),
}
