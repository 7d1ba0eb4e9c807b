"""What is said while a plan is begun, and about schemas."""

WORDS: dict[str, tuple[str, str]] = {
    "help_new": (
        "新建一份方案：NAME 文件夹，内有可直接运行的 plan.toml 与几份等额政策，再换成本地数字。\n\n"
        "缺少的选项在终端中逐一询问，直接回车取默认值；不在终端中或加 --yes 则全取默认值。\n\n"
        "\b\n"
        "  fuhua new mycity\n"
        '  fuhua new mycity --kind city --population 150万 --zh 某市 --en "Some City" --budget 3000万元 --yes',
        "Begin a plan: a folder NAME with a plan.toml that runs as it is and policies that cost the same, to be filled in.\n\n"
        "Options that are missing are asked for in a terminal, Enter taking the default; elsewhere, or with --yes, "
        "defaults are taken.\n\n"
        "\b\n"
        "  fuhua new mycity\n"
        '  fuhua new mycity --kind city --population 1500000 --zh 某市 --en "Some City" --budget 3000万元 --yes',
    ),
    "help_schema": (
        "打印方案、政策与试验文件的 JSON Schema，编辑器据此补全与检查。\n\n"
        "KIND 为 plan（方案，默认）、policy（政策）或 study（试验）。--write 写入文件；给出文件夹则三份都写。",
        "Print the JSON Schema of scenario and study files, by which editors complete and check them.\n\n"
        "KIND is plan (the default), policy or study. --write names a file, or a folder for all three.",
    ),
    "option_kind": (
        "地区类型：district 城区或县，city 地级市，zone 高新区（默认 city）",
        "kind of place: district, city or (high-tech) zone (default: city)",
    ),
    "option_population": (
        "常住人口，如 150万（默认 100万，zone 为 10万）",
        "inhabitants, such as 1500000 or 150万 (default: 1 m; zone: 100 000)",
    ),
    "option_zh": ("方案的中文名（默认 NAME）", "the plan's name in Chinese (default: NAME)"),
    "option_en": ("方案的英文名（默认 NAME）", "the plan's name in English (default: NAME)"),
    "option_first": (
        "起始月份，如 2024-01（默认 2024-01）",
        "first month, such as 2024-01 (the default)",
    ),
    "option_last": (
        "结束月份，如 2026-12（默认起始后三年）",
        "last month, such as 2026-12 (default: three years)",
    ),
    "option_firms": (
        "科技型创业企业数（默认按人口估计）",
        "startups there are (default: by inhabitants)",
    ),
    "option_budget": (
        "每年财政投入，如 3000万元（默认每家企业约 1.2 万元）",
        "public money a year, such as 3000万元 = 30 m yuan (default: about 12 000 yuan a startup)",
    ),
    "option_parent": (
        "放在哪个文件夹下（默认当前文件夹）",
        "the folder to put it in (default: the current one)",
    ),
    "option_yes": ("不提问，缺少的取默认值", "ask nothing, take defaults"),
    "option_write_schema": ("写入文件；文件夹则写三份", "write to a file, or all to a folder"),
    # questions
    "ask_begin": (
        "新建方案 {name}。直接回车取方括号中的值；Ctrl-C 放弃，不留下任何文件。",
        "A new plan, {name}. Enter takes what is in brackets; Ctrl-C leaves without a trace.",
    ),
    "ask_kind": (
        "地区类型（district 城区或县，city 地级市，zone 高新区）：决定企业密度",
        "Kind of place (district, city, zone): sets how dense firms are",
    ),
    "ask_population": (
        "常住人口，如 150万：起始企业与人才按人口估计",
        "Inhabitants, such as 1500000: firms and people are estimated from them",
    ),
    "ask_zh": ("中文名：显示在报告与图中", "Name in Chinese: shown in reports and figures"),
    "ask_en": ("英文名：显示在英文报告中", "Name in English: shown in reports and figures"),
    "ask_first": (
        "起始月份：目标与预算从这个月算起",
        "First month: targets and money count from here",
    ),
    "ask_last": ("结束月份：最晚的目标期限", "Last month: the latest deadline"),
    "ask_budget": (
        "每年财政投入，如 3000万元：各政策方案总额相同，便于比较",
        "Public money a year, such as 3000万元 (30 m yuan): every policy costs the same",
    ),
    "ask_end": (
        "没有回答：请加 --yes 取默认值，或用选项给出（{options}）",
        "no answer came: add --yes for defaults, or give options ({options})",
    ),
    # faults
    "new_bad_name": (
        "名称“{given}”不能用作文件夹名：请以字母或数字开头，只用字母、数字、_ 和 -，不超过 40 个字，例如 mycity",
        'the name "{given}" will not do for a folder: begin with a letter or digit, use letters, digits, _ and -, '
        "at most 40, for example mycity",
    ),
    "new_taken": (
        "{name} 是自带方案的名称：请换一个，例如 my-{name}",
        "{name} is the name of a plan that comes with Fuhua: choose another, such as my-{name}",
    ),
    "new_exists": (
        "{folder} 已存在：请换一个名称，或用 --out 放到别处；没有改动任何文件",
        "{folder} exists: choose another name or another place with --out; nothing was changed",
    ),
    "new_failed": (
        "没有写成 {folder}：{fault}；请换一个位置（--out），未留下残缺文件",
        "{folder} was not written: {fault}. Choose another place (--out); nothing incomplete was left",
    ),
    "new_span": (
        "{first} 至 {last} 不可用：方案至少 {months} 个月，至多 {years} 年；请改 --first 或 --last",
        "{first} to {last} will not do: a plan has {months} months or more and {years} years or less; change --first or --last",
    ),
    "new_title": (
        "名称“{given}”不可用：请写 1 至 60 个字，不含引号与反斜杠",
        'the name "{given}" will not do: 1 to 60 characters, without quotes and backslashes',
    ),
    "new_option": ("{option} {fault}", "{option} {fault}"),
    # the end
    "new_made": (
        "已写好 {folder}：可直接运行；各政策安排财政资金合计 {total} 万元（no-policy 为零）。",
        "{folder} is written and runs as it is; its policies plan {total} 万元 each (no-policy none).",
    ),
    "new_taken_as": (
        "所取：{kind}，{population} 人，{first} 至 {last}。",
        "Taken: {kind}, {population} inhabitants, {first} to {last}.",
    ),
    "new_fill": ("先填这些（{file}）：", "Fill in first ({file}):"),
    "new_line": ("  第 {line} 行  {key}：{what}", "  line {line}  {key}: {what}"),
    "new_next": (
        "然后：\n  fuhua check {folder}\n  fuhua run {folder} --runs 20\n  fuhua run {folder} --policy no-policy --runs 20",
        "Then:\n  fuhua check {folder}\n  fuhua run {folder} --runs 20\n  fuhua run {folder} --policy no-policy --runs 20",
    ),
    "fill_document": ("文件名称与文号", "the document's title and number"),
    "fill_startups": (
        "科技型创业企业数；改后按比例改各行业 demand",
        "technology startups; change the sectors' demand in proportion",
    ),
    "fill_tech_sme": ("科技型中小企业数（科技局入库数）", "tech SMEs (the registry)"),
    "fill_high_tech": ("高新技术企业数（有效期内）", "high-tech enterprises (valid certificates)"),
    "fill_talents": ("技术人才数", "technical people"),
    "fill_sectors": (
        "行业名称、重点与份额",
        "sectors: their names, which are clusters, their shares",
    ),
    "fill_levers": ("政策力度与金额", "what is paid, and how much"),
    "fill_targets": ("目标：逐条抄录文件", "targets: one table for each sentence of the document"),
}
