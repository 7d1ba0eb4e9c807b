"""People get on: graduates settle in, and once a year the posts that are free above them are filled from below.

Posts above the first step are a share of the region's technical people, as institutes, universities and firms keep a structure
of posts; so whoever leaves makes room for another, and without policy the mix of kinds stays as it is.
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
    """A graduate who has been here for some time counts as a young professional."""
    if t.kind == STUDENT and m.clock - t.born >= m.student_months:
        t.kind = YOUNG_PROFESSIONAL


@kernel
def settle_graduates(talents, months, seat):
    """Graduates settle in."""
    for t in talents:
        if t.alive:
            settles_in(t, months[seat[t.sector]])


@rule
def is_qualified(t, kind, m):
    """Whether a person can rise to a kind of post: after years at work, from the step below; scientists' posts are
    institutes' and universities', which choose among engineers employed outside the model."""
    if t.employer == SEEKING or t.venture >= 0 or m.clock - t.born < 12 * m.career_years:
        return False
    if kind == ENGINEER:
        return t.kind == YOUNG_PROFESSIONAL
    return t.kind == ENGINEER and (kind == MANAGER or t.employer == OUTSIDE)


@kernel
def count_free_posts(talents, months, seat, posts, skill):
    """Fill the posts that are free, by market's seat and kind, and the skill of all who can rise to them; leading people
    hold scientists' posts."""
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
    """Whether a person gets one of the posts free of a kind: the abler the sooner, all of them as many as there are posts."""
    return is_qualified(t, kind, m) and u * skill[kind] < posts[kind] * t.skill


@kernel
def promote(talents, months, seat, posts, skill):
    """Posts that are free are filled."""
    for t in talents:
        if t.alive and (t.kind == YOUNG_PROFESSIONAL or t.kind == ENGINEER):
            k = seat[t.sector]
            m = months[k]
            u, v, w, _ = four_uniforms(t.key, m, D_CAREER)
            if rises(u, t, ENGINEER, posts[k], skill[k], m):
                t.kind = ENGINEER
            elif rises(v, t, SCIENTIST, posts[k], skill[k], m):
                t.kind = SCIENTIST
            elif rises(w, t, MANAGER, posts[k], skill[k], m):
                t.kind = MANAGER
