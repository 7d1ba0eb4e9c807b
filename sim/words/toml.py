"""What is said about a file as a file: its encoding and its TOML.

A slip's sentence follows "plan.toml:13:1: KEY " and is followed by the line as it should be.
"""

WORDS: dict[str, tuple[str, str]] = {
    # the file
    "plan_file_unreadable": (
        "{file}：无法读取（{detail}）；请检查路径与权限。",
        "{file}: cannot be read ({detail}); check path and permissions.",
    ),
    "plan_no_permission": ("没有读取权限", "permission denied"),
    "plan_is_folder": (
        "{file}：是文件夹，不是文件；请给出含 plan.toml 的文件夹，或 .toml 文件本身。",
        "{file}: is a folder, not a file; give the folder that holds plan.toml, or the .toml file itself.",
    ),
    "plan_file_too_long": (
        "{file}：超过 {size} 字节，不像方案文件；请给出方案的 .toml 文件。",
        "{file}: is longer than {size} bytes, which no plan is; give the plan's .toml file.",
    ),
    "plan_empty": (
        "{file}:1:1: 文件是空的；可用 fuhua new 写出一份方案，再照着填。",
        "{file}:1:1: is empty; fuhua new writes a plan to start from.",
    ),
    "plan_is_policy": (
        "{file}:{line}:1: policy 这是一份政策文件，不是方案；请放进方案的 policies 文件夹，用 --policy 运行。",
        "{file}:{line}:1: policy this is a policy's file, not a plan; put it into the plan's folder policies and run "
        "the plan with --policy.",
    ),
    "plan_utf16": (
        "{file}:1:1: 文件以 UTF-16（记事本中称 Unicode）保存；请另存为 UTF-8。",
        "{file}:1:1: is saved as UTF-16 (Notepad calls it Unicode); save it as UTF-8.",
    ),
    "plan_not_text_file": (
        "此处既不是 UTF-8 也不是 GB18030 编码；请用文本编辑器改正，并另存为 UTF-8。",
        "what stands here is neither UTF-8 nor GB18030; mend it in a text editor and save the file as UTF-8.",
    ),
    "plan_too_deep": (
        "表或列表嵌套超过 {levels} 层；方案至多用到五层，请检查括号。",
        "tables or lists are nested more than {levels} deep; a plan needs five, so check the brackets.",
    ),
    "plan_number_too_long": (
        "数字长达数千位；请写普通数字。",
        "a number has thousands of digits; write an ordinary one.",
    ),
    # slips
    "slip_write": ("；请写作：{line}", "; write: {line}"),
    "slip_this_line": ("此行", "this line"),
    "slip_json": (
        "是 JSON，不是 TOML；请写作 [plan] 一行，再逐行写 键 = 值。",
        "is JSON, not TOML; write [plan] in a line, then key = value line by line.",
    ),
    "slip_wide": ("有全角符号 {given} ，应为半角", "has the full-width character {given}"),
    "slip_wide_space": ("有全角空格", "has a full-width space"),
    "slip_quotes": (
        "的文字里有直引号，应改用“ ”",
        "has straight quotes inside its text, which should be “ ”",
    ),
    "slip_equals": ("的键与值之间要有一个等号", "needs one equals sign between key and value"),
    "slip_name": (
        "的名称含中文或空格，要加引号",
        "has a name with Chinese letters or spaces, which needs quotes",
    ),
    "slip_remark": ("说明文字要以 # 开头", "has a remark, which must begin with #"),
    "slip_end": ("行末或 }} 前多了“{given}”", "has a needless {given} at the end"),
    "slip_number": (
        "的数字写法有误（不用千位逗号，小数点两边都有数字，首位不为 0）",
        "has a number written another way (no commas, digits on both sides of the point, no leading zero)",
    ),
    "slip_yes_no": ("只能是小写的 true 或 false", "must be true or false in small letters"),
    "slip_unquoted": ("= {given} 须加引号", "= {given} must stand in quotes"),
    "slip_string": ("的引号没有成对", "has a quotation mark without its partner"),
    "slip_bracket": ("的括号没有成对", "has a bracket without its partner"),
    "slip_comma": ("的列表缺少逗号", "lacks a comma in its list"),
    "slip_backslash": (
        "引号内的反斜杠要写两个",
        "has a backslash in quotes, which must be doubled",
    ),
    "slip_inline": (
        "的 {{ }} 不能跨行；请写在一行内，或改用 [表名] 分行写。",
        "has a {{ }} over several lines; write it in one line, or as a [table] of its own.",
    ),
    "slip_no_value": (
        "等号后没有值；请填写，或删去此行。",
        "has no value behind the equals sign; give one or delete the line.",
    ),
    "slip_control": (
        "含看不见的控制字符；请删去后重新输入此行。",
        "holds an invisible control character; type the line anew.",
    ),
    "slip_unknown": (
        "此行不是有效的 TOML；请写作 键 = 值 或 [表名]，文字加引号，说明以 # 开头。",
        "this line is not TOML; write key = value or [table], text in quotes, remarks behind #.",
    ),
    "plan_twice": ("重复出现；请改名或合并。", "is given twice; rename one or merge them."),
    "plan_twice_since": (
        "重复出现，第 {line} 行已有；请改名或合并。",
        "is given twice, first in line {line}; rename one or merge them.",
    ),
}
