"""A dossier of one article, small enough to be read at a glance; plainly invented."""

import hashlib
import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

ARTICLE = """Seks timer uten enighet
OSLO (NTB)
Nordferje og Sjømannsforbundet møttes torsdag i Oslo i seks timer.
"""

DOSSIER = """\
format: 1
id: ferry-strike
title: The ferry strike <of> 2021
subtitle: One article about a strike that never was
version: 1.0.0
date: 2021-04-01
languages: [en]
period: 2021-03-01/2021-03-31
licence: {name: CC BY 4.0, url: "https://creativecommons.org/licenses/by/4.0/"}
publisher: An invented desk
text_rules:
  nb: {negation: [ikke], reporting: [sier], condition: [hvis], deputy: [vise], abbreviations: [kl.]}
"""

EVENT = """\
title: Ferry operator and union meet in Oslo
type: talks
date: 2021-03-04
place: oslo
statements:
  - says: The operator and the union met for six hours in Oslo.
    stage: happened
    who: {party: [nordferje, union-of-seamen]}
    date_words: torsdag
    from: avisa-2021-03-05
    quote: >-
      Nordferje og Sjømannsforbundet møttes torsdag i Oslo i seks timer.
    translation: Nordferje and the Seamen's Union met on Thursday in Oslo for six hours.
"""

SOURCE = f"""\
seed: avisa-ferge.txt
sha256: {hashlib.sha256(ARTICLE.encode()).hexdigest()}
publisher: avisa
title: Seks timer uten enighet
title_translation: Six hours without agreement
published: 2021-03-05T06:10+01:00
language: nb
extent: complete
rights: {{publish_text: full, basis: licence}}
apparatus:
  - {{line: 1, kind: title}}
  - {{line: 2, kind: dateline}}
"""

FILES = {
    "content/dossier.yml": DOSSIER,
    "content/events/oslo-talks.yml": EVENT,
    "content/sources/avisa-2021-03-05.yml": SOURCE,
    "content/actors/avisa.yml": "name: Avisa\ntype: outlet\n",
    "content/actors/nordferje.yml": "name: Nordferje\ntype: organisation\n",
    "content/actors/union-of-seamen.yml": (
        "name: Seamen's Union\ntype: organisation\n"
        "names:\n  - {value: Sjømannsforbundet, kind: as_printed, language: nb}\n"),
    "content/places/oslo.yml": "name: Oslo\ntype: city\n",
    "content/vocabulary/event-types.yml": "talks: {label: Talks}\n",
    "content/vocabulary/actor-types.yml": "organisation: {label: Organisation}\noutlet: {label: Outlet}\n",
    "content/vocabulary/place-types.yml": "city: {label: City}\n",
    "content/vocabulary/roles.yml": "party: {label: Party}\n",
    "content/pages/.gitkeep": "",
    "seeds/avisa-ferge.txt": ARTICLE,
}


def make_project(folder: Path) -> Path:
    """Write the dossier, the builder's settings and the page shell of this repository into a folder."""
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    shutil.copy(ROOT / "mkdocs.yml", folder)
    shutil.copytree(ROOT / "site-overrides", folder / "site-overrides")
    return folder
