"""Word families of Indonesian: which printed forms share a root, and which forms a root may take.

Owns the rules of affixes. There is no list of roots: a root counts where it is printed by itself, or where several
printed forms lead to it by clear affixes. What only looks affixed is named here. The affixes and the sounds of meN- and
peN- are those of the standard language; what they give is held to examples by the tests.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

_VOWELS = "aeiou"
_CLITICS = ("nya", "lah", "kah", "pun", "ku", "mu")
_SUFFIXES = ("kan", "an", "i")

#: Words of grammar, and words whose parts no longer mean what they say: in no family.
_WHOLE = frozenset("""
    adalah akan akhirnya antara apakah apalagi atau bagaikan bagaimana bahkan bahwa begitu belah belum berapa
    berikut bersama besok biasanya bukan dalam dan dari delapan demikian dengan di dia dimana empat enam hanya
    harian hingga ialah ini itu jangan juga jumlah kalah kalau kalian kami kamu karena kemarin kemudian kepada
    kepala ketika kini kira kita lah lalu lima malah masih masing maupun melainkan melalui memang mengenai
    menjadi menuju menurut mereka merupakan meski meskipun misalnya mulai mungkin namun oleh pada padahal pagi
    para pasti perlahan perlu pernah pertama pula pun saat saja sambil sampai sana sangat satu sebabnya
    sebagai sebagaimana sebelah sebelum sebelumnya sebuah secara sedang sedangkan segera sehingga sejak
    sejumlah sekali sekarang sekitar selain selalu selama selanjutnya selasa seluruh semakin semenjak
    sementara sempat semua sendiri seorang sepanjang seperti seraya seringkali serta sesuatu setelah
    setelahnya setiap siapa suatu sudah tanpa telah tentang terakhir terhadap ternyata tersebut tetap tetapi
    tidak tuan untuk walaupun yaitu yakni
""".split())

#: Roots that look affixed: not taken apart, but others may be built on them.
_SIMPLE = frozenset("""
    atas bangsa barang baru bawah beberapa bekas belakang bentuk benua berita bulan bumi depan desa dunia ikan
    jalan kacau kali kantor kapal kata keadaan kota langkah lawan makan makanan malam manusia masalah menit
    menteri merdeka minggu negara pekan peran perang percaya perdana periksa presiden rumah salah saudara
    sebab sejarah sekolah selatan selesai sengketa senjata sepakat serang serikat setuju tahun tangan teman
    tengah timur utara
