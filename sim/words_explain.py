"""What is said where a plan is explained: what moves it, where it fails, what its parts add, what is worth knowing."""

WORDS: dict[str, tuple[str, str]] = {
    "explain_unknown_parameter": ("没有自然参数或杠杆的名称含“{given}”；{help}",
                                  "no natural parameter or lever has {given} in its name; {help}"),
    "explain_bad_range": ("{name}：{given} 不是范围；写作 下限..上限，如 savings=15..30；名称见 fuhua fields",
                          "{name}: {given} is no range; write low..high, as in savings=15..30; names: fuhua fields"),
    "explain_empty_range": ("{name}：{given} 是空的；下限要小于上限", "{name}: {given} is empty; the lower end comes first"),
}
