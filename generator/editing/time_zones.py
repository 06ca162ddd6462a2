"""Letters that newspapers print behind a time of day, with their distance from UTC.

Data alone. Letters that stand for several zones (IST, BST, CST, AST) are left out: a wrong hour is worse than none.
"""

from collections.abc import Mapping

#: Minutes east of UTC by the letters printed, in capitals.
ZONE_MINUTES: Mapping[str, int] = {
    "UTC": 0, "GMT": 0, "Z": 0, "WET": 0, "WEST": 60,
    "CET": 60, "CEST": 120, "MEZ": 60, "MESZ": 120, "EET": 120, "EEST": 180, "MSK": 180, "TRT": 180,
    "SAST": 120, "WAT": 60, "CAT": 120, "EAT": 180, "NPT": 345, "PKT": 300,
    "WIB": 420, "WITA": 480, "WIT": 540, "ICT": 420, "SGT": 480, "MYT": 480, "HKT": 480, "PHT": 480,
    "JST": 540, "KST": 540, "AWST": 480, "AEST": 600, "AEDT": 660, "NZST": 720, "NZDT": 780,
    "EST": -300, "EDT": -240, "CDT": -300, "MST": -420, "MDT": -360, "PST": -480, "PDT": -420,
    "BRT": -180, "ART": -180,
}