""".split())

#: Roots of one syllable take `menge-`, `penge-`; they may be as short as this with such a prefix, or with `di-`.
_SHORTEST, _SHORTEST_ROOT = 3, 4
_OF_ONE_SYLLABLE = ("menge", "penge")
#: A longer word printed alone is taken for no root.
_LONGEST_ROOT = 8

#: How a root may begin: at most two consonants, `ng` before a vowel only.
_SYLLABLE = re.compile("(?!ng[^aeiou])[^aeiou]{0,2}[aeiou]")

#: Prefix and suffix that do not go together, which tells `kepada` from `ke-...-an`.
_NEVER = {("ber", "i"), ("ke", "i"), ("ke", "kan"), ("di", "an"), ("meN", "an"), ("ter", "an"), ("se", "i"),
          ("se", "kan"), ("se", "an")}
#: Prefixes whose letters begin many plain words: they count only where the root is printed by itself.
_WEAK = {"se", "ke", "pe", "te", "be", "me"}


@dataclass(frozen=True, slots=True)
class _Parse:
    """One way to read a form: a root, what stands before and behind it, and the clitic."""

    root: str
    prefix: str
    suffix: str
    clitic: str

    @property
    def is_clear(self) -> bool:
        """Whether its affixes are such as plain words rarely begin or end with."""
        is_circumfix = self.suffix == "an" and self.prefix in ("ke", "pe")
        has_clear_prefix = bool(self.prefix) and self.prefix not in _WEAK
        is_long = len(self.root) >= _SHORTEST_ROOT or self.prefix in _OF_ONE_SYLLABLE and _vowels(self.root) == 1
        return (has_clear_prefix or is_circumfix or self.suffix == "kan") and is_long


def word_families(forms: Iterable[str]) -> dict[str, str]:
    """The root of each form, in lower case without diacritics: the form itself where nothing else is clear."""
    printed = frozenset(forms)
    parses = {form: tuple(_parses(form)) for form in printed}
    clear: dict[str, set[str]] = {}
    for form, found in parses.items():
        for parse in found:
            if parse.is_clear:
                clear.setdefault(parse.root, set()).add(form)
    possible = Counter(root for found in parses.values() for root in {parse.root for parse in found})
    roots = {form: _root(form, parses[form], printed, clear, possible) for form in sorted(printed)}
    return {form: _last(form, roots) for form in roots}


def _last(form: str, roots: Mapping[str, str]) -> str:
    """The root of the root, and so on: per-unding-an to rundingan to runding. Each step is shorter, so it ends."""
    while (root := roots.get(form, form)) != form:
        form = root
    return form


def _root(
    form: str, parses: tuple[_Parse, ...], printed: frozenset[str], clear: Mapping[str, set[str]],
    possible: Mapping[str, int],
) -> str:
    """The root that most speaks for: borne by most other forms or printed by itself; of two, the shorter.

    Of two that equally many forms clearly bear, the one that more may bear: be-runding stands by pe-runding-an.
    """
    best, best_rank = form, (0, 0, 0, 0)
    for parse in parses:
        others = len(clear.get(parse.root, set()) - {form})
        is_printed = parse.root in printed
        is_only_clitic = parse.clitic == "nya" and not parse.prefix and not parse.suffix
        if not (is_printed or others or is_only_clitic):
            continue
        rank = (others + 2 * is_printed, possible[parse.root], parse.prefix.count("+") * -1, -len(parse.root))
        if rank > best_rank:
            best, best_rank = parse.root, rank
    return best


def _parses(form: str) -> Iterator[_Parse]:
    """Every way to take a form apart, none for plain words; of a doubled word its part."""
    if form in _WHOLE or form in _SIMPLE or len(form) <= _SHORTEST:
        return
    for clitic, base in _without_clitic(form):
        if base in _WHOLE or (clitic and base in _SIMPLE):
            if clitic and base in _SIMPLE:
                yield _Parse(base, "", "", clitic)
            continue
        for suffix, stem in _without_suffix(base):
            for prefix, root in _without_prefix(stem):
                fits = (prefix.split("+")[0], suffix) not in _NEVER
                if fits and (prefix or suffix or clitic) and _may_be_root(root, prefix):
                    yield _Parse(root, prefix, suffix, clitic)


def _may_be_root(root: str, prefix: str) -> bool:
    shortest = _SHORTEST if prefix in (*_OF_ONE_SYLLABLE, "di") else _SHORTEST_ROOT
    return len(root) >= shortest and root not in _WHOLE and _SYLLABLE.match(root) is not None


def _without_clitic(form: str) -> Iterator[tuple[str, str]]:
    yield "", form
    for clitic in _CLITICS:
        if form.endswith(clitic) and len(form) - len(clitic) >= _SHORTEST_ROOT:
            yield clitic, form.removesuffix(clitic)


def _without_suffix(base: str) -> Iterator[tuple[str, str]]:
    yield "", base
    for suffix in _SUFFIXES:
        stem = base.removesuffix(suffix)
        if stem != base and len(stem) >= _SHORTEST and not (suffix == "i" and stem.endswith("i")):
            yield suffix, stem


def _without_prefix(stem: str) -> Iterator[tuple[str, str]]:
    """What may stand before the root, nasal sounds undone; two prefixes where the first takes a second."""
    yield "", stem
    for prefix, rest in _one_prefix(stem):
        yield prefix, rest
        if prefix in ("meN", "di", "ter", "peN", "ke", "ber"):
            for second, root in _one_prefix(rest):
                if second in ("per", "ber", "ter", "ke", "se"):
                    yield f"{prefix}+{second}", root


def _one_prefix(stem: str) -> Iterator[tuple[str, str]]:
    for prefix in ("di", "ke", "se", "ter", "ber", "per"):
        if stem.startswith(prefix):
            yield prefix, stem[len(prefix):]
    for prefix in ("te", "be", "pe"):
        # te-rasa, be-kerja, pe-perang-an: the r falls out before another r, and before a syllable with -er-.
        if re.match(prefix + "(r|[^aeiou]er[^aeiou])|peper", stem):
            yield prefix, stem[2:]
    if stem.startswith(("belajar", "pelajar")):
        yield ("ber" if stem[0] == "b" else "per"), stem[3:]
    yield from _nasal(stem, "me", "meN")
    yield from _nasal(stem, "pe", "peN")


def _nasal(stem: str, start: str, prefix: str) -> Iterator[tuple[str, str]]:
    """The roots that meN- or peN- may hide: meng-harap, me(ng)-kirim, me(ny)-sebut, me(m)-pimpin, me(n)-tulis."""
    if not stem.startswith(start):
        return
    if stem.startswith(f"{start}nge"):
        yield ("menge" if start == "me" else "penge"), stem[len(start) + 3:]
    for nasal, hidden, before in (("ng", "k", f"{_VOWELS}ghkqx"), ("ny", "s", _VOWELS), ("n", "t", "cdjtsz" + _VOWELS),
                                  ("m", "p", "bfpv" + _VOWELS)):
        rest = stem[len(start) + len(nasal):]
        if stem.startswith(start + nasal) and rest and rest[0] in before:
            if rest[0] in _VOWELS:
                yield prefix, hidden + rest
                if nasal in ("n", "m"):
                    yield start, nasal + rest
            if rest[0] not in _VOWELS or nasal == "ng":
                yield prefix, rest
    if re.match(f"{start}(l|r|w|y|ny|ng)", stem) and not stem.startswith(f"{start}nge"):
        yield (start if stem[2] == "n" else prefix), stem[2:]


def likely_roots(form: str) -> tuple[str, ...]:
    """What may be the root of a form whose family is printed nowhere else: berunding may be runding or unding."""
    found = {parse.root for parse in _parses(form) if parse.is_clear and "+" not in parse.prefix
             or parse.prefix in ("be", "pe") and parse.root.startswith("r")}
    return tuple(sorted(found))


def plain_roots(form: str) -> tuple[str, ...]:
    """The word itself and what stands before its -an, where nothing clearer is known of a form printed alone.

    None for words of grammar, for what has clear affixes, and for what is too long or too short to take any.
    """
    if form in _WHOLE or any(parse.is_clear for parse in _parses(form)):
        return ()
    bases = (form, form.removesuffix("an")) if len(form) > 5 else (form,)
    return tuple(base for base in dict.fromkeys(bases)
                 if _SHORTEST_ROOT <= len(base) <= _LONGEST_ROOT and _vowels(base) > 1 and _SYLLABLE.match(base))


def common_forms(root: str) -> tuple[str, ...]:
    """Those of its forms that are likeliest where nothing but the root itself is known."""
    active, agent, (ber, per, ter) = _with_nasal("me", root), _with_nasal("pe", root), _with_r(root)
    return tuple(dict.fromkeys((
        root, f"{root}an", f"{root}nya", active, f"{active}kan", f"{active}i", f"di{root}", f"di{root}kan",
        f"di{root}i", ber, f"{agent}an", f"{per}an", f"ke{root}an", ter)))


def derived_forms(root: str) -> tuple[str, ...]:
    """The regular forms of a root, for those who look for a word in a form that is not printed."""
    active, agent, (ber, per, ter) = _with_nasal("me", root), _with_nasal("pe", root), _with_r(root)
    bare = (root, f"{root}an", f"{root}kan", f"{root}i")
    passive = tuple(f"di{root}{suffix}" for suffix in ("", "kan", "i"))
    actives = tuple(f"{active}{suffix}" for suffix in ("", "kan", "i"))
    nouns = (agent, f"{agent}an", f"{per}an", f"ke{root}an")
    return tuple(dict.fromkeys((*bare, *actives, *passive, ber, f"{ber}an", *nouns, per, ter, f"{ter}i",
                                *(f"{form}nya" for form in (*bare[:2], *nouns)))))


def _with_r(root: str) -> tuple[str, str, str]:
    """The root behind ber-, per- and ter-, whose r falls out before some sounds."""
    return (("be" if root.startswith("r") or re.match("[^aeiou]er[^aeiou]", root) else "ber") + root,
            ("pe" if root.startswith(("r", "per")) else "per") + root, ("te" if root.startswith("r") else "ter") + root)


def _vowels(root: str) -> int:
    return sum(letter in _VOWELS for letter in root)


def _with_nasal(start: str, root: str) -> str:
    """The root behind meN- or peN-, with the sounds as they fall together."""
    first = root[0]
    if _vowels(root) == 1:
        return f"{start}nge{root}"
    hidden = {"k": "ng", "s": "ny", "t": "n", "p": "m"}
    if first in hidden and root[1:2] in tuple(_VOWELS):
        return f"{start}{hidden[first]}{root[1:]}"
    if first in f"{_VOWELS}ghkq":
        return f"{start}ng{root}"
    if first in "bfpv":
        return f"{start}m{root}"
    if first in "cdjtsz":
        return f"{start}n{root}"
    return f"{start}{root}"
