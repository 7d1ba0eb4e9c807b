"""The numbers behind names: rungs, origins, exits, programmes, and what draws of chance are for.

Rules and reports share them, so this module imports nothing.  An order once published is kept:
saved tables hold the numbers.
"""

# The ladder 微成长、小升高、高变强
TEAM, MICRO, TECH_SME, HIGH_TECH, STRONG = range(5)
RUNGS = ("team", "micro", "tech_sme", "high_tech", "strong")

# Where a startup comes from
STUDENT_FOUNDER, RESEARCHER, RETURNEE, EMPLOYEE, RESIDENT, SERIAL, ATTRACTED = range(7)
ORIGINS = ("student", "researcher", "returnee", "employee", "resident", "serial", "attracted")

# How a startup leaves (it stays for ever in its row)
LIVING, CLOSED, GAVE_UP, MOVED = range(4)
EXITS = ("living", "closed", "gave_up", "moved_away")

# Financing rounds
NO_ROUND, SEED, ANGEL, ROUND_A, ROUND_B, ROUND_C = range(6)
ROUNDS = ("none", "seed", "angel", "A", "B", "C")

# People
STUDENT, YOUNG_PROFESSIONAL, ENGINEER, MANAGER, SCIENTIST, LEADING = range(6)
TALENT_KINDS = ("student", "young_professional", "engineer", "manager", "scientist", "leading")
OUTSIDE, SEEKING = (
    -1,
    -2,
)  # employer column: in a firm or institute outside the model; looking for work
LOCAL, GRADUATE, RETURNED, RECRUITED = range(4)

NO_POST, POST, CAREER = range(3)  # what a founder leaves behind

# Facilities, in the order of their chain
MAKERSPACE, INCUBATOR, ACCELERATOR, PARK = range(4)
FACILITIES = ("makerspace", "incubator", "accelerator", "park")
GOVERNMENT, UNIVERSITY, INSTITUTE, LEADING_FIRM, PRIVATE = range(5)
OWNERS = ("government", "university", "institute", "leading_firm", "private")
UNRECOGNISED, CITY, PROVINCIAL, NATIONAL = range(4)
LEVELS = ("none", "city", "provincial", "national")

# What a facility lacks most
EQUIPMENT, PEOPLE, SPACE, FINANCING = range(4)

# What an application for a desk comes to
TAKEN, FULL, RESERVED, REFUSED = range(4)

# Funds
(
    SEED_FUND,
    ANGEL_FUND,
    VENTURE_FUND,
    GROWTH_FUND,
    GUIDANCE_FUND,
    COINVESTMENT_FUND,
    CORPORATE_FUND,
    INHOUSE_FUND,
    MERGER_FUND,
) = range(9)
FUND_KINDS = (
    "seed",
    "angel",
    "venture",
    "growth",
    "guidance_fund",
    "coinvestment",
    "corporate",
    "inhouse",
    "merger",
)
# which commitment of public money a fund was set up with
GUIDED, SEEDED, COINVESTED, CORPORATE, INHOUSE, UPPER, MERGER = range(7)
COMMITMENTS = (
    "guidance_commitment",
    "seed_commitment",
    "coinvestment_commitment",
    "corporate_commitment",
    "inhouse_commitment",
    "upper_fund_commitment",
    "merger_commitment",
)

# Boards on which shares are quoted, the strictest last
NO_BOARD, REGIONAL_BOARD, NEEQ, GROWTH_BOARD, MAIN_BOARD = range(5)
BOARDS = ("none", "regional", "neeq", "growth", "main")

# Loans
REPAYING, REPAID, DEFAULTED = range(3)

# Programmes: lines of public money that firms and people apply to, one purse a district and line
(
    RENT_GRANT,
    RESEARCH_GRANT,
    VOUCHER,
    DIGITAL_GRANT,
    JOINT_RESEARCH,
    FOUNDER_GRANT,
    AWARD,
    INTEREST_GRANT,
    RELOCATION,
    PROCUREMENT,
    TALENT_AWARD,
    SETTLEMENT,
    OPERATING_GRANT,
    UPGRADE_GRANT,
    PARK_POLICY,
) = range(15)
PROGRAMMES = (
    "rent_subsidy",
    "research_grant",
    "voucher",
    "digital",
    "joint_research",
    "founder_grant",
    "award",
    "interest",
    "relocation",
    "procurement",
    "talent_award",
    "settlement",
    "operating_subsidy",
    "upgrade_grant",
    "park_policy",
)

# What a checklist is kept of, and how its points are reckoned
OF_FACILITY, OF_OPERATOR, OF_DISTRICT = range(3)
SUBJECTS = ("facility", "operator", "district")
AT_LEAST, ABOVE, AT_MOST, BELOW, EQUALS = range(5)
COMPARATORS = (">=", ">", "<=", "<", "=")
STOCK_POINT, FLOW_POINT, CHANGE_POINT = range(3)
# what a facility can do about a point that it lacks
NO_WORK, FILLING, RIGHTS, FINANCING, CERTIFICATES, CHOOSING, HIRING, EQUIPPING, ALLOTTING = range(9)

# What evaluation leads to
NO_CONSEQUENCE, RANKING, MONEY, REVOCATION = range(4)

# Institutions that act in their own name
(
    PLATFORM_COMPANY,
    UNIVERSITY_BODY,
    INSTITUTE_BODY,
    TECHNOLOGY_MARKET,
    OUTPOST,
    PARTNER_CITY,
    LEAD_ENTERPRISE,
) = range(7)
INSTITUTION_KINDS = (
    "platform_company",
    "university",
    "institute",
    "technology_market",
    "outpost",
    "partner_city",
    "leading_firm",
)

# What a draw is for: one address a purpose, four uniforms each
(
    D_SETTING,
    D_GRADUATE,
    D_PERSON,
    D_FOUND,
    D_BIRTH,
    D_IDEA,
    D_ADMIT,
    D_SEARCH,
    D_VIEW,
    D_QUIT,
    D_LEARN,
    D_TRADE,
    D_APPLY,
    D_LOAN,
    D_MEET,
    D_TERMS,
    D_CERTIFY,
    D_PANEL,
    D_LEAVE,
    D_SECTOR,
    D_BUILD,
    D_TENDER,
    D_FUND,
    D_VISITOR,
    D_WANTED,
    D_NEW_FUND,
    D_CONTACT,
    D_MOVER,
    D_SITE,
    D_REACH,
    D_ABROAD,
    D_OUTPOST,
    D_LEAD,
    D_PROJECT,
    D_POST,
    D_VOUCHER,
    D_REVIEW,
    D_RAISE,
    D_SYNDICATE,
    D_PRESALE,
    D_CAREER,
    D_TYPE,
    D_LINE,
    D_BUYOUT,
    D_CROWD,
    D_TECHNOLOGY,
    D_CULTIVATE,
    D_QUOTE,
    D_MARKS,
    D_LANDING,
    D_BACKING,
) = range(51)
