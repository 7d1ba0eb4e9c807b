"""Space: facilities, what stands around them, and what they cost."""

from sim.plan.instruments.named import Bilingual, NamedInstrument

SPACE = (
    NamedInstrument(
        "spatial_cluster_zoning",
        "空间集聚布局",
        "zoning of facilities",
        "space",
        "capacity, match, spill",
        {
            "X": "一（二）（三）",
            "R": "三（一）",
            "L": "一（二）2、一（三）3、四（三）7",
            "W": "〔二〕、三（一）",
            "S": "三（一）1",
        },
        levers=("leading_sector_rule",),
        builds=True,
        how=Bilingual(
            "方案的片区就是其分区，载体建在方案指定之处；为主导行业预留的面积使同业相邻，相互外溢。",
            "The plan's districts are its zones and its facilities stand where it puts them; space kept for "
            "the leading sector brings firms of one trade together, who learn from each other.",
        ),
    ),
    NamedInstrument(
        "corporate_incubation",
        "龙头企业孵化载体",
        "incubation by leading firms",
        "space",
        "capacity, match, spill",
        {"R": "三（二）", "L": "三，举措14（2）", "W": "三（一）", "S": "三（三）、附件三（一）"},
        builds=True,
        how=Bilingual(
            "方案承诺业主为龙头企业（leading_firm）的载体，按期开放，入驻企业可借业主的客户渠道。",
            "The plan promises facilities owned by leading firms (leading_firm); tenants there reach their "
            "host's customers.",
        ),
    ),
    NamedInstrument(
        "new_space_build",
        "新建孵化空间",
        "new floor space for incubation",
        "space",
        "fixcost, capacity",
        {
            "R": "三（一）（二）",
            "L": "三，举措4（1）",
            "W": "〔二〕、三（一）",
            "S": "附件一（二）",
        },
        builds=True,
        how=Bilingual(
            "方案承诺带开放月份的新建载体，可能延期，建成后增加可租面积并支付建设费。",
            "The plan promises new facilities with a month of opening; they may be late, cost their "
            "building and add floor space.",
        ),
    ),
    NamedInstrument(
        "stock_space_conversion",
        "存量空间盘活",
        "conversion of existing space",
        "space",
        "fixcost, capacity",
        {
            "X": "一（四）、二（八）",
            "R": "三（二）",
            "L": "一（三）3、三，举措4（2）",
            "W": "三（一）",
        },
        levers=("infrastructure_budget",),
        builds=True,
        how=Bilingual(
            "方案承诺由旧楼宇厂房改造的载体，改造费低于新建；改造经费另使现有载体更多面积可供入驻。",
            "The plan promises facilities in converted buildings, cheaper than new ones; money for "
            "refurbishing makes more of the existing area fit for tenants.",
        ),
    ),
    NamedInstrument(
        "university_incubation",
        "高校孵化载体",
        "incubation by universities",
        "space",
        "founders, capacity, tech",
        {
            "R": "三（二）",
            "L": "三，举措14（1）、四（四）11",
            "W": "三（一）、三（四）",
            "S": "三（二）2",
        },
        builds=True,
        how=Bilingual(
            "方案承诺业主为高校（university）的载体，本校学生与科研人员优先入驻，可用实验室。",
            "The plan promises facilities owned by universities (university), which take their own students "
            "and researchers first and open their laboratories to tenants.",
        ),
    ),
    NamedInstrument(
        "amenity_provision",
        "生活配套建设",
        "amenities",
        "space",
        "tin, tkeep",
        {"X": "四（十五）、一（四）", "R": "三（八）", "W": "三（五）"},
        levers=("amenity_budget",),
        how=Bilingual(
            "经费积累为生活配套，人才比较此地与大城市时更愿来、更愿留。",
            "The money builds up amenities, which count when people weigh living here against the large "
            "cities.",
        ),
    ),
    NamedInstrument(
        "institute_incubation",
        "科研院所孵化载体",
        "incubation by research institutes",
        "space",
        "capacity, tech, match",
        {"R": "三（二）", "L": "四（四）10至11", "W": "三（一）"},
        builds=True,
        how=Bilingual(
            "方案承诺业主为科研院所（institute）的载体，院所自有技术使入驻企业能力提高更快。",
            "The plan promises facilities owned by institutes (institute), whose own technology teaches "
            "their tenants.",
        ),
    ),
    NamedInstrument(
        "low_cost_space",
        "低成本孵化空间",
        "low-cost space",
        "space",
        "entry, fixcost",
        {"X": "一（一）、三（十）", "R": "四（二）", "L": "三，举措4"},
        levers=(
            "posted_rent_discount",
            "rent_subsidy_envelope",
            "rent_subsidy_share",
            "rent_subsidy_months",
            "rent_subsidy_area",
        ),
        how=Bilingual(
            "载体标价优惠与租金补贴降低入驻企业的房租，也使打算创业的人预期成本更低。",
            "A discount on posted rents and rent support lower what tenants pay, and what people who think "
            "of founding expect to pay.",
        ),
    ),
    NamedInstrument(
        "infrastructure_upgrade",
        "新型基础设施建设",
        "infrastructure",
        "space",
        "capacity",
        {"X": "五（十七）", "W": "三（五）"},
        levers=("infrastructure_budget",),
        how=Bilingual(
            "经费改造现有载体，提高可供入驻的面积，改无可改时停止支出。",
            "The money refurbishes existing facilities and raises the area tenants can use, until there is "
            "nothing left to refurbish.",
        ),
    ),
    NamedInstrument(
        "outpost_incubator",
        "科创飞地与异地孵化",
        "outposts outside the region",
        "space",
        "entry, tech",
        {"R": "三（五）", "W": "三（五）"},
        levers=("outpost_budget",),
        how=Bilingual(
            "经费在外地孵化团队，其中一部分因既有联系迁回本地，规模小于一般迁入企业。",
            "The money hatches teams outside the region; some follow their ties and move in, smaller than "
            "firms that move by themselves.",
        ),
    ),
    NamedInstrument(
        "plug_and_play_space",
        "拎包入住空间",
        "furnished space",
        "space",
        "regdelay, fixcost",
        {"X": "四（十五）", "R": "三（五）"},
        levers=("furnished_share",),
        how=Bilingual(
            "团队起步时少付装修费，打算创业的人预期的第一年成本随之下降。",
            "Teams save part of fitting out, and people who think of founding expect a cheaper first year.",
        ),
    ),
    NamedInstrument(
        "chamber_incubation",
        "商会孵化载体",
        "incubation by chambers of commerce",
        "space",
        "capacity, capital",
        {"L": "三，举措14（3）"},
        builds=True,
        how=Bilingual(
            "方案承诺业主为社会资本（private）的载体，业主只能承受一段时间的亏损，过后关闭。",
            "The plan promises facilities with private owners (private), who bear losses for some time only "
            "and then close.",
        ),
    ),
    NamedInstrument(
        "industry_park_cultivation",
        "产业园区培育",
        "parks for graduates",
        "space",
        "capacity, upgrade",
        {"L": "四（三）8"},
        builds=True,
        how=Bilingual(
            "方案承诺产业园（park），接纳毕业企业与超龄企业，且不限在园年限。",
            "The plan promises parks (park), which take graduates and firms too old for incubators, without "
            "a term.",
        ),
    ),
)
