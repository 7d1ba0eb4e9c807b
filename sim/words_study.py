"""What is said of studies: sweeping, keeping, asking."""

WORDS: dict[str, tuple[str, str]] = {
    # the store
    "study_none_there": ("{folder} 不是试验文件夹（没有 study.json）：请给出 fuhua sweep 写出的文件夹，fuhua studies 可列出",
                         "{folder} holds no study (no study.json): name a folder that fuhua sweep wrote; fuhua studies lists them"),
    "study_file_damaged": ("{folder} 中的 {file} 已损坏（{fault}）：请从备份恢复该文件，或删除此文件夹后重新运行 fuhua sweep",
                           "{file} in {folder} is damaged ({fault}): restore it from a copy, or delete the folder and sweep again"),
    "study_part_unreadable": ("试验数据读不出来（{fault}）：请运行 fuhua verify，它会指出受损部分；之后 fuhua resume 重新运行所缺",
                              "the study's data cannot be read ({fault}): fuhua verify says which part is damaged, "
                              "and fuhua resume lives its runs again"),
    "study_locked": ("另一个进程正在写入 {folder}：请等它结束，或用 --out 另指定文件夹",
                     "another process is adding to {folder}: wait until it is done, or name another folder with --out"),
    "study_is_another": ("{folder} 里已有另一项试验（{what} 不同）：请用 --out 另指定文件夹，或改用别的 id",
                         "{folder} holds another study (its {what} differ): name another folder with --out, or give yours another id"),
    "study_other_version": ("{folder} 由模型版本 {theirs} 生成，本机版本为 {ours}，两者的数字不能放在同一张表里：请安装原版本继续，"
                            "或用 --out 指定新文件夹重新运行",
                            "{folder} was begun with engine {theirs}, this is {ours}, and their numbers cannot stand in one table: install "
                            "that version to go on, or sweep into a new folder with --out"),
    "study_not_made": ("不能建立试验文件夹 {folder}：{fault}；请检查权限与磁盘，或用 --out 另指定",
                       "the study's folder {folder} cannot be made: {fault}; see to permissions and disk, or name another with --out"),
    "study_disk_refuses": ("写不进 {folder}：{fault}。已存的 {stored} 次运行完好，最近 {lost} 次未能写入。"
                           "腾出空间后用 fuhua resume 接着运行",
                           "{folder} cannot be written: {fault}. The {stored} runs stored are sound; the last {lost} were not written. "
                           "Make room, then go on with fuhua resume"),
    "study_no_such": ("没有“{name}”；{help}", "there is no {name}; {help}"),
    # asking
    "study_format": ("格式 {given} 不可用；可用：{known}", "format {given} is not one of {known}"),
    "study_only_select": ("只能提一个查询：请写一条 SELECT 语句", "only one question can be asked: write a single SELECT"),
    "study_sql": ("查询有误：{fault}", "the query is faulty: {fault}"),
    "study_needs_library": ("{format} 格式需要 {missing}：请安装 pip install \"fuhua[research]\"，或改用 numpy 格式",
                            "the {format} form needs {missing}: pip install \"fuhua[research]\", or ask for numpy"),
}
