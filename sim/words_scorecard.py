"""What is said where the model is held against published facts."""

WORDS: dict[str, tuple[str, str]] = {
    "help_validate": ("用公开事实校核模型：逐项列出公开值、模拟值、相差几个标准误与是否相符，并写入结果文件夹。未通过的各项同样列出",
                      "Hold the model against published facts: each with its published and simulated value, the distance in "
                      "standard errors and whether it passes; write a folder of results. Rows that fail stay in the table"),
    "option_quick": ("少跑几次，误差较大（约半分钟）", "fewer runs, larger errors (about half a minute)"),
    "option_country": ("人口学各项所依据的国家", "whose demography to hold the model against"),
    "option_rows": ("只算这些项或组，以逗号分隔（组：demography、size、finance、ladder、policy）",
                    "only these rows or groups, with commas between (groups: demography, size, finance, ladder, policy)"),
    "topic_trust": ("校核", "Check against facts"),
    "scorecard_unknown_row": ("校核表（{country}）没有 {given} 这一项或组；{help}。--rows 取 fuhua validate --json 中的 id 或组名",
                              "the scorecard ({country}) has no row or group {given}; {help}. --rows takes ids or groups of "
                              "fuhua validate --json"),
    "stage_seeds": ("校核", "checking"),
    "scorecard_title": ("校核表：模型与公开事实（{country}）", "Scorecard: the model against published facts ({country})"),
    "scorecard_china": ("中国", "China"),
    "scorecard_us": ("美国", "United States"),
    "scorecard_subtitle": ("参照城市十二年与各项虚拟实验，{seeds} 个种子（起于 {seed}）；模拟误差为种子间的标准误",
                           "Twelve years of the reference city and virtual experiments, {seeds} seeds (from {seed}); simulated "
                           "errors are over seeds"),
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
    "scorecard_how": ("与公开值相差不超过 {near} 个联合标准误，或落在公开区间内（或距区间不超过 {near} 个标准误），即为相符；只公布方向的，模拟作用须在该方向上达到 "
                      "{near} 个标准误。原文未给误差的，V、C、D 取公开值的 10%，R 取 15%。",
                      "Pass: within {near} joint standard errors of the published value, or inside the published band or within {near} standard errors of it; where only a "
                      "sign was published, an effect of {near} of its own errors on that side. Where a source gives no error, a "
                      "tenth of the value stands for it (marks V, C, D), for R 15 %."),
    "scorecard_given": ("* 有参数就是按这一事实定的：只说明该参数起了作用，不算证据。",
                        "* a parameter was set by this very fact: that shows the parameter at work and is no evidence."),
    "scorecard_headline": ("{of} 项中 {passed} 项相符，其中 {evidence} 项不依赖按该事实设定的参数。",
                           "{passed} of {of} rows pass, {evidence} of them without a parameter set by the fact."),
}
