"""What is said of the assumptions that a plan's answer hangs on."""

WORDS: dict[str, tuple[str, str]] = {
    "option_exposure": (
        "逐一把各项假设减、增三成再各模拟 20 次，指出结论系于哪些假设（用时约为数倍）",
        "take each assumption three tenths smaller and larger, 20 runs each, and name those the answer hangs on "
        "(takes several times as long)",
    ),
    "stage_exposure": ("逐项试算假设", "trying each assumption"),
    "exposure_too_few": (
        "--exposure 至少需要 {least} 次运行，现为 {runs} 次：请加大 --runs",
        "--exposure needs at least {least} runs, here are {runs}: ask for more with --runs",
    ),
    "exposure_one_failed": (
        "假设 {id} 乘以 {factor} 时模型没有走通：{fault}",
        "with {id} times {factor} the model did not come through: {fault}",
    ),
    "front_exposed": ("结论系于哪些假设", "Which assumptions the answer hangs on"),
    "exposure_untried": (
        "尚未试算。运行时加 --exposure，可逐一增减各项假设，查明结论系于哪些假设。",
        "Not tried. With --exposure a run takes each assumption smaller and larger and names those the answer hangs on.",
    ),
    "exposed_colon": ("：", ":"),
    "exposed_item": ("{name}：{changes}。", "{name}: {changes}."),
    "exposed_value": ("{name}（现取 {value}）", "{name} (here {value})"),
    "exposed_less": ("减三成，{ids}", "less by three tenths, {ids}"),
    "exposed_more": ("增三成，{ids}", "more by three tenths, {ids}"),
    "exposed_target": ("{id} 由 {before} 变为 {after}", "{id} goes from {before} to {after}"),
    "exposed_then": ("；", "; "),
    "exposed_redrawn": (
        "起始人口的运气（存量相同，另抽 {draws} 次）：{ids}。",
        "The luck of the starting population (same stocks, drawn {draws} more times): {ids}.",
    ),
    "exposed_range": ("{id} 的达到概率在 {range} 之间", "P(met) of {id} ranges over {range}"),
    "exposed_none": (
        "{count} 项假设逐一增减三成，各目标的达到概率均无明显变化。",
        "None of {count} assumptions, taken three tenths smaller or larger, changes any target's chance clearly.",
    ),
    "exposed_steady": (
        "其余 {targets} 项目标的达到概率，{count} 项假设逐一增减三成均无明显变化。",
        "Targets whose chance none of {count} assumptions changes clearly: {targets}.",
    ),
    "exposed_all_move": (
        "每项目标都至少系于一项假设（共试算 {count} 项）。",
        "Every target hangs on at least one of {count} assumptions tried.",
    ),
    "exposed_others": (
        "另有 {count} 项假设也使判断明显变化，见“假设”一节。",
        "{count} more assumptions change chances clearly; see the section on assumptions.",
    ),
    "exposure_intro": (
        "逐一把 {count} 项假设减、增三成，各模拟 {runs} 次，并与方案本身逐次比较。只列变化明显的（符号检验，百分之一）。"
        "改变过去的假设须重新生成起始人口，其变化还须超出按方案另抽 {draws} 次起始人口的全部结果。"
        "增减三成是统一的尺度，不表示假设的误差就是三成；"
        "片区、载体团队、补贴比例等未逐一试算。",
        "Each of {count} assumptions is taken three tenths smaller and larger, {runs} runs each, and compared run by "
        "run with the plan itself. Only clear changes are listed (sign test, one per cent). An assumption on the past "
        "needs another starting population; its effect must also go beyond all {draws} other draws of the plan's own. "
        "Three tenths is one measure for all, not how wrong an assumption may be; districts, facilities' teams, rates "
        "of subsidy and the like are not tried.",
    ),
    "exposure_missed": (
        "有 {count} 项起始人口没有达到所假设的存量，不作比较。",
        "{count} starting populations did not come to the stocks assumed and are not compared.",
    ),
    "table_exposure": (
        "假设增减三成时达到概率明显变化的目标",
        "Targets whose chance changes clearly when an assumption does",
    ),
    "head_assumption": ("假设", "assumption"),
    "head_change": ("增减", "change"),
    "head_before_after": ("达到概率\n现取 → 改后", "P(met)\nnow -> then"),
    "head_values_before_after": ("居中数值\n现取 → 改后", "median\nnow -> then"),
    "exposure_minus": ("减三成", "-30 %"),
    "exposure_plus": ("增三成", "+30 %"),
    "exposure_again": ("另抽 {draws} 次", "{draws} draws"),
    "exposure_arrow": ("{before} → {after}", "{before} -> {after}"),
    "assumed_demand": ("各行业市场需求", "demand in all sectors"),
    "assumed_incumbents": ("各行业模型外企业营收", "sales of established firms in all sectors"),
    "assumed_area": ("各载体面积", "area of all facilities"),
    "assumed_funds": ("已有基金规模", "size of the funds there already"),
    "assumed_amounts": ("各项政策金额", "all amounts of the policy"),
    "assumed_redrawn": (
        "起始人口的运气（存量相同）",
        "luck of the starting population, same stocks",
    ),
}
