"""From the dossier to what may be published."""

from generator.model.dossier import Dossier, PublicDossier


def release_dossier(dossier: Dossier) -> PublicDossier:
    """The public dossier."""
    return PublicDossier(dossier)
