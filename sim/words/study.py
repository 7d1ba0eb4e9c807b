"""What is said of studies: sweeping, keeping, asking."""

WORDS: dict[str, tuple[str, str]] = {
    # the study file
    "study_unknown_quantity": (
        "{given}不是政策杠杆，也不是自然参数；{help}。",
        "{given}is neither a lever nor a natural parameter; {help}",
    ),
    "study_unknown_policy": (
        "{given}不是该方案的政策；{help}。",
        "{given}is no policy of this plan; {help}",
    ),
    "study_policies_twice": (
        "至少写一项政策，且不重复。",
        "must name one policy or more, each once.",
    ),
    "study_plan_faulty": ("所指方案有误：{fault}", "names a plan with faults: {fault}"),
    "study_not_whole": ("= {given} 应为整数。", "= {given} must be a whole number."),
    "study_points_missing": (
        "缺少 points：{design} 设计要说明取多少个点，例如 points = 64。",
        "lacks points: a {design} design needs to know how many, for example points = 64.",
    ),
    "study_points_idle": (
        "对 {design} 设计没有作用；请删去，点数由各项取值决定。",
        "has no use in a {design} design, whose points follow from the values; leave it out.",
    ),
    "study_power_of_two": (
        "= {given}：sobol 设计的点数须是 2 的幂才均匀；请用 {below} 或 {above}。",
        "= {given}: a sobol design is even only with a power of two; take {below} or {above}.",
    ),
    "study_nothing_varied": (
        '= "{design}" 需要有变动的量；请写 [vary.名称]。',
        '= "{design}" needs something to vary; write [vary.NAME].',
    ),
    "study_lengths_differ": (
        "list 设计逐行并列，各项取值个数须相同，现为 {lengths}。",
        "stands side by side in a list design, so all need as many values: {lengths}.",
    ),
    "study_too_many": (
        "：共 {count} 次运行，超过上限 {most}；请减少取值、政策或次数。",
        "makes {count} runs in all, more than {most}; take fewer values, policies or runs.",
    ),
    "study_values_or_bounds": (
        "须给出 values（至少一个），或给出 low、high、steps，不能兼用。",
        "needs values (one or more), or low, high and steps, and not both.",
    ),
    "study_values_missing": (
        "缺少取值：{design} 设计请写 values = [...]；grid 设计也可写 low、high 与 steps。",
        "lacks values: in a {design} design write values = [...]; a grid also takes low, high and steps.",
    ),
    "study_bounds_needed": (
        "没有写范围：其申报范围 {low} 至 {high} 只为防止笔误，不宜整段搜索；请写 low 与 high。",
        "has no bounds of its own: the declared {low} to {high} only guards against slips; give low and high.",
    ),
    "study_low_above_high": (
        "下限 {low} 不小于上限 {high}；请调整。",
        "goes from {low} to {high}: low must be below high.",
    ),
    "study_steps_idle": (
        "对 {design} 设计没有作用；请删去，点数由 points 决定。",
        "has no use in a {design} design, which takes points; leave it out.",
    ),
    "study_months_word": (
        "{given}不可用；{help}，或列出指标名称。",
        "{given}is not possible here; {help} Or list measures by name.",
    ),
    # the store
    "study_none_there": (
        "{folder} 不是试验文件夹（没有 study.json）：请给出 fuhua sweep 写出的文件夹，fuhua studies 可列出",
        "{folder} holds no study (no study.json): name a folder that fuhua sweep wrote; fuhua studies lists them",
    ),
    "study_file_damaged": (
        "{folder} 中的 {file} 已损坏（{fault}）：请从备份恢复该文件，或删除此文件夹后重新运行 fuhua sweep",
        "{file} in {folder} is damaged ({fault}): restore it from a copy, or delete the folder and sweep again",
    ),
    "study_part_unreadable": (
        "试验数据读不出来（{fault}）：请运行 fuhua verify，它会指出受损部分；之后 fuhua resume 重新运行所缺",
        "the study's data cannot be read ({fault}): fuhua verify says which part is damaged, "
        "and fuhua resume lives its runs again",
    ),
    "study_locked": (
        "另一个进程正在写入 {folder}：请等它结束，或用 --out 另指定文件夹",
        "another process is adding to {folder}: wait until it is done, or name another folder with --out",
    ),
    "study_closed": (
        "不能写入 {folder}（{fault}）：请检查权限，或把试验文件夹复制到可写的地方",
        "{folder} is not writable ({fault}): see to its permissions, or copy the study to where you may write",
    ),
    "study_is_another": (
        "{folder} 里已有另一项试验（{what} 不同）：请用 --out 另指定文件夹，或改用别的 id",
        "{folder} holds another study (its {what} differ): name another folder with --out, or give yours another id",
    ),
    "study_other_version": (
        "{folder} 由模型版本 {theirs} 生成，本机版本为 {ours}，两者的数字不能放在同一张表里：请安装原版本继续，"
        "或用 --out 指定新文件夹重新运行",
        "{folder} was begun with engine {theirs}, this is {ours}, and their numbers cannot stand in one table: install "
        "that version to go on, or sweep into a new folder with --out",
    ),
    "study_not_made": (
        "不能建立试验文件夹 {folder}：{fault}；请检查权限与磁盘，或用 --out 另指定",
        "the study's folder {folder} cannot be made: {fault}; see to permissions and disk, or name another with --out",
    ),
    "study_disk_refuses": (
        "写不进 {folder}：{fault}。已存的 {stored} 次运行完好，最近 {lost} 次未能写入。"
        "腾出空间后用 fuhua resume 接着运行",
        "{folder} cannot be written: {fault}. The {stored} runs stored are sound; the last {lost} were not written. "
        "Make room, then go on with fuhua resume",
    ),
    "study_no_such": ("没有“{name}”；{help}", "there is no {name}; {help}"),
    # asking
    "study_format": ("格式 {given} 不可用；可用：{known}", "format {given} is not one of {known}"),
    "study_only_select": (
        "只能提一个查询：请写一条 SELECT 语句",
        "only one question can be asked: write a single SELECT",
    ),
    "study_sql": ("查询有误：{fault}", "the query is faulty: {fault}"),
    "study_needs_library": (
        '{format} 格式需要 {missing}：请安装 pip install "fuhua[research]"，或改用 numpy 格式',
        'the {format} form needs {missing}: pip install "fuhua[research]", or ask for numpy',
    ),
    "study_points": ("设计点或次数", "points or runs"),
    "study_no_design": (
        "{folder} 没有 design.parquet，不是 fuhua sweep 写出的试验：请重新执行当初生成它的命令，已有的运行不会重做",
        "{folder} has no design.parquet, so no sweep wrote it: repeat the command that did; what is there is kept",
    ),
    "study_design_altered": ("内容与当初不符", "it is not as it was written"),
    "study_plan_changed": (
        "{folder}/plan 中政策 {policy} 的文件被改动过，接着运行会混入另一套数字：请恢复原文件，或用新文件夹重新运行",
        "the plan kept in {folder}/plan was changed under policy {policy}, so going on would mix two sets of numbers: "
        "restore it, or sweep into a new folder",
    ),
    # clusters
    "study_needs_dask": (
        '--cluster 需要 Dask：请安装 pip install "fuhua[cluster]"',
        '--cluster needs Dask: pip install "fuhua[cluster]"',
    ),
    "study_cluster_unreachable": (
        "连不上集群 {address}：{fault}；请检查地址与调度器是否已启动",
        "the cluster {address} cannot be reached: {fault}; check the address and that its scheduler runs",
    ),
    "study_worker_differs": (
        "计算节点 {worker} 的模型版本为 {theirs}，本机为 {ours}：请在所有节点安装同一版本",
        "worker {worker} runs engine {theirs}, this is {ours}: install one version everywhere",
    ),
    "topic_studies": ("试验", "Studies"),
    "stage_workers": ("等待计算节点", "waiting for workers"),
    # commands
    "help_sweep": (
        "按试验文件成批运行：让政策杠杆、自然参数在取值范围内变动，配以多项政策和多次运行。\n\n"
        "开始前说明共多少次、约需多久、占多少磁盘。运行按均衡次序进行，随时可按 Ctrl-C 停下：已完成的部分就是一项可用的试验，"
        "用 fuhua resume 接着运行。已有的运行（包括旁边其他试验里的）不再重做。\n\n"
        "\b\n"
        "  fuhua sweep experiments/fund_size.toml --dry-run\n"
        "  fuhua sweep experiments/fund_size.toml --jobs 4\n"
        '  fuhua query results/fund-size "select policy, avg(jobs) from runs group by policy"',
        "Carry out a study: levers and natural parameters varied within bounds, under several policies, many runs each.\n\n"
        "It says first how many runs there will be, how long they take about and how much disk. Runs go in balanced order, so a sweep "
        "stopped with Ctrl-C is a usable study, and fuhua resume goes on with it. A run that is known, in this study or one beside it, "
        "is not lived again.\n\n"
        "\b\n"
        "  fuhua sweep experiments/fund_size.toml --dry-run\n"
        "  fuhua sweep experiments/fund_size.toml --jobs 4\n"
        '  fuhua query results/fund-size "select policy, avg(jobs) from runs group by policy"',
    ),
    "help_resume": (
        "接着运行停下的试验，并重试出错的运行；先检查数据是否完好。",
        "Go on with a study that was stopped, after checking its data, and try again what failed.",
    ),
    "help_query": (
        "用 SQL 查询试验。\n\n"
        "数据表：runs（每次运行一行：政策、设计点、次序、种子、各变动量、各项结果）、months（每次运行每月一行）、failures（出错的运行）、"
        "fields（各列的中英文名与单位）。\n\n"
        "\b\n"
        '  fuhua query results/fund-size "select policy, avg(jobs) from runs group by policy"\n'
        "  fuhua query results/fund-size \"select * from fields where zh like '%基金%'\"\n"
        '  fuhua query results/fund-size "select * from runs" --csv runs.csv',
        "Ask a study a question in SQL.\n\n"
        "Its tables: runs (a row a run: policy, point, number, seed, every varied value, every outcome), months (a row a month of a run), "
        "failures (runs that raised), fields (what each column is called and counted in).\n\n"
        "\b\n"
        '  fuhua query results/fund-size "select policy, avg(jobs) from runs group by policy"\n'
        "  fuhua query results/fund-size \"select * from fields where en like '%fund%'\"\n"
        '  fuhua query results/fund-size "select * from runs" --csv runs.csv',
    ),
    "help_studies": (
        "列出某文件夹下的试验（默认 results）。",
        "List the studies in a folder (default: results).",
    ),
    "help_verify": (
        "逐字节检查试验数据；受损部分移到 damaged/，并指出其中有哪些运行。",
        "Check every byte of a study; damaged parts are set aside in damaged/, and the runs they held are named.",
    ),
    "help_gc": (
        "清理某文件夹下各试验不再需要的文件（默认 results）：未写完的临时文件、移出的受损部分。",
        "Throw away what the studies in a folder (default: results) do not need: files never finished, damaged parts set aside.",
    ),
    "option_study_out": (
        "试验文件夹（默认 results/ 加试验 id）",
        "the study's folder (default: results/ and the study's id)",
    ),
    "option_cluster": (
        "用 Dask 集群运行：local、调度器地址或调度器文件（见 docs/cluster.md）",
        "run on a Dask cluster: local, its scheduler's address or file (see docs/cluster.md)",
    ),
    "option_dry_run": (
        "只说明要运行多少、多久、占多少磁盘",
        "only say how many runs, how long and how much disk",
    ),
    "option_csv": ("把结果写成 CSV（Excel 可直接打开）", "write the answer as CSV, for Excel too"),
    "option_parquet": ("把结果写成 Parquet", "write the answer as Parquet"),
    # what they say
    "sweep_size": (
        "{study}（{plan}）：{policies} 项政策 × {points} 个设计点 × {each} 次 = {runs} 次运行，其中 {there} 次已有。",
        "{study} ({plan}): {policies} policies x {points} points x {each} runs = {runs} runs, {there} of them there already.",
    ),
    "sweep_cost": (
        "约需 {time}（每次 {each} 秒，{jobs} 个进程），占用磁盘约 {size}。",
        "About {time} ({each} s a run, {jobs} processes) and {size} of disk.",
    ),
    "sweep_cost_cluster": (
        "共需 {time} 的单核计算时间（每次 {each} 秒），由集群分担；占用磁盘约 {size}。",
        "About {time} of one core's time ({each} s a run), shared by the cluster, and {size} of disk.",
    ),
    "sweep_from_the_start": (
        "变动量自首月起在各片区同时生效；各点共用同一起始人口与企业。",
        "What is varied holds in every district from the first month on; all points share one starting population.",
    ),
    "sweep_done": (
        "{folder} 现有 {there}/{runs} 次运行，{size}。",
        "{folder} holds {there} of {runs} runs, {size}.",
    ),
    "sweep_failures": (
        "{count} 次运行出错，首个（{place}）：{error}。详情见 failures 表；用 fuhua resume {folder} 重试。",
        "{count} runs failed, the first ({place}) with {error}. The table failures has the tracebacks; "
        "try again with fuhua resume {folder}",
    ),
    "sweep_ask": (
        '查询：fuhua query {folder} "select policy, avg(public_outlay) from runs group by policy"',
        'Ask it: fuhua query {folder} "select policy, avg(public_outlay) from runs group by policy"',
    ),
    "sweep_stopped": (
        "已停下：{there}/{runs} 次运行已存，完好可用。接着运行：fuhua resume {folder}",
        "Stopped: {there} of {runs} runs are stored and usable. To go on: fuhua resume {folder}",
    ),
    "resume_finished": (
        "{folder} 已完成：{runs} 次运行都在。",
        "{folder} is finished: all {runs} runs are there.",
    ),
    "studies_title": ("试验", "Studies"),
    "studies_none": (
        "{root} 下没有试验；fuhua sweep FILE 可新做一项。",
        "There are no studies in {root}; fuhua sweep FILE makes one.",
    ),
    "studies_no_folder": (
        "没有文件夹 {root}：请给出试验所在的文件夹",
        "there is no folder {root}: name the one that holds the studies",
    ),
    "column_folder": ("文件夹", "folder"),
    "column_runs": ("运行次数", "runs"),
    "column_size": ("大小", "size"),
    "verify_parts": (
        "检查了 {parts} 个部分，完好 {runs}/{asked} 次运行。",
        "{parts} parts checked; {runs} of {asked} runs are sound.",
    ),
    "verify_damaged": (
        "{file} 已损坏，移到 damaged/；其中 {count} 次运行（政策/设计点/次序）：{places}",
        "{file} is damaged and set aside in damaged/; it held {count} runs (policy/point/number): {places}",
    ),
    "verify_damaged_unknown": (
        "{file} 已损坏，移到 damaged/；其中的运行已无从辨认，属于所缺之列。",
        "{file} is damaged and set aside in damaged/; its runs are among those missing.",
    ),
    "verify_doubled": (
        "重复的运行（政策/设计点/次序）：{places}；runs/ 中有同一部分的副本，请删去一份。",
        "runs that are there twice (policy/point/number): {places}; runs/ holds a copy of a part, delete one of them.",
    ),
    "verify_resume": (
        "补做所缺：fuhua resume {folder}",
        "To live them again: fuhua resume {folder}",
    ),
    "verify_sound": ("全部完好。", "All is sound."),
    "gc_done": ("清理了 {count} 个文件，腾出 {size}。", "{count} files thrown away, {size} freed."),
    "query_more": (
        "只显示前 {shown} 行，共 {rows} 行；全部请用 --csv 或 --json。",
        "The first {shown} of {rows} rows; for all of them: --csv or --json.",
    ),
}
