"""What the pages in the browser say, and the command that serves them."""

WORDS: dict[str, tuple[str, str]] = {
    "help_serve": (
        "在浏览器中打开：观看一份方案逐月运行，随时调整政策杠杆。\n\n"
        "FOLDER 是自己的方案文件夹，可列多个，与自带方案一并可选。只在本机可访问，不需联网；按 Ctrl-C 结束。\n\n"
        "\b\n"
        "  fuhua serve\n"
        "  fuhua serve mycity --port 9000\n"
        "  fuhua serve --host 0.0.0.0 --no-open     供本单位其他电脑访问，须凭口令",
        "Open it in the browser: watch a plan month by month and move its levers while it runs.\n\n"
        "FOLDER is a plan of your own, or several, offered beside those that come along. Only this machine can open the pages, and "
        "no network is needed; Ctrl-C ends it.\n\n"
        "\b\n"
        "  fuhua serve\n"
        "  fuhua serve mycity --port 9000\n"
        "  fuhua serve --host 0.0.0.0 --no-open     for other machines in the office, who need the token",
    ),
    "option_port": (
        "端口（默认 8765 起第一个空闲的）",
        "port (default: the first free one from 8765)",
    ),
    "option_host": (
        "监听地址（默认 127.0.0.1，仅本机；其他地址须凭口令访问）",
        "address to listen on (default: 127.0.0.1, this machine only; any other asks for a token)",
    ),
    "option_no_open": ("不自动打开浏览器", "do not open the browser"),
    "serve_starting": ("正在启动…", "Starting ..."),
    "serve_ready": (
        "请在浏览器中打开：{where}\n按 Ctrl-C 结束。",
        "Open in the browser: {where}\nCtrl-C ends it.",
    ),
    "serve_ended": ("已结束。", "Ended."),
    "serve_needs_viz": (
        '浏览器页面需要另装组件：pip install "fuhua[viz]"（用 start.py 则自动安装）',
        'the pages need more packages: pip install "fuhua[viz]" (start.py installs them by itself)',
    ),
    "serve_port_taken": (
        "端口 {port} 不能使用（{detail}）；请换一个 --port，或不写 --port 由程序选择",
        "port {port} cannot be used ({detail}); choose another --port, or leave it out and one is found",
    ),
    "serve_port_forbidden": (
        "端口 {port} 须有系统权限；请用 1024 以上的端口",
        "port {port} needs the system's permission; use one above 1024",
    ),
    "serve_no_port": (
        "端口 {first} 至 {last} 均被占用；请用 --port 指定",
        "ports {first} to {last} are all in use; name one with --port",
    ),
    "serve_no_host": (
        "本机没有地址 {host}；请用 127.0.0.1（仅本机）或 0.0.0.0（本机全部地址）",
        "this machine has no address {host}; use 127.0.0.1 (this machine only) or 0.0.0.0 (all its addresses)",
    ),
    "serve_no_token": (
        "请用启动服务时显示的完整网址打开（含口令）。",
        "Open the whole address that was shown when the server was started (it has a token).",
    ),
    "serve_not_this_page": (
        "此请求不是从本服务的页面发出的，已拒绝。",
        "This request does not come from a page of this server, so it is refused.",
    ),
    "address_refused": ("关于此网址：{fault}", "About this address: {fault}"),
    "address_too_long": ("网址超过 {most} 个字符", "it is longer than {most} characters"),
    "address_too_many": ("网址所含内容超过 {most} 项", "it asks for more than {most} things"),
    "address_made_otherwise": (
        "该链接由另一版本的程序或方案文件生成（{given}，此处为 {here}），数字可能与当时不同",
        "the link was made by another version of the program or of the plan's files ({given}, here {here}); numbers may differ",
    ),
    "address_unknown": ("没有 {name} 这一项", "nothing here is called {name}"),
    "address_not_one_of": (
        "{name} 不能是 {given}；可用：{words}",
        "{name} cannot be {given}; choose from: {words}",
    ),
    "address_no_plan": ("没有方案 {given}；{help}", "there is no plan {given}; {help}"),
    "address_no_policy": (
        "方案 {plan} 没有政策 {given}；{help}",
        "the plan {plan} has no policy {given}; {help}",
    ),
    "address_not_whole": (
        "{name} 须为 {low} 至 {high} 的整数，现为 {given}",
        "{name} must be a whole number from {low} to {high}, not {given}",
    ),
    "address_lever": ("{name}：{detail}", "{name}: {detail}"),
    "shell_pages": ("页面", "Pages"),
    "shell_language": ("语言", "Language"),
    "shell_foot": (
        "孵化 {version} · 程序摘要 {digest} · 这是模型在其假设下的结果，不是预测",
        "Fuhua {version} · source {digest} · results of a model under its assumptions, not a forecast",
    ),
    "page_watch": ("观看", "Watch"),
    "stage_waiting": ("正在等候…", "Waiting ..."),
    "stage_loading": (
        "正在载入模型（首次使用须编译，约 50 秒）…",
        "Loading the model (compiled on first use, about 50 seconds) ...",
    ),
    "work_too_long": (
        "运行超过 {minutes} 分钟，已停止；请减少运行次数，或改用命令行 fuhua run",
        "it took more than {minutes} minutes and was ended; ask for fewer runs, or use the command line, fuhua run",
    ),
    "work_too_many": (
        "服务器正忙（已有 {most} 项运行），请稍后再试",
        "the server is busy with {most} pieces of work; try again later",
    ),
    "work_too_large": (
        "运行 {runs} 次超出页面允许的 1 至 {most} 次；更多请用命令行 fuhua run --runs",
        "{runs} runs are not within the 1 to {most} a page may ask for; use the command line for more, fuhua run --runs",
    ),
    "work_failed": (
        "程序出错，已停止；请把服务器窗口中的记录发给开发者。{detail}",
        "the program failed; please send its developers what the server's window shows. {detail}",
    ),
    "watch_controls": ("运行控制", "Controls"),
    "watch_plan": ("方案", "Plan"),
    "watch_policy": ("政策", "Policy"),
    "watch_play": ("播放", "Play"),
    "watch_pause": ("暂停", "Pause"),
    "watch_step": ("单步", "Step"),
    "watch_reset": ("重来", "Reset"),
    "watch_speed": ("速度", "Speed"),
    "watch_pace": ("每秒 {months} 个月", "{months} months a second"),
    "watch_fastest": ("最快", "as fast as it goes"),
    "watch_progress": ("第 {lived} 月，共 {months} 月", "month {lived} of {months}"),
    "watch_too_many": (
        "本服务器同时最多有 {most} 次运行，请稍后再试",
        "this server holds {most} runs at most; try again later",
    ),
    "lever_title": ("政策杠杆", "Levers"),
    "lever_hint": ("移动后从下一个月起生效。", "A lever acts from the next month on."),
    "lever_find": ("查找", "Find"),
    "lever_district": ("片区", "District"),
    "lever_all": ("全部（显示均值）", "all (mean shown)"),
    "lever_used": ("只列方案用到的", "only those in use"),
    "lever_none": ("没有符合的杠杆。", "No lever fits."),
    "lever_bounds": ("范围", "bounds"),
    "lever_neutral": ("中性值", "neutral"),
    "lever_in_plan": ("本方案 {places}", "this plan {places}"),
    "lever_in_others": ("本方案未提到；见{plans}", "not named by this plan, but by {plans}"),
    "lever_assumed": ("公开方案均未提到（假设）", "named by no published plan (assumed)"),
    "chart_ladder": ("企业梯次", "The ladder"),
    "chart_flows": ("梯次流动（近十二个月）", "Moves between rungs (twelve months)"),
    "chart_flows_words": (
        "升级 {climbed} 家，降级 {fell} 家，新来 {came} 家，离开 {left} 家。左为一年前（或开始时），右为现在。",
        "{climbed} firms climbed, {fell} fell back, {came} came, {left} left. Left: a year ago (or at the start); "
        "right: now.",
    ),
    "places_title": (
        "片区与载体（示意：方案未给坐标）",
        "Districts and facilities (a scheme: plans give no coordinates)",
    ),
    "places_words": (
        "开放载体 {facilities} 家（另有 {planned} 家待开），可孵化面积 {area} 平方米，使用 {full}，在孵企业 {tenants} 家。"
        "按片区列出，面积大者在前，底色为使用比例；点击可看详情。",
        "{facilities} facilities open ({planned} to come), {area} sq m for tenants, {full} in use, {tenants} tenants. "
        "By district, the largest first, filled as far as they are used; click for more.",
    ),
    "places_full": ("使用 {full}", "{full} in use"),
    "places_planned": ("待开", "to come"),
    "places_closed": ("已关闭", "closed"),
    "places_rest": ("其余 {count} 家", "{count} more"),
    "chart_births": ("企业来去", "Firms that come and go"),
    "chart_funds": ("基金可投资金与投资", "Funds: money to invest, and deals"),
    "chart_funds_words": ("，可投资金 {money} 亿元", ", 100 million yuan to invest: {money}"),
    "chart_talent": ("人才来去", "People who come and go"),
    "chart_money": ("财政支出（累计，万元）", "Public money so far (万元)"),
    "chart_money_rest": ("其余", "the rest"),
    "chart_money_words": ("自方案开始共支出 {total}。", "{total} since the plan began."),
    "chart_now": ("{month}：{now}", "{month}: {now}"),
    "chart_not_begun": ("尚未开始，按“播放”或“单步”。", "Not begun yet: press Play or Step."),
    "unit_hundred_million": ("亿元", "100 million yuan"),
    "looked_title": (
        "看一家企业、一支基金、一个载体或一个人",
        "Look at a firm, a fund, a facility or a person",
    ),
    "looked_hint": (
        "从下面选一个，或点击示意图中的载体；其中的名字都可再点。",
        "Choose one below, or click a facility in the scheme; every name leads on.",
    ),
    "looked_story": ("经历", "Story"),
    "looked_tell": ("讲述这家企业的经历与原因", "Tell this firm's story, with the reasons"),
    "looked_telling": ("正在重新经历一遍… {share}", "Living it again ... {share}"),
    "looked_state": ("现状", "now"),
    "looked_ties": ("相关", "Ties"),
    "looked_staff": ("研发人员", "Its researchers"),
    "looked_of": ("（共 {count}）", " ({count} in all)"),
    "looked_bought": ("向{firm}投资 {amount}，占 {share}", "buys {share} of {firm} for {amount}"),
    "looked_bought_firms": ("所投企业", "What it bought"),
    "looked_promised": ("计划开放", "is promised for this month"),
    "looked_opened": ("开放", "opens"),
    "looked_shut": ("关闭", "closes"),
    "looked_kind": ("类型", "kind"),
    "looked_owner": ("业主", "owner"),
    "looked_level": ("级别", "level"),
    "looked_district": ("片区", "district"),
    "looked_tenants": ("在孵企业", "Tenants"),
    "looked_firms": ("所在与所创企业", "Firms it works in or founded"),
    "looked_came": ("来到本地", "comes to the region"),
    "looked_founded": ("创办{firm}", "founds {firm}"),
    "looked_ended": ("{firm}：{how}", "{firm}: {how}"),
    "looked_departed": ("离开本地", "has left the region"),
    "looked_person": ("{kind} {row} 号", "{kind} no. {row}"),
    "looked_founder": ("创办或经营企业", "founds or runs a firm"),
    "looked_seeking": ("求职", "looks for work"),
    "looked_outside": ("在模型外单位工作", "works outside the model"),
    "looked_employed": ("在创业企业工作", "works in a startup"),
    "looked_largest": ("营收最大的企业", "Largest firms by sales"),
    "looked_newest": ("最新的企业", "Newest firms"),
    "looked_funds": ("可投资金最多的基金", "Funds with most to invest"),
    "looked_facilities": ("企业最多的载体", "Facilities with most tenants"),
}

