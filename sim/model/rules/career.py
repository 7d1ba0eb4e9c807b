"""People get on: graduates settle in, and once a year the posts that are free above them are filled
from below.

Posts above the first step are a share of the region's technical people, as institutes, universities
and firms keep a structure of posts; so whoever leaves makes room for another, and without policy
the mix of kinds stays as it is.
"""

from sim.core.chance import four_uniforms
from sim.core.kernel import kernel, rule
from sim.model.codes import (
    D_CAREER,
    ENGINEER,
    MANAGER,
    OUTSIDE,
    SCIENTIST,
    SEEKING,
    STUDENT,
    YOUNG_PROFESSIONAL,
)


@rule
def settles_in(t, m):
    """Whether a graduate has been here long enough to count as a young professional, and becomes
    one.

    Formula: t.kind = YOUNG_PROFESSIONAL if t.kind == STUDENT and clock - t.born >= student_months
    Source: assumed.
    """
    if t.kind == STUDENT and m.clock - t.born >= m.student_months:
        t.kind = YOUNG_PROFESSIONAL


@kernel
def settle_graduates(talents, students, months, seat, kinds):
    """Graduates settle in, each by the setting of the own market.

    Returns how many of `students` study on; they stand first. `kinds` counts who lives here.

    Order: students who may have been here long enough, in any order.
    Source: assumed.
    """
    n = 0
    for r in students:
        t = talents[r]
        if t.alive:
            k = seat[t.sector]
            kinds[k, t.kind] -= 1
            settles_in(t, months[k])
            kinds[k, t.kind] += 1
            if t.kind == STUDENT:
                students[n] = r
                n += 1
    return n


@rule
def is_qualified(t, kind, m):
    """Whether a person can rise to a kind of post: after years at work, from the step below;
    scientists' posts are institutes' and universities', which choose among engineers employed
    outside the model.

    Formula: t.employer != SEEKING and t.venture < 0 and clock - t.born >= 12 * career_years and
        (t.kind == YOUNG_PROFESSIONAL if kind == ENGINEER else t.kind == ENGINEER)
    Source: 人社部发〔2019〕16号; assumed (which step leads to which).
    """
    if t.employer == SEEKING or t.venture >= 0 or m.clock - t.born < 12 * m.career_years:
        return False
    if kind == ENGINEER:
        return t.kind == YOUNG_PROFESSIONAL
    return t.kind == ENGINEER and (kind == MANAGER or t.employer == OUTSIDE)


@kernel
def count_free_posts(talents, months, seat, posts, skill):
    """Fill the posts that are free, by market's seat and kind, and the skill of all who can rise to
    them; leading people hold scientists' posts.

    Order: everybody who lives here, in any order.
    Formula:
        posts = sum(engineer_share for t in talents) - holders
        skill = sum(t.skill if is_qualified(t, kind))
    Source: 10.3 % of professionals in public units held senior titles; White 1970.
    """
    for t in talents:
        if t.alive:
            k = seat[t.sector]
            m = months[k]
            posts[k, ENGINEER] += m.engineer_share
            posts[k, MANAGER] += m.manager_share
            posts[k, SCIENTIST] += m.scientist_share
            posts[k, min(t.kind, SCIENTIST)] -= 1
            for kind in (ENGINEER, MANAGER, SCIENTIST):
                if is_qualified(t, kind, m):
                    skill[k, kind] += t.skill


@rule
def rises(u, t, kind, posts, skill, m):
    """Whether a person gets one of the posts free of a kind: the abler the sooner, all of them as
    many as there are posts.

    Formula: u * skill < posts * t.skill and is_qualified(t, kind)
    Source: White 1970; assumed (the abler sooner).
    """
    return is_qualified(t, kind, m) and u * skill[kind] < posts[kind] * t.skill


@kernel
def promote(talents, months, seat, posts, skill, kinds):
    """Posts that are free are filled from the step below: an engineer's, else a scientist's, else a
    manager's; `kinds` counts who lives here.

    Order: everybody who may rise, in any order: a person's chance does not depend on who came
        before.
    Source: White 1970.
    """
    for t in talents:
        if t.alive and (t.kind in (YOUNG_PROFESSIONAL, ENGINEER)):
            k = seat[t.sector]
            m = months[k]
            if not is_qualified(t, ENGINEER if t.kind == YOUNG_PROFESSIONAL else MANAGER, m):
                continue  # nor for another kind of post: a scientist's asks for more
            u, v, w, _ = four_uniforms(t.key, m, D_CAREER)
            kinds[k, t.kind] -= 1
            if rises(u, t, ENGINEER, posts[k], skill[k], m):
                t.kind = ENGINEER
            elif rises(v, t, SCIENTIST, posts[k], skill[k], m):
                t.kind = SCIENTIST
            elif rises(w, t, MANAGER, posts[k], skill[k], m):
                t.kind = MANAGER
            kinds[k, t.kind] += 1
