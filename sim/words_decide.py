"""What the page Decide says: two policies held against each other."""

WORDS: dict[str, tuple[str, str]] = {
    "page_decide": ("决策", "Decide"),
    "side_changed": ("{policy}（已调整）", "{policy}, changed"),
    "side_changed_baseline": ("{policy}（基准，已调整）", "{policy}, changed baseline"),
    "side_set_on_page": ("在决策页上设定", "set on the page Decide"),
    "address_not_number": ("{name} 须为数字，现为 {given}", "{name} must be a number, not {given}"),
    "address_not_name": ("{given} 不是名称", "{given} is no name"),
}
