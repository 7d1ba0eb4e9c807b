"""What the command line says of itself: help and usage errors."""

WORDS: dict[str, tuple[str, str]] = {
    "usage": ("用法：", "Usage: "),
    "metavar_options": ("[选项]", "[OPTIONS]"),
    "metavar_command": ("命令 ...", "COMMAND ..."),
    "options": ("选项", "Options"),
    "help_heading": ("{heading}：", "{heading}:"),
    "topic_running": ("运行与阅读结果", "Run and read"),
    "topic_plans": ("方案", "Plans"),
    "topic_lookup": ("查阅模型", "Look up"),
    "help_fuhua": (
        "孵化：在计算机里试行孵化政策。给出一份方案，说明其目标有多大可能实现、要花多少钱。\n\n"
        "\b\n"
        "  fuhua run xuchang                       把许昌方案运行 100 次\n"
        "  fuhua run xuchang --policy no-policy    同一地区，没有方案\n"
        "  fuhua run xuchang --runs 20 --lang zh   先快看一遍\n"
        "  fuhua check xuchang                     哪些出自文件，哪些是假设\n"
        "  fuhua new mycity                        新建自己城市的方案\n"
        "  fuhua report results/FOLDER --lang zh   由已有结果写出中文报告\n\n"
        "结果显示在屏幕上，并写入当前文件夹下的 results/：报告（离线网页与 Word），目标、支出、梯次等 CSV 表，全部"
        "月度数据 history.parquet，图 PNG，来历 meta.json。同样的方案与种子总给出同样的数字。每个命令另有说明：fuhua run --help。",
        "Fuhua tries incubation policies in the computer: give it a plan, and it says how likely the plan is to meet its "
        "own targets and what it costs.\n\n"
        "\b\n"
        "  fuhua run xuchang                       the Xuchang plan, 100 runs\n"
        "  fuhua run xuchang --policy no-policy    the same region without it\n"
        "  fuhua run xuchang --runs 20 --lang zh   a quick look, in Chinese\n"
        "  fuhua check xuchang                     what is the document's, what is assumed\n"
        "  fuhua new mycity                        begin a plan of your own city\n"
        "  fuhua report results/FOLDER --lang zh   the report in Chinese, from results that are there\n\n"
        "Results are shown and written to results/ in the current folder: a report (offline web page and Word), targets, "
        "outlay, ladder and more as CSV, every month of every run as history.parquet, figures as PNG, and meta.json "
        "with all it takes to make them again. The same "
        "plan and seed always give the same numbers. Each command explains itself: fuhua run --help.",
    ),
    "help_run": (
        "运行方案，给出各目标的达到概率、企业梯次与财政支出。\n\n"
        "PLAN 是方案名（见 fuhua plans），或含 plan.toml 的文件夹。结果写入新文件夹，不覆盖旧结果；中途按 Ctrl-C 不会留下半份结果。\n\n"
        "\b\n"
        "  fuhua run xuchang --runs 1000 --jobs 4\n"
        "  fuhua run xuchang --policy fund-first --out results/fund",
        "Run a plan: how likely each target is met, the ladder of firms, the public outlay.\n\n"
        "PLAN is a name (see fuhua plans) or a folder with a plan.toml. Results go to a new folder and never overwrite old "
        "ones; Ctrl-C leaves no half of a result.\n\n"
        "\b\n"
        "  fuhua run xuchang --runs 1000 --jobs 4\n"
        "  fuhua run xuchang --policy fund-first --out results/fund",
    ),
    "help_plans": ("列出现有方案。", "List the plans there are."),
    "help_policies": (
        "列出一份方案的政策及其安排的资金。",
        "List a plan's policies and the money each sets aside.",
    ),
    "help_check": (
        "检查方案文件：哪些出自文件（附出处），哪些是假设及理由，哪些无法测算。",
        "Check a plan file: what is the document's (with section), what is assumed and why, what cannot be measured.",
    ),
    "help_levers": (
        "列出可设定的政策杠杆：单位、范围、中性值、作用环节、哪些公开方案提到。\n\n"
        "\b\n"
        "  fuhua levers --search 租金                     名称含某词的杠杆，附出处与所属工具\n"
        "  fuhua levers --instrument vc_attraction        某项政策工具所设定的杠杆\n"
        "  fuhua levers --write docs/levers.md            写成网页文档",
        "List what a plan can set, with units, bounds, neutral values, what it acts on and which published plans name it.\n\n"
        "\b\n"
        "  fuhua levers --search rent                     levers with a word in their name, in full\n"
        "  fuhua levers --instrument vc_attraction        the levers an instrument sets\n"
        "  fuhua levers --write docs/levers.md            all of it as a page",
    ),
    "help_instruments": (
        "列出五份公开方案提到的政策工具：各自设定哪些杠杆，或为何未纳入。\n\n"
        "\b\n"
        "  fuhua instruments --plan xuchang               某方案的工具，附条款\n"
        "  fuhua instruments --search 质押                名称含某词的工具，附机制",
        "List the instruments that the five published plans name, and what each sets here or why it is left out.\n\n"
        "\b\n"
        "  fuhua instruments --plan xuchang               those of one plan, with sections\n"
        "  fuhua instruments --search pledge              those with a word in their name, with the mechanism",
    ),
    "help_fields": (
        "打印模型全部变量的目录（Markdown）。",
        "Print the catalogue of every quantity in the model, as Markdown.",
    ),
    "option_help": ("显示说明", "show this help"),
    "option_lang": ("显示语言：中文或英文", "language of everything shown (default: the system's)"),
    "option_version": ("显示版本", "show the version"),
    "option_policy": (
        "政策：方案本身或其替代方案（见 fuhua policies PLAN；默认 plan）",
        "the plan itself or one of its alternatives (see fuhua policies PLAN; default: plan)",
    ),
    "option_json": ("以 JSON 输出同样的内容", "print the same content as JSON"),
    "option_runs": ("运行次数（默认 100）", "how many runs (default: 100)"),
    "option_seed": (
        "随机种子；同一种子下各政策遇到同样的运气（默认 1）",
        "seed; under one seed all policies meet the same luck (default: 1)",
    ),
    "option_months": ("只模拟前 N 个月", "live only the first N months"),
    "option_jobs": (
        "并行进程数（默认每核一个），不影响结果",
        "processes (default: one a core); results do not depend on it",
    ),
    "option_out": (
        "结果文件夹（默认 results/ 下自动命名；重名则加 -2）",
        "folder of results (default: named under results/; a taken name gets -2)",
    ),
    "option_quiet": (
        "不显示进度与表格，只给出结果文件夹",
        "no progress and no tables, only the folder of results",
    ),
    "option_no_figures": ("不另存图（PNG）", "save no figures as PNG files"),
    "option_search": (
        "只列名称（键、中文或英文）含某词的条目，并给出全部内容",
        "only those with a word in their name (key, Chinese or English), in full",
    ),
    "option_instrument": (
        "只列某项政策工具的杠杆（见 fuhua instruments）",
        "only the levers of an instrument (see fuhua instruments)",
    ),
    "option_document": (
        "只列某公开方案的工具：xuchang、ruian、chengguan、donghu 或 shijiazhuang",
        "only those of a published plan: xuchang, ruian, chengguan, donghu or shijiazhuang",
    ),
    "option_write": ("写入文件，不在屏幕显示", "write to a file instead of the screen"),
    "mistake": ("错误：{text}", "Error: {text}"),
    "interrupted": (
        "已停止；没有留下不完整的结果。",
        "Stopped; nothing incomplete was left behind.",
    ),
    "see_help": ("说明：{command} --help", "For help: {command} --help"),
    "unknown_command": ("没有命令 {given}；{help}", "there is no command {given}; {help}"),
    "unknown_option": ("没有选项 {given}；{help}", "there is no option {given}; {help}"),
    "did_you_mean": ("是不是 {name}？", "did you mean {name}?"),
    "choose_from": ("可用：{names}", "choose from {names}"),
    "missing_argument": ("缺少 {name}", "{name} is missing"),
    "option_needs_value": ("{name} 后面要有值", "{name} needs a value"),
    "extra_arguments": ("多余的参数：{given}", "one argument too many: {given}"),
    "not_whole": ("{given} 不是整数", "{given} is not a whole number"),
    "at_least": ("至少为 {low}", "{low} or more"),
    "within": ("{low} 到 {high}", "{low} to {high}"),
    "out_of_bounds": (
        "{given} 超出范围：应{bounds}",
        "{given} is out of bounds: it must be {bounds}",
    ),
    "not_one_of": ("{given} 不可用；可用：{words}", "{given} is not one of {words}"),
}
