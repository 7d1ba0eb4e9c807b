"""What is said when policies are compared."""

WORDS: dict[str, tuple[str, str]] = {
    # command
    "help_compare": (
        "在同样的运气下比较几种政策：差别有多大、多一家企业要花多少钱、谁受损、哪种最好。\n\n"
        "POLICY 是方案的政策名（见 fuhua policies PLAN），至少两个；第一个是比较的基准。各政策的第 k 次运行遇到同样的运气，"
        "逐家企业配对。结果写入新文件夹。\n\n"
        "\b\n"
        "  fuhua compare xuchang no-policy plan subsidy-first fund-first\n"
        "  fuhua compare xuchang no-policy plan --by high_tech_valid --until settled --budget 500\n"
        "  fuhua compare xuchang plan subsidy-first --until settled --budget 30min",
        "Compare policies on the same luck: what differs, what one more firm costs, who loses, which is best.\n\n"
        "POLICY is a policy of the plan (see fuhua policies PLAN), two or more; the first is what the others are held against. "
        "Run k meets the same luck under all of them, and firms are paired one by one. Results go to a new folder.\n\n"
        "\b\n"
        "  fuhua compare xuchang no-policy plan subsidy-first fund-first\n"
        "  fuhua compare xuchang no-policy plan --by high_tech_valid --until settled --budget 500\n"
        "  fuhua compare xuchang plan subsidy-first --until settled --budget 30min",
    ),
    "option_baseline": (
        "比较的基准（默认第一个政策）",
        "the policy that others are held against (default: the first named)",
    ),
    "option_by": (
        "按哪项结果评出最好的政策（默认：达到的成效目标数；指标名见 fuhua fields，例如 strong、met_all、target.X-T15）",
        "the outcome by which the best is sought (default: outcome targets met; names as in fuhua fields, such as "
        "strong, met_all, target.X-T15)",
    ),
    "option_zone": (
        "小到无所谓的差别（默认：比例 0.05，目标 0.25 项，其他为基准的 1%）",
        "a difference too small to matter (default: 0.05 of a share, 0.25 targets, otherwise 1 % of the baseline)",
    ),
    "option_until": (
        "settled：一直运行到能定出最好的政策，或用完 --budget",
        "settled: run until the best policy is settled, or --budget is spent",
    ),
    "option_compare_budget": (
        "与 --until 同用：最多运行多少次（如 500，默认 1000）或多久（如 30min）",
        "with --until: at most so many runs (500; default 1000) or so long (30min)",
    ),
    "compare_budget": (
        "{given} 不是预算：请写运行次数（如 500）或时间（如 30min）",
        "{given} is no budget: give a number of runs (500) or a time (30min)",
    ),
    "compare_zone": (
        "{given} 不可用：应为大于 0 的数",
        "{given} will not do: it must be a number above 0",
    ),
    "compare_budget_alone": (
        "--budget 要与 --until settled 同用；固定次数用 --runs",
        "--budget goes with --until settled; for a fixed number use --runs",
    ),
    "compare_runs_until": (
        "--runs 与 --until settled 不能同用：最多运行多少次请写 --budget",
        "--runs and --until settled exclude each other: say with --budget how many runs at most",
    ),
    "compare_too_few": (
        "比较至少要两种政策，例如 fuhua compare xuchang no-policy plan",
        "a comparison needs two policies or more, such as fuhua compare xuchang no-policy plan",
    ),
    "compare_twice": (
        "政策 {name} 写了两次：去掉一个",
        "the policy {name} is named twice: leave one out",
    ),
    "compare_no_baseline": (
        "基准 {name} 不在所比较的政策中；可用：{names}",
        "the baseline {name} is not among the policies compared; choose from {names}",
    ),
    "compare_other_place": (
        "{first} 与 {other} 的地区、起始人口、自然参数或月份不同，不能逐家配对：请比较同一方案的政策",
        "{first} and {other} differ in place, starting population, nature or months, so that firms cannot be "
        "paired: compare policies of one plan",
    ),
    "compare_unknown_outcome": (
        "没有名为 {given} 的结果指标；{help}",
        "there is no outcome called {given}; {help}",
    ),
    # sentences
    "compare_title": ("{plan}：政策比较", "{plan}: policies compared"),
    "compare_subtitle": (
        "基准“{baseline}”，各政策 {runs} 次运行（同样的运气），{first} 至 {last}，随机种子 {seed}",
        'Baseline "{baseline}", {runs} runs each on the same luck, {first} to {last}, seed {seed}',
    ),
    "compare_best": (
        "按“{by}”衡量，“{best}”最好（平均 {mean}），判断的可靠程度为 {confidence}。",
        'By "{by}" the best is "{best}" (mean {mean}), settled with {confidence} confidence.',
    ),
    "compare_equal": (
        "按“{by}”衡量，{names}不相上下：差别小于 {zone}，不值得计较（“{best}”略优，平均 {mean}）。",
        'By "{by}" {names} are as good as each other: they differ by less than {zone}, too little to matter '
        '("{best}" is ahead, mean {mean}).',
    ),
    "compare_leads": (
        "按“{by}”衡量，“{best}”暂时领先（平均 {mean}，为最好的概率 {chance}），还不能下结论：按目前的差距"
        "约需再运行 {more} 次，最多 {most} 次。",
        'By "{by}" "{best}" leads (mean {mean}, best with a chance of {chance}), but it is not settled: about {more} '
        "more runs would settle it if the gap stays as it is, {most} at the most.",
    ),
    "compare_cut_short": (
        "只模拟到 {last}：期限更晚的目标按该月数值判断，不是结论。",
        "The runs were cut at {last}: targets due later are read in that month, which proves nothing.",
    ),
    "compare_quoted": ("“{name}”", '"{name}"'),
    "compare_with_unit": ("{name}（{unit}）", "{name} ({unit})"),
    "compare_too_early": (
        "按“{by}”衡量，“{best}”暂时领先（平均 {mean}）；至少要 {needed} 次运行才能判断哪种最好。",
        'By "{by}" "{best}" leads (mean {mean}); at least {needed} runs are needed to tell which is best.',
    ),
    "compare_costs": (
        "“{policy}”比“{baseline}”多支出 {amount}；同时{yields}。",
        '"{policy}" spends {amount} more than "{baseline}"; with it come {yields}.',
    ),
    "compare_saves": (
        "“{policy}”比“{baseline}”少支出 {amount}；同时{yields}。",
        '"{policy}" spends {amount} less than "{baseline}"; with it come {yields}.',
    ),
    "compare_yield": ("{measure} {more} 家", "{more} {measure}"),
    "compare_one_more": (
        "每真正多一家存活企业要支出 {value} 万元（{low} 至 {high}）；若把扶持过的企业都算作成效，"
        "账面上只要 {claimed} 万元。",
        "Each surviving firm that would not be there otherwise costs {value} 万元 ({low} to {high}; 万元 = CNY 10,000); "
        "counting every supported firm as the policy's doing it would seem to be {claimed}.",
    ),
    "compare_one_fewer": (
        "每少一家存活企业，少支出 {value} 万元（{low} 至 {high}）。",
        "For each surviving firm fewer {value} 万元 is saved ({low} to {high}; 万元 = CNY 10,000).",
    ),
    "compare_no_price": (
        "每真正多一家存活企业的支出：{cost}。",
        "What each surviving firm that would not be there otherwise costs: {cost}.",
    ),
    "compare_list": ("、", ", "),
    "compare_clauses": ("；", "; "),
    "compare_and": ("{first}，{second}", "{first}, {second}"),
    "compare_not_more": (
        "不能断定有所增减的：{measures}。",
        "Not surely more or fewer: {measures}.",
    ),
    "compare_fewer": ("确定减少的：{measures}。", "Surely fewer: {measures}."),
    "compare_lose": (
        "谁受损：平均 {lost} 家在“{baseline}”下存活的企业在“{policy}”下不再存活（另有 {gained} 家反之）{districts}。",
        'Who loses: on average {lost} firms alive under "{baseline}" are not under "{policy}" ({gained} the other way '
        "round){districts}.",
    ),
    "compare_lose_districts": ("；{names}", "; {names}"),
    "compare_district_falls": ("{place}的{measures}减少", "{place} has less of {measures}"),
    "compare_districts_none": (
        "；没有哪个片区的指标确定减少",
        "; no district surely has less of anything counted",
    ),
    "compare_reduction": (
        "共用运气使差值的方差缩小为各跑各的 1/{factor}（表中各项的中位数）：{runs} 次相当于 {worth} 次。",
        "Sharing luck cuts the variance of differences by a factor of {factor} (median of the rows above): {runs} runs "
        "are worth {worth}.",
    ),
    "compare_method": (
        "区间为 95%：差值用配对 t 区间，每多一家的成本用 Fieller 法；排名按 Kim 与 Nelson（2001）的序贯法。",
        "Intervals are 95 %: paired t for differences, Fieller for costs per additional outcome; the ranking follows "
        "Kim and Nelson's (2001) sequential procedure.",
    ),
    "compare_reused": (
        "其中 {count} 次已在 {folder} 的比较中运行过，直接取用。",
        "{count} of these runs were known from comparisons in {folder} and not lived again.",
    ),
    # costs in words
    "cost_unbounded": ("没有上限", "no limit"),
    "cost_at_least": ("至少 {low}", "at least {low}"),
    "cost_none": ("没有任何净增", "nothing more in any run"),
    "cost_free": ("少花而多得", "less money, more"),
    "cost_saves": ("每少一个省 {value}", "saves {value}"),
    "cost_fewer": ("反而减少", "fewer"),
    "cost_open": ("难以判断", "cannot be told"),
    "cost_same": ("-", "-"),
    # tables
    "compare_differences": (
        "与“{baseline}”的差别（平均值，下为 95% 区间）",
        'Differences from "{baseline}" (means, 95 % intervals below)',
    ),
    "compare_cost_table": (
        "“{policy}”：财政支出 {extra}，扣除税收与回收后 {net}（与基准之差）",
        '"{policy}": public outlay {extra}, after tax and money returned {net}, against the baseline (costs in 万元)',
    ),
    "column_counted": ("指标", "counted"),
    "column_claimed": ("受扶持者合计\n其中本来就有", "supported\nthere anyway"),
    "column_moved": ("其他企业增加\n被挤出减少", "others gain\ndisplaced"),
    "column_additional": ("净增\n95% 区间", "additional\n95 %"),
    "column_cost_claimed": ("账面单价\n（万元）", "seeming\ncost"),
    "column_cost": ("净增单价（万元）\n95% 区间", "cost of one\nmore, 95 %"),
    "compare_identity": (
        "净增 = 受扶持者合计 - 其中本来就有 + 其他企业增加 - 被挤出减少。“受扶持”指得过财政资金、入驻载体、获得有财政"
        "出资的基金投资或有财政担保的贷款。增加与挤出两项含企业间的正常更替，只有其差额是政策所致。",
        "Additional = among the supported - there anyway + gained by others - lost by displaced (万元 = CNY 10,000). "
        "Supported: got public money, a desk in a facility, equity from a fund with public money or a loan the public "
        "backs. Gained and lost hold ordinary churn among firms as well; only their difference is the policy's doing.",
    ),
    "compare_losers": (
        "谁受损：存活企业的净增减（下为消失 / 新增，与“{baseline}”逐家对照）",
        'Who loses: net change of surviving firms (below: gone / new, firm by firm against "{baseline}")',
    ),
    "group_district": ("片区", "district"),
    "group_sector": ("行业", "sector"),
    "group_size": ("规模", "size"),
    "compare_districts": (
        "各片区的净增减（含换地方落户的企业；灰字表示不能断定，区间见 districts.csv）",
        "What each district gains or loses (firms that settled elsewhere included; "
        "dimmed: perhaps nothing; intervals in districts.csv)",
    ),
    "compare_ranking": (
        "按“{by}”排名（无所谓的差别：{zone}）",
        'Ranking by "{by}" (a difference below {zone} does not matter)',
    ),
    "column_mean": ("平均", "mean"),
    "column_first_chance": ("最好的\n概率", "P(best)"),
    "column_good_chance": ("与最好者\n相当", "P(as good\nas best)"),
    "figure_frontier": (
        "花多少、换来多少（与“{baseline}”相比，{runs} 次运行的平均与 95% 区间）",
        'What is spent and what comes of it (against "{baseline}", means of {runs} runs, 95 % intervals)',
    ),
    "figure_outdone": (
        "空心：平均来看，另一政策少花而多得；折线连接其余政策",
        "empty: on average another gives as much for less; the line joins the others",
    ),
    "axis_extra": ("多支出的财政资金（万元）", "extra public outlay (万元 = CNY 10,000)"),
    "axis_extra_large": (
        "多支出的财政资金（亿元）",
        "extra public outlay (亿元 = CNY 100 million)",
    ),
    "column_cost_net": ("扣除税收\n与回收", "net of tax\nand returns"),
    "column_group": ("类别", "group"),
    # report
    "part_differences": ("差别", "Differences"),
    "part_costs": ("真正多一个要花多少", "What one more costs"),
    "part_losers": ("谁受损", "Who loses"),
    "compare_meaning": ("这意味着什么", "What it means"),
    "compare_frontier": (
        "各政策花多少、换来多少：实心为没有被其他政策超过的，空心为另有政策少花而多得",
        "What each policy costs and yields: full marks are outdone by none, for empty ones another policy "
        "gives as much for less",
    ),
    "compare_districts_of": (
        "“{policy}”：各片区的净增减（含换地方落户的企业，下为 95% 区间）",
        '"{policy}": what each district gains or loses (firms that settled elsewhere included, 95 % intervals below)',
    ),
    "fact_policy": ("本页所说的政策", "the policy told of here"),
    "fact_against": ("与“{baseline}”相比", 'against "{baseline}"'),
    "fact_extra": ("财政支出之差", "more or less public outlay"),
    "fact_net": ("扣除税收与回收后 {amount}", "{amount} after tax and returns"),
    "fact_one_more": ("每真正多一家存活企业（万元）", "per additional surviving firm (万元)"),
    "fact_lost": ("原本存活、现已不在的企业", "firms that would have been there"),
    "method_pairs": (
        "各政策的同号运行遇到同样的运气，逐家企业按创办人配对；差值逐次运行计算。",
        "Run k of every policy meets the same luck, and firms are paired by their founders; differences are taken "
        "run by run.",
    ),
    "entry_policies": ("政策（第一个为基准）", "policies (the first is the baseline)"),
    "column_better_runs": ("多于基准\n的运行", "runs above\nbaseline"),
}

SIZE_NAMES = (
    ("不足 10 人", "under 10 people"),
    ("10 至 49 人", "10 to 49 people"),
    ("50 至 299 人", "50 to 299 people"),
    ("300 人以上", "300 people or more"),
)
