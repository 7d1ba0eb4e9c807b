"""What the report of a study says, and the mistakes one can make with a folder of results."""

WORDS: dict[str, tuple[str, str]] = {
    # command
    "help_report": (
        "由结果文件夹写出报告：一个可离线打开的网页和一个 Word 文件。\n\n"
        "FOLDER 是 fuhua run 写出的文件夹；不重新运行，也不需要方案文件。报告写入该文件夹，或 --out 指定的文件夹。\n\n"
        "\b\n"
        "  fuhua report results/xuchang-plan-1a2b3c4d-100runs-seed1 --lang zh",
        "Write the report of a folder of results: a web page that opens offline and a Word file.\n\n"
        "FOLDER is one that fuhua run has written; nothing is run again and the plan's file is not needed. The report goes "
        "into that folder, or into the one named with --out.\n\n"
        "\b\n"
        "  fuhua report results/xuchang-plan-1a2b3c4d-100runs-seed1 --lang en",
    ),
    "option_report_out": (
        "报告写入的文件夹（默认：结果文件夹）",
        "folder for the report (default: the folder of results)",
    ),
    "option_no_report": ("不写报告（网页与 Word）", "write no report (web page and Word)"),
    "stored_absent": (
        "没有文件夹 {folder}：请给出 fuhua run 写出的结果文件夹",
        "there is no folder {folder}: name one that fuhua run has written",
    ),
    "stored_is_file": (
        "{folder} 是一个文件：请给出它所在的结果文件夹",
        "{folder} is a file: name the folder of results it lies in",
    ),
    "stored_no_results": (
        "{folder} 不是结果文件夹（其中没有 meta.json）：{help}",
        "{folder} is no folder of results (there is no meta.json in it): {help}",
    ),
    "stored_choose": ("请选其中之一：{names}", "choose one of those in it: {names}"),
    "stored_make": ("请先用 fuhua run 运行方案", "run a plan first, with fuhua run"),
    "stored_older": (
        "{folder} 由较早的版本写出，meta.json 缺少 {missing}：请用 fuhua {command} 重新运行该方案",
        "{folder} was written by an earlier version, its meta.json lacks {missing}: run the plan again with fuhua {command}",
    ),
    "stored_damaged": (
        "{folder} 中的 {file} 已损坏（{fault}）：请用 fuhua run 重新运行，或取回完整的文件夹",
        "{file} in {folder} is damaged ({fault}): run the plan again with fuhua run, or fetch the whole folder again",
    ),
    "stored_rows": (
        "有 {there} 行，应有 {expected} 行",
        "{there} rows where there should be {expected}",
    ),
    "report_failed": (
        "报告没有写入 {path}：{fault}；请腾出空间、关闭已打开的报告，或用 --out 另指定文件夹",
        "the report was not written to {path}: {fault}; make room, close the report where it is open, or name "
        "another folder with --out",
    ),
    # frame
    "report_title": ("{plan}：{policy}", "{plan}: {policy}"),
    "report_subtitle": ("政策仿真评估报告", "Report of a policy simulation"),
    "report_basis": ("依据：{document}", "Document: {document}"),
    "report_runs": ("模拟 {runs} 次，{first} 至 {last}", "{runs} runs, {first} to {last}"),
    "report_contents": ("目录", "Contents"),
    "report_section": ("{number}、{title}", "{number}  {title}"),
    "report_table": ("表", "Table"),
    "report_figure": ("图", "Figure"),
    "report_page": ("第 {page} 页，共 {pages} 页", "Page {page} of {pages}"),
    "report_keywords": ("创新创业政策, 仿真, 孵化", "innovation policy, simulation, incubation"),
    "report_made": ("由 Fuhua {version} 生成", "made with Fuhua {version}"),
    # the first page
    "front": ("结论摘要", "In one page"),
    "verdict_none": (
        "按现有假设，方案难以同时实现全部 {targets} 项成效目标：{runs} 次模拟均未全部达到。",
        "Under these assumptions the plan will hardly meet all its {targets} outcome targets: none of {runs} simulated runs "
        "meets them together.",
    ),
    "verdict_poor": (
        "按现有假设，方案较难同时实现全部 {targets} 项成效目标：可能性约为 {share}。",
        "Under these assumptions the plan will probably not meet all its {targets} outcome targets together: the chance "
        "is about {share}.",
    ),
    "verdict_open": (
        "按现有假设，方案有一半以上的可能同时实现全部 {targets} 项成效目标：约为 {share}。",
        "Under these assumptions the plan is more likely than not to meet all its {targets} outcome targets together: "
        "the chance is about {share}.",
    ),
    "verdict_good": (
        "按现有假设，方案有望同时实现全部 {targets} 项成效目标：可能性约为 {share}。",
        "Under these assumptions the plan is likely to meet all its {targets} outcome targets together: the chance is "
        "about {share}.",
    ),
    "verdict_counts": ("就各项看，{counts}。", "Taken singly, {counts}."),
    "verdict_count_good": ("{count} 项有望按期达到", "{count} likely to be met in time"),
    "verdict_count_open": ("{count} 项难以断定", "{count} open"),
    "verdict_count_poor": ("{count} 项难以按期达到", "{count} unlikely"),
    "verdict_other_facts": (
        "以下说明财政支出多少，企业与就业有何变化。",
        "What follows is what it costs and how firms and jobs change.",
    ),
    "standing_good": ("√ 有望达到", "√ likely"),
    "standing_open": ("△ 难以断定", "△ open"),
    "standing_poor": ("× 难以达到", "× unlikely"),
    "fact_all": ("全部目标同时达到的概率", "chance that all are met together"),
    "fact_interval": ("95% 区间 {interval}", "95 % interval {interval}"),
    "fact_likely": ("有望达到的目标", "targets likely to be met"),
    "fact_of": ("{good} / {targets}", "{good} of {targets}"),
    "fact_certain": ("其中 {count} 项每次均达到", "{count} in every run"),
    "fact_last": ("{name}（{month} 末）", "{name}, end of {month}"),
    "fact_first": ("{month} 末为 {value}", "{value} at the end of {month}"),
    "fact_outlay": ("财政支出（{months} 个月）", "public outlay ({months} months)"),
    "fact_band": ("80% 区间 {band}", "80 % band {band}"),
    "fact_yearly": ("平均每年", "a year on average"),
    "fact_planned": ("方案安排共 {amount}", "the plan sets aside {amount}"),
    "money_amount": ("{amount} 万元", "{amount} 万元"),
    "front_targets": ("成效目标能否按期达到", "Will the outcome targets be met in time?"),
    "head_target": ("目标", "target"),
    "head_line": ("目标值", "asks for"),
    "head_due": ("期限", "by"),
    "head_met": ("达到概率", "P(met)"),
    "head_standing": ("判断", "verdict"),
    "front_inputs": (
        "投入与过程目标能否按期达到（由政策直接决定）",
        "Will the input and process targets be met in time? (set by the policy itself)",
    ),
    "front_others": (
        "只列尚无把握的各项；另有 {count} 项有望达到：{ids}。",
        "Only those in doubt; {count} more are likely to be met: {ids}.",
    ),
    "front_binds": ("主要短板", "What binds"),
    "nothing_binds": (
        "全部成效目标在每次运行中都达到。",
        "Every outcome target is met in every run.",
    ),
    "front_cost": ("财政支出", "What it costs"),
    "cost_years": ("分年支出（万元，中位数）", "Public outlay (万元 = CNY 10,000, median)"),
    "cost_all": ("合计（80% 区间）", "in all (80 % band)"),
    "cost_largest": ("支出最大的几项（万元）：{items}。", "The largest items: {items}."),
    "cost_item": ("{name} {amount}", "{name} {amount}"),
    "front_unsure": ("不确定因素", "What we are unsure of"),
    "unsure_assumed": (
        "{count} 个数字方案没有写明，系假设：{kinds}。",
        "{count} numbers are assumed, as the plan does not give them: {kinds}.",
    ),
    "unsure_kind": ("{kind} {count}", "{kind} {count}"),
    "unsure_start": (
        "起始存量是推定的：{stocks}。",
        "The starting stocks are estimates: {stocks}.",
    ),
    "unsure_stock": ("{name} {count}", "{count} {name}"),
    "unsure_demand": (
        "市场需求是假设的（{sectors} 个行业，起始合计每月 {demand}），此后每年的涨落是随机的。",
        "Demand is assumed ({sectors} sectors, {demand} in all at the start); its ups and downs by year are chance.",
    ),
    "unsure_readings": (
        "换一种读法，判断就不同：{ids}。",
        "Another reading changes the verdict: {ids}.",
    ),
    "unsure_unmeasured": (
        "{count} 项目标无法测算，未计入。",
        "Targets that cannot be measured and are left out: {count}.",
    ),
    "unsure_luck": (
        "概率和区间只含运气（市场、技术、人的去留），不含对假设本身的怀疑。",
        "Chances and bands hold luck only (markets, technology, who comes and goes), not doubt about the assumptions.",
    ),
    "front_legend": (
        "说明：达到概率是 {runs} 次模拟中按期达到的比例，八成以上记“{good}”，五成到八成记“{open}”，不到五成记“{poor}”。"
        "届时数值是居中一次的结果，80% 区间以外两头各有一成。宜用来比较政策、找出短板，不宜当作预测。",
        'How to read: P(met) is the share of {runs} runs that meet the line in time: "{good}" from 80 %, "{open}" from '
        '50 %, else "{poor}". The value is the middle run\'s; a tenth of the runs lie beyond each end of the band. Use it to '
        "compare policies and find what is missing, not as a forecast.",
    ),
    # targets
    "part_targets": ("目标", "Targets"),
    "targets_intro": (
        "下表列出方案的全部成效目标。文件可作两种理解的，以所取口径计入结论，其他口径列在其下。",
        "All outcome targets of the plan. Where the document can be read in two ways one reading counts; others stand "
        "below it.",
    ),
    "table_outcomes": (
        "成效目标：所求、届时所得与达到概率",
        "Outcome targets: what is asked, what comes, how likely it is",
    ),
    "table_inputs": (
        "投入与过程目标（由政策直接决定，不计入结论）",
        "Input and process targets (set by the policy itself, not counted)",
    ),
    "table_unmeasured": ("无法测算的目标及原因", "Targets that cannot be measured, and why"),
    "table_together": ("同时达到几项成效目标", "How many outcome targets are met together"),
    "head_line_short": ("目标值\n期限", "asks for\nby"),
    "head_then_short": ("届时数值\n80% 区间", "value then\n80 % band"),
    "head_met_short": ("达到概率\n95% 区间", "P(met)\n95 % interval"),
    "head_short": ("差距", "short by"),
    "head_together": ("同时达到的项数", "targets met"),
    "head_runs": ("运行次数", "runs"),
    "head_share": ("比例", "share"),
    "targets_note": (
        "差距：居中一次离目标值还差的比例。标 * 的期限晚于模拟终点，按最后一月判断。",
        "Short by: what the middle run lacks, as a share of the line. A deadline marked * lies beyond the last month lived.",
    ),
    "caption_targets": (
        "各成效目标的进展。实线为中位数，深浅两层为 50% 与 80% 区间，虚线为目标值，三角为期限。",
        "How the outcome targets fare. Line: median; bands: 50 % and 80 % of runs; dashed: the line to reach; triangle: "
        "the deadline.",
    ),
    # firms
    "part_ladder": ("企业梯次", "The ladder of firms"),
    "caption_ladder": (
        "各级企业数，由浅到深为微企至强企。右端为起止数值。",
        "Firms by rung, from light (micro) to dark (strong). At the right ends: first and last values.",
    ),
    "table_ladder": (
        "各级企业数（各年末，中位数与 80% 区间）",
        "Firms by rung at each year's end (median, 80 % band)",
    ),
    "table_state": ("企业、就业与营收的变化", "Firms, jobs and sales: first and last month"),
    "table_flows": (
        "企业的进出与升降（各年合计，中位数与 80% 区间）",
        "Firms that come, go and climb, by year (median, 80 % band)",
    ),
    "head_measure": ("指标", "measure"),
    "head_unit": ("单位", "unit"),
    "head_first": ("{month} 末", "end of {month}"),
    "head_last": ("{month} 末\n80% 区间", "end of {month}\n80 % band"),
    "years_part": ("{year}（{months} 个月）", "{year} ({months} months)"),
    "years_left_out": (
        "只列部分年份；全部年份见 years.csv。",
        "Some years only; years.csv has all.",
    ),
    # money
    "part_money": ("财政支出", "Public money"),
    "money_intro": (
        "支出是实际付出的钱，未扣除回收。方案安排 {planned}，模拟支出 {spent}。{held}",
        "Outlay is money paid, before anything comes back. The plan sets aside {planned}, the runs pay {spent}. {held}",
    ),
    "money_held": ("二者之差是没有用出去的额度。", "The difference is money that found no taker."),
    "money_beyond": (
        "多出的部分没有预先安排额度，发生多少付多少，如税收返还、按次奖励。",
        "The rest has no envelope and is paid as it falls due, such as tax returned and awards a case.",
    ),
    "table_money": (
        "财政支出，分项目与年度（万元）",
        "Public outlay by item and year (万元 = CNY 10,000)",
    ),
    "head_item": ("项目", "item"),
    "head_median": ("中位数", "median"),
    "head_band": ("80% 区间", "80 % band"),
    "money_note": (
        "各年为中位数，相加不一定等于合计的中位数。",
        "Years are medians, which need not add up to the median of the whole.",
    ),
    "caption_money": (
        "财政支出的大小与年度分布，由浅到深为先后各年。",
        "Outlay by item; from light to dark: earlier to later years.",
    ),
    # districts, funds, talent
    "part_districts": ("片区", "Districts"),
    "caption_districts": (
        "各片区的企业与从业人员：中位数与 80% 区间，两端为起止数值，各图刻度不同。",
        "Firms and jobs of each district: median and 80 % band, first and last values at the ends; scales differ.",
    ),
    "table_districts": (
        "各片区期末状况（中位数与 80% 区间）",
        "Each district at the end (median, 80 % band)",
    ),
    "head_district": ("片区", "district"),
    "head_with_unit": ("{name}\n（{unit}）", "{name}\n({unit})"),
    "name_outlay": ("财政支出合计", "public outlay in all"),
    "districts_note": (
        "企业、人员、面积为 {month} 末数值，支出为全期合计。全部指标见 districts.csv。",
        "Stocks are those at the end of {month}, outlay is over all months. districts.csv has every measure.",
    ),
    "part_finance": ("基金与信贷", "Funds and credit"),
    "caption_finance": (
        "每年引进的基金机构、融资笔数与投资额：柱为中位数，线段为 80% 区间。",
        "Funds that came, deals and equity by year: bars are medians, whiskers the 80 % band.",
    ),
    "table_finance": (
        "基金、融资与信贷（各年，中位数与 80% 区间）",
        "Funds, deals and credit by year (median, 80 % band)",
    ),
    "part_talent": ("人才", "Talent"),
    "caption_talent": (
        "左：每年流入（线上）与流出（线下）的人才；右：人才总量。线段与浅色带为 80% 区间。",
        "Left: talents who come (above) and leave (below) each year; right: how many there are. Whiskers and band: 80 %.",
    ),
    "table_talent": (
        "人才与就业（各年，中位数与 80% 区间）",
        "Talent and jobs by year (median, 80 % band)",
    ),
    "years_note": (
        "流量按年累计，存量为年末数。",
        "What happens is added up over the year, what stands is that of the year's last month.",
    ),
    # risks
    "part_risks": ("风险", "Risks"),
    "risks_intro": (
        "模拟中方案较易落空、代价较大的环节如下。",
        "Where the plan most often falls short in the runs, and at what price.",
    ),
    "risk_poor": ("难以按期达到：{names}。", "Unlikely to be met in time: {names}."),
    "risk_open": ("难以断定，成败取决于运气：{names}。", "May go either way, by luck: {names}."),
    "risk_joint": (
        "各项目标单独看的概率不能相乘：同时达到全部目标的比例是 {share}。",
        "Chances of single targets cannot be multiplied: all are met together in {share} of runs.",
    ),
    "risk_unspent": (
        "方案安排的钱约有 {share} 没有付出：额度开放晚、申请不足或节点未到。",
        "About {share} of the money set aside is not paid: programmes open late, applicants are few or works are not due.",
    ),
    "table_risks": (
        "代价与损失（{first} 至 {last} 合计）",
        "Prices and losses ({first} to {last}, in all)",
    ),
    "head_risk": ("含义", "what it means"),
    "risk_closed": ("关闭的企业，无论是否受过扶持", "firms that close, supported or not"),
    "risk_moved": (
        "在本地长成后迁走，税收与就业随之流失",
        "firms raised here that leave, with their taxes and jobs",
    ),
    "risk_fell_back": ("认定到期后未能续上", "certificates that lapse and are not renewed"),
    "risk_gave_up": ("没有走到注册的团队", "teams that never register"),
    "risk_refused": (
        "符合条件但额度已用尽：额度或分配方式是短板",
        "eligible, but the purse was empty: amounts or their sharing bind",
    ),
    "risk_defaults": ("银行与资金池要承担的违约", "defaults that banks and the pool bear"),
    "risk_pool_claims": ("资金池替企业偿付的损失", "losses the risk pool pays"),
    "risk_talent_left": ("培养或引进后离开的人才", "people trained or brought here who leave"),
    # assumptions
    "part_assumptions": ("假设", "Assumptions"),
    "assumptions_intro": (
        "方案没有写明的数字由编制者推定，共 {count} 个。改变其中任何一个，结果都会变；理由按方案文件原文列出。",
        "{count} numbers that the plan does not give were set by those who wrote it down for the model. Change any "
        "and results change. Reasons stand in the language of the plan's file.",
    ),
    "assumptions_none": ("方案给出了全部所需数字。", "The plan gives every number that is needed."),
    "table_assumed_kinds": ("假设的种类", "Kinds of assumptions"),
    "table_assumed": ("全部假设及理由", "All assumptions with their reasons"),
    "head_kind": ("种类", "kind"),
    "head_count": ("个数", "how many"),
    "head_quantity": ("数量", "quantity"),
    "head_key": ("方案文件中的键", "key in the plan's file"),
    "assumed_because": ("{kind}：{reason}", "{kind}: {reason}"),
    "head_value": ("数值", "value"),
    "assumed_start": ("起始存量", "starting stocks"),
    "assumed_levers": ("政策力度与金额", "lever settings and amounts"),
    "assumed_sector": ("行业与需求", "sectors and demand"),
    "assumed_nature": ("自然参数", "natural parameters"),
    "assumed_district": ("片区", "districts"),
    "assumed_facility": ("载体", "facilities"),
    "assumed_fund": ("已有基金", "funds there already"),
    "places_all": ("各片区", "every district"),
    "places_islands": ("各智慧岛", "every island"),
    "table_instruments": (
        "方案的措施及其在模型中的杠杆",
        "What the plan does, and the levers that stand for it",
    ),
    "head_instrument": ("措施（出处）", "instrument (section)"),
    "head_levers": ("模型中的杠杆", "levers in the model"),
    "table_not_modelled": ("未建模的措施及原因", "Instruments that are not modelled, and why"),
    # method
    "part_method": ("方法与局限", "Method and limits"),
    "method_agents": (
        "模型逐月模拟企业、载体、基金与人才：谁创办、谁入驻、谁获得融资、谁被认定、谁离开；政策只通过人和企业的选择起作用。",
        "The model lives startups, facilities, funds and people month by month: who founds, moves in, raises money, is "
        "certified, leaves. Policy works only through what firms and people then do.",
    ),
    "method_rules": (
        "认定条件、税率等按官方规定的施行日期采用；方案写明的措施对应可设定的杠杆，金额按假设。",
        "Thresholds and taxes are the official ones, from the date they came into force; what the plan does sets levers, "
        "at assumed amounts.",
    ),
    "method_start": (
        "起始人口由预演形成，直到符合已知存量：{stocks}。",
        "The starting population is grown until it meets the known stocks: {stocks}.",
    ),
    "method_start_plain": (
        "起始人口由预演形成，各次模拟共用。",
        "The starting population is grown before the first month and shared by all runs.",
    ),
    "method_runs": (
        "共模拟 {runs} 次，各次只有运气不同。概率是达到的比例，其 95% 区间按 Wilson 法；区间为第 10 与第 90 百分位。",
        "There are {runs} runs that differ in luck alone. A chance is the share that meets the line, its 95 % interval "
        "Wilson's; bands run from the 10th to the 90th percentile.",
    ),
    "method_failed": (
        "另有 {failed} 次运行出错，未计入；原因见 meta.json。",
        "{failed} more runs failed and are not counted; meta.json says why.",
    ),
    "method_not": (
        "这不是预测：结果用于比较政策和寻找短板，不宜当作胜算。",
        "This is no forecast: use it to compare policies and to find what binds, not as odds.",
    ),
    "table_limits": ("模型比实际简单的地方", "Where the model is simpler than the world"),
    "head_topic": ("主题", "topic"),
    "head_done": ("做法", "what is done"),
    # provenance
    "part_provenance": ("版本与复现", "Provenance"),
    "provenance_intro": (
        "同样的版本、方案、种子与运行次数总给出同样的数字。重做：{command}",
        "The same version, plan, seed and number of runs always give the same numbers. To make them again: {command}",
    ),
    "table_provenance": ("版本、摘要与种子", "Versions, digests and seeds"),
    "head_thing": ("项目", "what"),
    "head_entry": ("内容", "entry"),
    "entry_document": ("依据文件", "document"),
    "entry_plan": ("方案与政策", "plan and policy"),
    "entry_version": ("程序版本", "version of the program"),
    "entry_report_version": ("报告所用版本", "version that wrote this report"),
    "entry_source": ("程序源码摘要", "digest of the program's source"),
    "entry_scenario": ("方案内容摘要", "digest of the plan's content"),
    "entry_seed": ("总种子", "seed of the study"),
    "entry_seeds": (
        "各次种子（前三个；全部见 meta.json）",
        "seeds of the runs (first three; all in meta.json)",
    ),
    "entry_span": ("模拟月份", "months lived"),
    "entry_runs": ("运行次数", "runs"),
    "entry_python": ("Python 与程序库", "Python and libraries"),
    "entry_files": ("数据文件", "data files"),
    # figures of districts, funds and talent
    "figure_part_year": ("（{months} 个月）", "({months} months)"),
    "figure_districts": (
        "各片区企业与从业人员（{runs} 次运行）",
        "Firms and jobs by district ({runs} runs)",
    ),
    "figure_largest": (
        "，企业最多的 {count} 个（共 {all} 个）",
        ", the {count} with most firms of {all}",
    ),
    "figure_of_place": ("{place}：{measure}", "{place}: {measure}"),
    "figure_measure": ("{measure}（{unit}）", "{measure} ({unit})"),
    "figure_finance": (
        "基金与融资，分年（{runs} 次运行）",
        "Funds and deals by year ({runs} runs)",
    ),
    "figure_talent": (
        "人才流入、流出与总量（{runs} 次运行）",
        "Talent in, out and in all ({runs} runs)",
    ),
    "figure_everywhere": ("全域", "whole region"),
}
