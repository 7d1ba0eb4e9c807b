"""What is said about readings of a document, and about parts of it that are lost."""

WORDS: dict[str, tuple[str, str]] = {
    # faults of a file, behind "plan.toml:13:1: KEY "
    "reading_is_target": (
        "与一项指标同名；请给这处读法换一个编号。",
        "is the name of a target; give this reading another id.",
    ),
    "reading_alone": (
        "只有一种读法；请补上 [reading.{id}.alternative.名称]，写明另一读法改动哪些值。",
        "has one way only; add [reading.{id}.alternative.NAME] with what the other way changes.",
    ),
    "reading_called_default": (
        "不能叫 default，它指文件所写的读法；请换一个名称。",
        "cannot be called default, which is the way the file is written; give it another name.",
    ),
    "reading_idle": (
        "没有改动任何值；请写出改动，例如 nature.graduates = 3000。",
        "changes nothing; say what it changes, for example nature.graduates = 3000.",
    ),
    "reading_of_nothing": (
        "{given}不在方案里，读法只能改动方案已有的内容；{help}。",
        "{given}is not in the plan, and a reading changes only what is there; {help}",
    ),
    "reading_under": ("{line}（取读法 {id}={way} 时）", "{line} (under the reading {id}={way})"),
    # choices that cannot be
    "reading_unknown": (
        "没有名为 {given} 的读法；{help}。“fuhua check 方案”列出全部读法。",
        'There is no reading {given}; {help} "fuhua check PLAN" lists them.',
    ),
    "reading_no_alternative": (
        "读法 {id} 没有 {given} 这一种；{help}。",
        "Reading {id} has no way {given}; {help}",
    ),
    "reading_twice": (
        "读法 {id} 与 {other} 都改动 {key}；请只取其中一种。",
        "Readings {id} and {other} both change {key}; choose one of them.",
    ),
    "reading_not_a_choice": (
        '--reading "{given}" 写法不对；请写作 --reading 编号=读法，例如 --reading {example}。',
        '--reading "{given}" is not a choice; write --reading ID=WAY, for example --reading {example}.',
    ),
    "reading_chosen_twice": (
        "--reading 对 {id} 给了两种读法；请只给一种。",
        "--reading names two ways for {id}; give one.",
    ),
    # what is shown
    "option_reading": (
        "对有歧义之处取另一读法，可多次使用；check 列出全部读法",
        "read an ambiguous place another way (repeatable; check lists them)",
    ),
    "read_so": ("所取读法：{readings}", "read as: {readings}"),
    "read_one": ("{name}：{meaning}（{id}={way}）", "{name}: {meaning} ({id}={way})"),
    "check_readings": (
        "可选读法（--reading 编号=读法）",
        "readings to choose from (--reading ID=WAY)",
    ),
    "column_way": ("读法", "way"),
    "column_what": ("含义", "meaning"),
    "column_changes": ("改动", "what it changes"),
    "reading_counts": ("改以 {ids} 计", "{ids} counts instead"),
    "reading_change": ("{key}：{before} 改为 {after}", "{key}: {after} instead of {before}"),
    "reading_taken": ("（已取）", " (taken)"),
    "check_lost": ("文件中遗失的部分", "parts lost from the copy"),
    "column_instead": ("如何处理", "what is done without it"),
    "then": ("；", "; "),
    "head_lost": ("遗失的内容", "what is lost"),
    "table_readings": ("可有两种读法之处", "places that can be read in more than one way"),
    "table_lost": ("文件中遗失的部分", "parts lost from the copy"),
    "head_reading": ("歧义之处", "place"),
    "head_taken": ("所取读法", "read as"),
    "head_others": ("其他读法", "other ways"),
}
