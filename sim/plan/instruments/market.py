"""Markets and culture: customers, firms from outside, and what people think of founding."""

from sim.plan.instruments.named import Bilingual, NamedInstrument

MARKET = (
    NamedInstrument(
        "sector_targeting",
        "主导产业培育",
        "targeted sectors",
        "market",
        "growth, upgrade, demand, spill, select",
        {
            "X": "三（九）",
            "R": "三（一）（四）",
            "L": "三，举措13至14、四（二）4",
            "W": "〔二〕、三（一）",
            "S": "一、三（一）2",
        },
        levers=("cluster_budget", "leading_sector_rule"),
        how=Bilingual(
            "经费安排重点行业企业对接链主，扩大其客户面；载体为主导行业预留面积。",
            "Firms of targeted sectors meet lead firms and reach more customers; facilities keep space for "
            "the leading sector.",
        ),
    ),
    NamedInstrument(
        "investment_attraction",
        "招商引资",
        "investment promotion",
        "market",
        "entry, tech",
        {"X": "四（十四）、附件三", "R": "三（三）（五）、四（二）", "W": "三（五）"},
        levers=("promotion_budget", "relocation_envelope", "relocation_grant"),
        how=Bilingual(
            "招商经费增加来访企业，落户奖补与低租金、同业多一起决定其是否迁入。",
            "Promotion brings more firms to look; a grant, cheap rents and neighbours of the trade decide "
            "whether they move in.",
        ),
    ),
    NamedInstrument(
        "tiered_firm_cultivation",
        "科技企业梯次培育",
        "tiered cultivation of firms",
        "market",
        "growth, upgrade",
        {"X": "一（一）、三（九）", "W": "〔二〕"},
        levers=(
            "coaching_budget",
            "award_envelope",
            "tech_sme_award",
            "high_tech_award",
            "strong_award",
        ),
        how=Bilingual(
            "辅导提高高企评审得分，奖励使符合条件的企业更值得申报。",
            "Coaching adds points before the panel, and awards make it worth while for firms that qualify "
            "to apply.",
        ),
    ),
    NamedInstrument(
        "first_use_procurement",
        "政府首购首用",
        "first purchases by government",
        "market",
        "growth, demand",
        {"W": "三（六）"},
        levers=("procurement_envelope",),
        how=Bilingual(
            "政府首购产品已成熟的科技型企业，带来收入与一个首用客户。",
            "Government buys first from technology firms whose product is ready, which brings sales and a "
            "first customer.",
        ),
    ),
    NamedInstrument(
        "lead_firm_attraction",
        "链主企业招引",
        "attraction of lead firms",
        "market",
        "entry, demand, spill",
        {"R": "三（三）"},
        levers=("lead_firm_budget",),
        how=Bilingual(
            "经费接洽链主企业，落户者在本地采购，成为初创企业的需求。",
            "Lead firms are approached; one that settles buys locally, and startups can win that demand.",
        ),
    ),
    NamedInstrument(
        "project_mix_steering",
        "项目结构引导",
        "mix of projects",
        "market",
        "growth, select",
        {"S": "三（一）2"},
        levers=("project_mix",),
        how=Bilingual(
            "来访企业中按比例选取重点行业。",
            "Part of the firms approached is chosen from the targeted sectors.",
        ),
    ),
    NamedInstrument(
        "events_competitions",
        "赛事活动",
        "events and competitions",
        "culture",
        "entry, match, info",
        {
            "X": "三（十二）",
            "R": "三（七）",
            "L": "三，举措20、四（六）15",
            "W": "三（六）",
            "S": "附件一（四）",
        },
        levers=("event_budget",),
        how=Bilingual(
            "赛事活动使更多人敢于创业，效果递减。",
            "Events embolden people to found, with diminishing returns.",
        ),
    ),
    NamedInstrument(
        "culture_campaign",
        "双创文化宣传",
        "campaigns",
        "culture",
        "info, risk",
        {
            "R": "四（四）",
            "L": "三，举措20至21、四（六）14",
            "W": "三（六）",
            "S": "四（二）、附件一（四）",
        },
        levers=("campaign_budget",),
        how=Bilingual(
            "宣传逐步积累创业文化，停则消退，人们因此更愿创业。",
            "Campaigns build up a culture of enterprise, which fades when they stop; people found more "
            "readily in it.",
        ),
    ),
    NamedInstrument(
        "display_landmark",
        "双创地标展示",
        "landmarks",
        "culture",
        "info",
        {"L": "三，举措21（3）、四（三）9", "W": "三（六）"},
        not_modelled=Bilingual(
            "主题公园与广场影响谁、如何影响，文件未说；宣传的作用另由双创文化宣传承担。",
            "No text says whom a theme park or a square reaches; publicity acts through campaigns.",
        ),
    ),
    NamedInstrument(
        "role_model_recognition",
        "创业典型表彰",
        "role models",
        "culture",
        "entry, risk",
        {"L": "三，举措21", "W": "三（六）"},
        levers=("role_model_budget",),
        how=Bilingual(
            "成功案例传得更广，同样多的成功退出更能鼓舞后来者。",
            "Successes are heard of more widely, so the same number of exits encourages more people.",
        ),
    ),
)
