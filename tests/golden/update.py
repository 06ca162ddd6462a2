"""`python -m tests.golden.update`: what the generator now makes becomes what is expected of it.

Read the difference in git before it is committed: it is what readers will see.
"""

import shutil
import sys

from tests.support.golden import EXPECTED_PATH, files_below, files_of_the_dossier, golden_build


def update() -> int:
    """Make the expected tree hold the generated files alone; returns how many are new, changed or gone."""
    before = files_below(EXPECTED_PATH)
    made = files_of_the_dossier()
    shutil.rmtree(EXPECTED_PATH, ignore_errors=True)
    for uri, data in made.items():
        path = EXPECTED_PATH / uri
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return sum(before.get(uri) != made.get(uri) for uri in before.keys() | made.keys())


if __name__ == "__main__":
    if not golden_build().files:
        sys.exit("The golden dossier has errors; nothing was updated.")
    print(f"{update()} files below {EXPECTED_PATH.name}/ are new, changed or gone.")
