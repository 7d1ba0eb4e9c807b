"""What is said where a plan is explained: what moves it, where it fails, what its parts add, what is worth knowing."""

WORDS: dict[str, tuple[str, str]] = {
    # commands
    "topic_explain": ("解释方案", "Explain"),
    "help_sensitivity": (
        "哪些未知数左右结果：先对全部自然参数作 Morris 筛选，再对影响最大的几项计算 Sobol 指数，运气的影响另列。\n\n"
        "每一点都用同样的几次运行（同样的运气），所以差别只来自参数。中断后再执行同一命令会接着运行。\n\n"
        "\b\n"
        "  fuhua sensitivity xuchang --dry-run                       要运行多少次、约多久\n"
        "  fuhua sensitivity xuchang --vary 创业 --outcome X-T15     只变动名称含“创业”的参数\n"
        "  fuhua sensitivity xuchang --vary savings=15..30 --levers  自定范围；同时变动各项政策的力度",
        "Which unknowns move the outcomes: Morris screening of all natural parameters, then Sobol indices of those that matter "
        "most; what is luck is told apart.\n\n"
        "All points are lived by the same runs (the same luck), so that only the parameters differ. The same command goes on "
        "where it was stopped.\n\n"
        "\b\n"
        "  fuhua sensitivity xuchang --dry-run                       how many runs, how long\n"
        "  fuhua sensitivity xuchang --vary founding --outcome X-T15 only parameters with that word in their name\n"
        "  fuhua sensitivity xuchang --vary savings=15..30 --levers  a range of one's own; the plan's levers too",
    ),
    "help_discover": (
        "方案在哪些情形下达不到目标：在许多种未来里各运行一次，用 PRIM 和 CART 找出失败的条件，并在另一半未来上检验。\n\n"
        "给出方案名则新做一批未来；给出已有的试验文件夹则用其中的运行。\n\n"
        "\b\n"
        "  fuhua discover xuchang                                    各项目标\n"
        '  fuhua discover xuchang --when X-T15 --when "jobs < 75000"\n'
        "  fuhua discover results/fund-size --policy plan            已有试验",
        "In which futures the plan fails: it is lived in many futures; PRIM and CART find the rule on one half of them, and "
        "the other half tests it.\n\n"
        "Given a plan, futures are drawn anew; given the folder of a study, its runs are used.\n\n"
        "\b\n"
        "  fuhua discover xuchang                                    every target\n"
        '  fuhua discover xuchang --when X-T15 --when "jobs < 75000"\n'
        "  fuhua discover results/fund-size --policy plan            a study that is there",
    ),
    "help_attribute": (
        "方案各部分各贡献多少：按政策工具类别（或逐项杠杆）分摊结果的变化（沙普利值），各部分之和恰等于总变化。\n\n"
        "各组合都遇到同样的运气。部分不多于 7 个时计算全部组合，更多时抽取先后次序。\n\n"
        "\b\n"
        "  fuhua attribute xuchang --outcome high_tech\n"
        "  fuhua attribute xuchang --by lever --orders 10 --outcome X-T05",
        "What each part of a plan adds: the change of an outcome shared out among kinds of instruments, or single levers "
        "(Shapley values); the shares add up to the change exactly.\n\n"
        "All combinations meet the same luck. Up to 7 parts all combinations are lived; of more, orders are drawn.\n\n"
        "\b\n"
        "  fuhua attribute xuchang --outcome high_tech\n"
        "  fuhua attribute xuchang --by lever --orders 10 --outcome X-T05",
    ),
    "help_voi": (
        "哪项未知数最值得先弄清：在许多种未来里比较各政策，算出弄清一项（EVPPI）或全部（EVPI）未知数会改变什么选择、值多少。\n\n"
        "\b\n"
        "  fuhua voi xuchang                                         比较全部政策，看期末高企数\n"
        "  fuhua voi xuchang --policies plan,fund-first --by jobs --price 5   每个岗位计 5 万元，减去财政支出",
        "Which unknown is most worth knowing: policies are compared in many futures; what choice would change if one unknown "
        "(EVPPI) or all (EVPI) were known, and what that is worth.\n\n"
        "\b\n"
        "  fuhua voi xuchang                                         all policies, by high-tech firms at the end\n"
        "  fuhua voi xuchang --policies plan,fund-first --by jobs --price 5   a job at 5万元, less the public outlay",
    ),
    "option_outcome": (
        "看哪个结果：变量名或目标编号，可多次给出（默认：各成效目标、高企与就业）",
        "an outcome: its name or a target's id; may be repeated (default: the outcome targets, high-tech firms, jobs)",
    ),
    "option_vary": (
        "变动哪些未知数：名称或其中的词，也可写 名称=下限..上限；可多次给出（默认：全部自然参数）",
        "unknowns to vary: a name, a word in names, or NAME=LOW..HIGH; may be repeated (default: all natural parameters)",
    ),
    "option_levers": (
        "也变动方案各项杠杆的力度（方案数值的倍数）",
        "also vary the plan's levers, as multiples of what it sets",
    ),
    "option_factor": (
        "未给范围的未知数在其值的 1/X 到 X 倍之间变动（默认 1.5），不越出声明的上下限",
        "unknowns without a range go from 1/X to X times their value (default: 1.5), within declared bounds",
    ),
    "option_trajectories": ("筛选走多少条路径（默认 4）", "walks of the screening (default: 4)"),
    "option_keep": (
        "筛选后保留几项计算指数（默认 6）",
        "how many unknowns get indices (default: 6)",
    ),
    "option_size": (
        "指数设计的大小，2 的幂（默认 64）；0 表示只筛选",
        "size of the design for indices, a power of 2 (default: 64); 0: only screening",
    ),
    "option_runs_each": (
        "每种情形运行几次（默认 {default}）",
        "runs of each variation (default: {default})",
    ),
    "option_futures": ("多少种未来（默认 {default}）", "how many futures (default: {default})"),
    "option_when": (
        '什么算失败：目标编号（未达到），或 "结果 < 数"、"结果 > 数"；可多次给出（默认：每项成效目标）',
        'what counts as failing: a target\'s id (missed), or "OUTCOME < X", "OUTCOME > X"; may be repeated '
        "(default: each outcome target)",
    ),
    "option_by_part": (
        "按什么分：kind 政策工具类别（默认），lever 逐项杠杆",
        "parts: kind of instrument (default) or lever",
    ),
    "option_orders": (
        "部分多于 7 个时抽取多少种先后次序（默认 20）；0 表示计算全部组合",
        "orders drawn where there are more than 7 parts (default: 20); 0: all combinations",
    ),
    "option_policies": (
        "比较哪些政策，用逗号分开（默认全部）",
        "policies to choose among, with commas (default: all)",
    ),
    "option_objective": (
        "按哪个结果选择，越多越好（默认 high_tech）",
        "the outcome to choose by, more being better (default: high_tech)",
    ),
    "option_price": (
        "一个单位结果值多少万元；给出则比较“价值减财政支出”",
        "what one of it is worth, 万元; the objective is then value less public outlay",
    ),
    "metavar_study": ("方案或试验文件夹", "PLAN|STUDY"),
    # mistakes
    "explain_unknown_parameter": (
        "没有自然参数或杠杆的名称含“{given}”；{help}",
        "no natural parameter or lever has {given} in its name; {help}",
    ),
    "explain_bad_range": (
        "{name}：{given} 不是范围；写作 名称=下限..上限，如 savings=15..30；名称见 fuhua fields",
        "{name}: {given} is no range; write low..high, as in savings=15..30; names: fuhua fields",
    ),
    "explain_empty_range": (
        "{name}：{given} 是空的；下限要小于上限",
        "{name}: {given} is empty; the lower end comes first",
    ),
    "explain_bad_condition": (
        '“{given}”看不懂；写目标编号（如 X-T15），或 "结果 < 数"，如 "jobs < 75000"',
        '{given} is not understood; write a target\'s id, as X-T15, or "OUTCOME < X", as "jobs < 75000"',
    ),
    "explain_bad_number": ("{given} 不是大于 {above} 的数", "{given} is no number above {above}"),
    "explain_power_of_two": (
        "--size {given} 不是 2 的幂；例如 {near}",
        "--size {given} is no power of 2; take {near}, for example",
    ),
    "explain_needs": (
        '这个命令需要 {library}：请安装 pip install "fuhua[research]"',
        'this command needs {library}: pip install "fuhua[research]"',
    ),
    "explain_too_few": (
        "只有 {count} 项未知数可变动，至少要 {least} 项；请用 --vary 多给几项",
        "only {count} unknowns vary, and it takes {least}; name more of them with --vary",
    ),
    "explain_too_small": (
        "只有 {count} 种未来，分成两半后太少；至少要 {least} 种",
        "{count} futures are too few to be halved; it takes {least}",
    ),
    "explain_study_has": (
        "{folder} 是已有的试验，{options} 不起作用；请去掉，或给出方案名以新做一批未来",
        "{folder} is a study that is there, so {options} can do nothing; leave it out, or name a plan to draw futures",
    ),
    "explain_stopped": (
        "已完成的运行都已保存；再执行同一命令会接着运行。",
        "The runs done are kept; the same command goes on from there.",
    ),
    "explain_no_design": (
        "{folder} 没有变动任何量，无从区分情形；请给出带 [vary] 的试验，或给出方案名",
        "{folder} varies nothing, so its futures cannot be told apart; name a study that varies something, or a plan",
    ),
    "explain_no_policy": (
        "{folder} 中没有政策 {given}；可用：{known}",
        "{folder} has no policy {given}; choose from {known}",
    ),
    "explain_too_many_parts": (
        "{parts} 个部分的组合太多，最多 {most} 个；请去掉 --orders 0，或改用 --by kind",
        "{parts} parts have too many combinations, {most} are the most; leave out --orders 0, or take --by kind",
    ),
    "explain_no_parts": (
        "{plan}（{policy}）没有设定任何杠杆或载体，没有可分摊的部分",
        "{plan} ({policy}) sets no lever and promises no facility: it has no parts",
    ),
    "explain_one_policy": (
        "只有一份政策，无从选择；请用 --policies 给出至少两份",
        "there is but one policy to choose; name two with --policies",
    ),
    "explain_runs_failed": (
        "有 {count} 次运行失败，缺了它们无法计算；第一个错误：{error}。已完成的运行保存在 {folder}",
        "{count} runs failed and nothing can be worked out without them; the first said: {error}. The others are "
        "kept in {folder}",
    ),
    # what all share
    "explain_title": ("{what}：{plan}", "{what}: {plan}"),
    "explain_policy": ("，{policy}", ", {policy}"),
    "explain_a_month": ("每月 {share} %", "{share} % a month"),
    "explain_a_year": ("每年 {share} %", "{share} % a year"),
    "explain_cost": (
        "需要 {runs} 次运行，每次约 {each} 秒；{jobs} 个进程约 {time}（已有的运行不重复）",
        "{runs} runs of about {each} s each: about {time} on {jobs} processes (runs already kept are not repeated)",
    ),
    "explain_kept": (
        "各次运行保存在 {folders}；用 fuhua query 查询",
        "The runs are kept in {folders}; ask them with fuhua query",
    ),
    "explain_points": ("{points} 个百分点", "{points} points"),
    "explain_left_out": (
        "有 {count} 次运行失败，所在的未来未计入。",
        "{count} runs failed; their futures are left out.",
    ),
    "explain_rises": ("增加 {size}", "rises by {size}"),
    "explain_falls": ("减少 {size}", "falls by {size}"),
    "explain_and": ("、", "; "),
    "column_outcome": ("结果", "outcome"),
    # sensitivity
    "sensitivity_title": ("什么左右结果", "What moves the outcomes"),
    "sensitivity_how": (
        "{count} 项未知数，{trajectories} 条路径，每点 {runs} 次运行，种子 {seed}",
        "{count} unknowns, {trajectories} walks, {runs} runs a point, seed {seed}",
    ),
    "sensitivity_column_most": (
        "影响最大的未知数（由下限到上限的平均变化）",
        "moved most by (mean change from low to high)",
    ),
    "sensitivity_column_tell": ("超出运气", "above luck"),
    "sensitivity_column_unknown": ("未知数", "unknown"),
    "sensitivity_column_range": ("取值范围", "range"),
    "sensitivity_column_effect": ("由低到高的变化", "low to high"),
    "sensitivity_column_luck": ("仅运气", "luck alone"),
    "sensitivity_column_alone": ("单独占方差", "alone"),
    "sensitivity_column_all": ("连同交互", "in all"),
    "sensitivity_moves": (
        "{outcome}：影响最大的是“{first}”，由 {low} 升到 {high} 时平均{change}；{all} 项未知数中有 {count} "
        "项的影响超出运气。",
        '{outcome}: moved most by "{first}"; from {low} to {high} it {change} on the average. Of {all} unknowns '
        "{count} move it by more than luck would.",
    ),
    "sensitivity_parts": (
        "单次运行之间的差异，保留的 {kept} 项未知数占 {unknowns}，运气占 {luck}；“{first}”（连同交互）"
        "的份额随设计加大依次为 {steps}，均值中剩余的运气为 {left}。",
        "Of the variance between single runs the {kept} unknowns kept make {unknowns} and luck {luck}; the part of "
        '"{first}", with all it does together with others, came out as {steps} as the design grew (luck left in the '
        "means: {left}).",
    ),
    "sensitivity_still": (
        "没有任何一项未知数的影响超出运气：{outcomes}。",
        "No unknown moves these by more than luck would: {outcomes}.",
    ),
    "sensitivity_caveat": (
        "取值范围是假定的或自行给定的，并不代表可能性；范围越宽，影响越大。",
        "Ranges are assumed or given; they are no likelihoods, and a wider range makes a larger effect.",
    ),
    "sensitivity_figure_screening": (
        "未知数由下限到上限时结果的变化（斜线：越大越低；竖线：仅凭运气的变化）",
        "Change of outcomes as an unknown crosses its range (hatched: more of it lowers; stroke: beyond "
        "luck)",
    ),
    "sensitivity_figure_indices": (
        "各未知数在方差中的份额：深色单独、浅色连同交互；圆圈为四分之一与一半的设计",
        "Parts of the variance: alone (dark) and in all (pale); circles: a quarter and half of the design",
    ),
    # discovery
    "discover_title": ("在哪些情形下失败", "Where it fails"),
    "discover_how": (
        "{count} 项未知数，{runs} 次运行；规则由一半得出，在另一半上检验",
        "{count} unknowns, {runs} runs; rules are learnt on one half and tested on the other",
    ),
    "discover_column_what": ("情形", "what happens"),
    "discover_column_share": ("占全部", "of all"),
    "discover_column_rule": ("规则", "rule"),
    "discover_column_density": ("规则之内", "inside"),
    "discover_column_coverage": ("覆盖", "covers"),
    "discover_no_rule": ("没有规则", "no rule"),
    "discover_by": ("{method}", "{method}"),
    "discover_by_chance": ("；检验不通过", "; fails the test"),
    "discover_rule": (
        "{what}：占全部未来的 {share}。当{rule}时，{density} 的未来{then}；此类情形有 {coverage} 落在这条规则之内。",
        "{what} in {share} of all futures. Where {rule}, {then} in {density} of futures; the rule holds {coverage} of such "
        "futures.",
    ),
    "discover_share": ("{what}（{share}）", "{what} ({share})"),
    "discover_without": ("未找到经得起检验的规则：{what}。", "No rule stood the test for: {what}."),
    "discover_always": ("所有未来无一例外：{what}。", "In every future: {what}."),
    "discover_never": ("没有一种未来出现：{what}。", "In no future: {what}."),
    "discover_caveat": (
        "未来由各未知数的取值范围均匀抽取，百分比是这些未来中的份额，不是可能性。",
        "Futures are drawn evenly from the ranges of the unknowns: percentages are shares of these futures, not "
        "likelihoods.",
    ),
    "discover_missed": ("“{target}”未达到", '"{target}" is missed'),
    "discover_reached": ("“{target}”达到", '"{target}" is reached'),
    "discover_not_all": ("成效目标未全部达到", "some outcome target is missed"),
    "discover_all": ("成效目标全部达到", "all outcome targets are reached"),
    "discover_below": ("“{what}”低于 {line}", '"{what}" is below {line}'),
    "discover_above": ("“{what}”高于 {line}", '"{what}" is above {line}'),
    "discover_within": ("“{what}”在 {low} 与 {high} 之间", '"{what}" is between {low} and {high}'),
    "discover_and": ("且", " and "),
    "discover_figure": (
        "各未来按规则的前两项排列（叉：发生；圈：未发生；方框：规则）",
        "Futures by the first two unknowns of the rule (cross: it happens; circle: it does not; box: the rule)",
    ),
    # attribution
    "attribute_title": ("方案各部分的贡献", "What each part adds"),
    "attribute_how": (
        "{parts} 个部分，每种组合 {runs} 次运行，种子 {seed}；{how}",
        "{parts} parts, {runs} runs of each combination, seed {seed}; {how}",
    ),
    "attribute_all": ("计算了全部组合", "all combinations"),
    "attribute_sampled": (
        "抽取 {orders} 种先后次序（含倒序）",
        "{orders} orders drawn, each also backwards",
    ),
    "attribute_facilities": ("承诺的载体", "facilities promised"),
    "attribute_other": ("其他", "other"),
    "attribute_column_part": ("部分", "part"),
    "attribute_column_adds": ("贡献", "adds"),
    "attribute_column_of": ("占合计", "of total"),
    "attribute_column_total": ("方案合计", "the whole plan"),
    "attribute_column_most": ("贡献最大的部分", "most from"),
    "attribute_adds": (
        "{outcome}：没有方案时为 {nothing}，有方案时{total}；贡献最大的是“{first}”（{value}）。",
        "{outcome}: {nothing} without the plan; with it, it {total}, most through {first} ({value}).",
    ),
    "attribute_still": ("方案没有改变：{outcomes}。", "The plan does not change: {outcomes}."),
    "attribute_idle": (
        "对这些结果毫无作用的部分：{parts}。",
        "Parts that do nothing for these outcomes: {parts}.",
    ),
    "attribute_caveat": (
        "各部分相互依赖时，共同的作用平均分给双方；贡献不等于单独取消该部分的损失。",
        "Where parts need each other, what they do together is shared evenly; a share is not what would be lost by "
        "dropping that part alone.",
    ),
    "attribute_figure": (
        "方案各部分的贡献（斜线：减少；误差线：95 % 区间）",
        "What each part of the plan adds (hatched: takes away; whiskers: 95 %)",
    ),
    # value of information
    "voi_title": ("哪项未知数最值得先弄清", "What is most worth knowing"),
    "voi_how": (
        "{policies} 份政策，{count} 项未知数，{futures} 种未来，各 {runs} 次运行，种子 {seed}",
        "{policies} policies, {count} unknowns, {futures} futures, {runs} runs each, seed {seed}",
    ),
    "voi_net": (
        "{what}（每单位 {price} 万元）减财政支出",
        "{what} (at {price} 万元 each) less public outlay",
    ),
    "voi_column_policy": ("政策", "policy"),
    "voi_column_mean": ("平均（{unit}）", "mean ({unit})"),
    "voi_column_worth": ("弄清的价值（{unit}）", "worth ({unit})"),
    "voi_column_choice": ("届时如何选择", "what to choose then"),
    "voi_semicolon": ("；", "; "),
    "voi_at_first": ("较低时选“{policy}”", "where it is low, {policy}"),
    "voi_always": ("始终选“{policy}”", "always {policy}"),
    "voi_from": ("自 {line} 起选“{policy}”", "from {line} on, {policy}"),
    "voi_best": (
        "按现有了解应选“{policy}”：{objective}平均为 {mean}。",
        "As things are known, choose {policy}: {objective}, {mean} on the average.",
    ),
    "voi_all": (
        "若全部未知数都能事先弄清再选，平均可多得 {low} 至 {high}。",
        "If all unknowns could be known before choosing, {low} to {high} more would be had on the average.",
    ),
    "voi_first": (
        "最值得先弄清的是“{unknown}”，价值 {value}：{turns}。",
        'Most worth knowing is "{unknown}", worth {value}: {turns}.',
    ),
    "voi_none": (
        "单独弄清任何一项未知数，其价值都不超出偶然（{value}）：选择不会改变。",
        "No single unknown is worth more than chance would show ({value}): knowing it would not change the choice.",
    ),
    "voi_caveat": (
        "未来由各未知数的取值范围均匀抽取；范围不同，价值也不同。",
        "Futures are drawn evenly from the ranges of the unknowns; other ranges make other worths.",
    ),
    "voi_figure": (
        "弄清一项未知数的价值（虚线：偶然所能达到；斜线：不超出偶然）",
        "What knowing one unknown is worth (dashed: what chance would show; hatched: not above it)",
    ),
}