SHORT = {  # measures as a legend has room for them
    "teams": ("团队", "teams"),
    "micro": ("微企", "micro"),
    "tech_sme": ("科小", "tech SME"),
    "high_tech": ("高企", "high-tech"),
    "strong": ("强企", "strong"),
    "founded": ("新创", "founded"),
    "attracted": ("引进", "moved in"),
    "closed": ("关闭", "closed"),
    "gave_up": ("放弃", "gave up"),
    "sold": ("被并购", "sold"),
    "moved": ("外迁", "moved away"),
    "fund_money": ("可投资金", "to invest"),
    "deals": ("投资笔数", "deals"),
    "funds": ("基金机构", "funds"),
    "talent_came": ("流入", "came"),
    "talent_left": ("流出", "left"),
    "talent": ("人才总量", "in all"),
}
PEOPLE = (
    ("学生", "Student"),
    ("青年专业人才", "Young professional"),
    ("工程师", "Engineer"),
    ("管理人才", "Manager"),
    ("科研人员", "Scientist"),
    ("领军人才", "Leading person"),
)
FACILITIES = (
    ("众创空间", "makerspace"),
    ("孵化器", "incubator"),
    ("加速器", "accelerator"),
    ("产业园", "park"),
)
OWNERS = (
    ("政府", "government"),
    ("高校", "university"),
    ("科研院所", "institute"),
    ("龙头企业", "leading firm"),
    ("社会资本", "private"),
)
LEVELS = (("未认定", "none"), ("市级", "city"), ("省级", "provincial"), ("国家级", "national"))
