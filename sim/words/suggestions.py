"""What a user may have meant by a name nobody knows, in a sentence."""

from collections.abc import Collection, Mapping

from sim.core.suggest import nearest_name
from sim.words.catalogue import say

MOST = 12  # names listed at most


def suggestion(name: str, known: Collection[str]) -> str:
    """What the user may have meant, or what there is; what has a Chinese name may be called by it."""
    if close := nearest_name(name, known):
        return say("plan_did_you_mean", name=close[0])
    if isinstance(known, Mapping) and not str(name).isascii():
        titles = {
            str(thing.get("zh") if isinstance(thing, dict) else getattr(thing, "zh", "")): key
            for key, thing in known.items()
        }
        if called := nearest_name(name, titles, 0.4):
            return say("plan_did_you_mean_called", name=titles[called[0]], title=called[0])
    names = sorted(known)
    if not names:
        return say("plan_leave_out")
    rest = " …" if len(names) > MOST else ""
    return say("plan_known_are", names=", ".join(names[:MOST]) + rest)
