"""The signs beside statuses: one drawing per kind, the same in lists, facts and figures. Never without their word."""

from markupsafe import Markup

_DRAWINGS = {
    "happened": '<circle cx="6" cy="6" r="5" fill="currentColor"/>',
    "said": '<circle cx="6" cy="6" r="4.6" fill="none" stroke="currentColor" stroke-width="1.4"/>'
            '<circle cx="6" cy="6" r="2.2" fill="currentColor"/>',
    "expected": '<circle cx="6" cy="6" r="4.4" fill="none" stroke="currentColor" stroke-width="1.5" '
                'stroke-dasharray="2.3 1.7"/>',
    "proposed": '<circle cx="6" cy="6" r="4.4" fill="none" stroke="currentColor" stroke-width="1.5" '
                'stroke-dasharray="1 2.4"/>',
    "under-way": '<circle cx="6" cy="6" r="4.6" fill="none" stroke="currentColor" stroke-width="1.4"/>'
                 '<path d="M6 1.4a4.6 4.6 0 0 0 0 9.2z" fill="currentColor"/>',
    "alleged": '<path d="M6 1.2 11 10.4H1z" fill="none" stroke="currentColor" stroke-width="1.5" '
               'stroke-linejoin="round"/>',
    "denied": '<circle cx="6" cy="6" r="4.6" fill="none" stroke="currentColor" stroke-width="1.5"/>'
              '<path d="M2.8 9.2 9.2 2.8" stroke="currentColor" stroke-width="1.5"/>',
    "did-not-happen": '<path d="M1.6 6h8.8" stroke="currentColor" stroke-width="1.8"/>',
    "called-off": '<path d="M2 2l8 8M10 2l-8 8" stroke="currentColor" stroke-width="1.7"/>',
    "differ": '<path d="M1.5 4.2h9M1.5 7.8h9M8.6 1 3.4 11" stroke="currentColor" stroke-width="1.5" fill="none"/>',
    "background": '<path d="M1.5 3h9M1.5 6h9M1.5 9h6" stroke="currentColor" stroke-width="1.3" fill="none"/>',
    "check": '<path d="M1.5 6.5 4.6 9.6 10.5 2.8" fill="none" stroke="currentColor" stroke-width="1.6"/>',
}


def glyph_shape(kind: str) -> Markup:
    """The bare drawing of a status kind, 12 by 12 user units, for use inside another drawing."""
    return Markup(_DRAWINGS[kind])


def glyph(kind: str) -> Markup:
    """The drawing of a status kind (`under-way`) or of `check`; hidden from screen readers, who get the word."""
    return Markup(f'<svg class="d-g" viewBox="0 0 12 12" aria-hidden="true">{_DRAWINGS[kind]}</svg>')


def glyph_at(kind: str, x: float, y: float) -> Markup:
    """The same drawing inside another one, 12 units wide, its middle at a place, on a disc that hides lines below it."""
    return Markup(f'<g class="d-gm d-status--{kind}" transform="translate({x - 6:.1f} {y - 6:.1f})">'
                  f'<circle class="d-halo" cx="6" cy="6" r="7.5"/>{_DRAWINGS[kind]}</g>')
