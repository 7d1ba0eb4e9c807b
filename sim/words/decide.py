"""What the page Decide says: two policies held against each other."""

WORDS: dict[str, tuple[str, str]] = {
    "page_decide": ("决策", "Decide"),
    "side_changed": ("{policy}（已调整）", "{policy}, changed"),
    "side_changed_baseline": ("{policy}（基准，已调整）", "{policy}, changed baseline"),
    "side_set_on_page": ("在决策页上设定", "set on the page Decide"),
    "address_not_number": ("{name} 须为数字，现为 {given}", "{name} must be a number, not {given}"),
    "address_not_name": ("{given} 不是名称", "{given} is no name"),
    "shown_as_table": ("以表格显示", "As a table"),
    # choosing
    "decide_choose": ("比较什么", "What is compared"),
    "decide_plan": ("方案", "Plan"),
    "decide_against": ("基准", "Baseline"),
    "decide_policy": ("政策", "Policy"),
    "decide_swap": ("对调", "Swap"),
    "decide_runs": ("每边运行次数", "Runs a side"),
    "decide_seed": ("随机种子", "Seed"),
    "decide_copy": ("复制链接", "Copy link"),
    "decide_copied": ("已复制", "Copied"),
    "decide_side": ("调整哪一边", "Which side to change"),
    "decide_levers_hint": (
        "移动后在所有片区自首月起生效，取代政策原来分片区、分时间的安排；两边重新比较。未移动者所示为末月各片区均值。",
        "A moved lever acts in every district from the first month on, in place of what the policy says by district and "
        "date; both sides are compared anew. Others show the mean of the districts in the last month.",
    ),
    "lever_back": ("恢复原值", "As in the policy"),
    "decide_alike": (
        "两边完全相同，没有可比的。请换一项政策，或移动一个杠杆。",
        "Both sides are the same, so there is nothing to compare. Choose another policy, or move a lever.",
    ),
    # how far it is
    "decide_preparing": ("正在准备…", "Preparing ..."),
    "decide_running": ("两边各运行 {of} 次，已完成 {done} 次", "{done} of {of} runs a side"),
    "decide_running_left": (
        "两边各运行 {of} 次，已完成 {done} 次，约剩 {left}",
        "{done} of {of} runs a side, about {left} to go",
    ),
    "decide_seconds": ("{count} 秒", "{count} s"),
    "decide_minutes": ("{count} 分钟", "{count} min"),
    "decide_whole": ("两边各 {done} 次运行已全部完成。", "All {done} runs a side are done."),
    "decide_halted": (
        "已停止：完成 {done} 次，共 {of} 次。以下为已完成部分的结果。",
        "Stopped after {done} of {of} runs. What follows is what these say.",
    ),
    "decide_stop": ("停止", "Stop"),
    "decide_on": ("继续", "Go on"),
    # what it says
    "decide_short": ("结论", "In short"),
    "gauge_title": ("各项目标达到的概率", "How likely each target is met"),
    "gauge_together": ("成效目标全部达到", "all outcome targets together"),
    "gauge_target": ("目标", "target"),
    "gauge_gap": ("相差\n（百分点）", "gap\n(points)"),
    "gauge_inputs": ("投入类目标", "targets for what is put in"),
    "gauge_range": ("{low} 至 {high}", "{low} to {high}"),
    "gauge_note": (
        "条形为达到目标的运行所占比例，细线为其 95% 区间（Wilson）；相差为配对差值及其 95% 区间。",
        "Bars: share of runs that meet the target; thin lines: its 95 % interval (Wilson). Gaps are paired, with "
        "their 95 % interval.",
    ),
    "decide_gaps": (
        "主要差别（平均值；差值下为 95% 区间）",
        "What differs most to look at (means; 95 % intervals below the gaps)",
    ),
    "decide_counted": ("各成效目标所计的数值", "what the outcome targets count"),
    "decide_gap": ("相差", "difference"),
    "decide_money": (
        "财政支出用在哪里（万元，各次运行平均）",
        "What public money is spent on (万元, mean of the runs; 万元 = CNY 10,000)",
    ),
    "decide_paid_for": ("支出", "paid for"),
    "decide_money_words": (
        "合计：“{baseline}”{first} 万元，“{policy}”{second} 万元。",
        'In all: {first} 万元 under "{baseline}", {second} 万元 under "{policy}".',
    ),
    "decide_moves": (
        "谁受损、谁得益：与基准逐家对照的存活企业",
        "Who loses and who gains: surviving firms, one by one against the baseline",
    ),
    "decide_gone": ("不再存活", "gone"),
    "decide_new": ("新存活", "new"),
    "decide_moves_words": (
        "平均 {lost} 家不再存活，{gained} 家新存活，净变化 {net} 家。",
        "On average {lost} firms are gone and {gained} are new: {net} in all.",
    ),
    # what can be taken away
    "decide_files": ("下载", "Take away"),
    "decide_file_html": ("报告（网页）", "Report (HTML)"),
    "decide_file_docx": ("报告（Word）", "Report (Word)"),
    "decide_file_csv": ("各项差别（CSV）", "All differences (CSV)"),
    "decide_file_zip": ("全部数据（ZIP）", "All data (ZIP)"),
    "decide_file_toml": ("政策文件：{policy}", "Policy file: {policy}"),
    "decide_toml_hint": (
        "政策文件放入方案文件夹 {plan} 的 policies 中，即可用于 fuhua check、run 和 compare。",
        "Put a policy file into the folder policies of the plan {plan}; fuhua check, run and compare then know it.",
    ),
    "decide_origin": (
        "命令行复现：{command} · 程序摘要 {source} · 基准 {first} · 政策 {second}",
        "The same on the command line: {command} · source {source} · baseline {first} · policy {second}",
    ),
}
