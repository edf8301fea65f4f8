"""The people named in the inputs and the pseudonyms that stand for them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from assistant.intake.alike import shapes_of
from assistant.intake.redaction import (
    fullnames,
    handles,
    initials,
    passing,
    places,
    pseudonyms,
    speakers,
    titles,
)
from assistant.intake.redaction.customers import companies_in, speaks_for_a_company
from assistant.intake.redaction.fitting import fits_a_name
from assistant.intake.redaction.invisible import strip_invisible
from assistant.intake.redaction.labels import Sighting
from assistant.intake.redaction.machines import Machines
from assistant.intake.redaction.nameforms import (
    DOTTED,
    SHARP,
    any_of,
    dotted,
    forms,
    same,
    without_marks,
)
from assistant.intake.redaction.naming import (
    is_ambiguous,
    is_given,
    is_only_given,
    tokens_of,
)
from assistant.intake.redaction.ordinary import is_word
from assistant.intake.redaction.particles import particles
from assistant.intake.tries import alternation

# So many names are looked for at once; fewer are found quicker one by one.
_MANY = 24
# The genitive of German, before the noun that it goes with.
_GENITIVE = r"(?-i:s(?= [A-ZÄÖÜ][a-zäöüß]))"
_TIES = re.compile(r"[\s,._\-]+")
_SPACELESS = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]{2,}")
_SMALL = re.compile(r"(?<![\w@.\-])[^\W\d_A-Z]{2,20}(?![\w@\-]|\.\w)")


@dataclass(frozen=True, slots=True)
class People:
    """Known names and their pseudonyms, in order of first appearance.

    The key from name to pseudonym serves masking only and is never exported.
    """

    pseudonyms: tuple[str, ...] = ()
    _key: Mapping[str, str] = field(default_factory=dict, repr=False)
    _pattern: re.Pattern[str] | None = field(default=None, repr=False)
    _heads: tuple[str, ...] = field(default=(), repr=False)
    _any_head: re.Pattern[str] | None = field(default=None, repr=False)
    _capitalised: frozenset[str] = field(default=frozenset(), repr=False)
    _letters: Mapping[str, str] = field(default_factory=dict, repr=False)

    def find(self, text: str, lowered: str | None = None) -> Iterator[tuple[int, int, str]]:
        """Yield start, end and pseudonym of every mention of a known person in `text`."""
        if self._pattern is None:
            return
        yield from initials.find(text, self._letters)
        lowered = text.lower() if lowered is None else lowered
        if not self._may_name(lowered):
            return
        placed = {
            place
            for start, end in (*speakers.placed(text), *passing.placed(text))
            for place in range(start, end)
        }
        for match in self._pattern.finditer(text):
            form = _normal(match[0])
            if form not in self._key and form[:-1] in self._key and form.endswith("s"):
                if is_ambiguous(form[:-1]) or is_given(form):
                    continue
                form = form[:-1]  # "Jannes Skript": Jannes', or Janne's
            if form not in self._key:
                # "DEM\u0130R" is found as "demir", and is another word in small letters.
                form = form.replace(DOTTED, "i")
            mention = match[0].startswith("@")
            if match.start() in placed or mention or self._means_a_person(form, text, match):
                opens, closes = titles.opens(text, match.start()), titles.closes(text, match.end())
                yield opens, closes, self._key[form]

    def _may_name(self, lowered: str) -> bool:
        lowered = dotted(lowered.replace(SHARP, "ss"))
        if self._any_head is not None:
            return self._any_head.search(lowered) is not None
        return any(head in lowered for head in self._heads)

    def _means_a_person(self, form: str, text: str, match: re.Match[str]) -> bool:
        if form in self._capitalised and not match[0][:1].isupper():
            return False
        is_ordinary = is_ambiguous(form) or (is_word(form) and not is_only_given(form))
        return not is_ordinary or fits_a_name(text, match)


def _normal(form: str) -> str:
    return dotted(_TIES.sub("", form.lstrip("@").casefold()))


@dataclass
class _Person:
    tokens: tuple[str, ...]
    first_seen: int
    customer: bool = False
    spellings: set[tuple[str, ...]] = field(default_factory=set)


def gather(
    lines: Iterable[str], *, systems: Iterable[str] = (), logged: Iterable[str] = ()
) -> People:
    """Return the people named in notes and history lines, numbered by first appearance.

    `systems` are names that belong to machines, such as those of log files; `logged` are lines
    of logs that hold the name of a person.
    """
    texts = [strip_invisible(line.rstrip("\r\n"))[0] for line in lines]
    shapes = shapes_of(texts)
    seen: list[tuple[int, Sighting]] = []
    taken = set(pseudonyms.met("\n".join(texts)))
    ordinary = {word for shape in dict.fromkeys(shapes) for word in _SMALL.findall(shape)}
    companies: set[str] = set()
    for number, found in speakers.of_lines(texts, shapes):
        seen += ((number * 10_000 + min(s.start, 9_999), s) for s in found)
        if found[0].chat and speaks_for_a_company(shapes[number][found[0].end :]):
            companies.add(found[0].name.casefold())
    trimmed = [(at, _without_ordinary(sighting, ordinary)) for at, sighting in seen]
    doubtful = {s.name for _, s in trimmed if s.chat and _may_be_a_company(s)}
    if doubtful:
        for text in texts:
            if any(name in text for name in doubtful):
                companies.update(companies_in(text))
    people = [
        (at, s)
        for at, s in trimmed
        if not (_may_be_a_company(s) and s.name.casefold() in companies)
    ]
    machines = Machines.of(texts, systems, shapes=shapes)
    logged = tuple(logged)
    machines.take_programs(logged)
    held = [
        (at, s)
        for at, s in _accepted(people)
        if not (s.bare and " " not in s.name and machines.has(s.name.casefold()))
    ]
    known = frozenset(token for _, s in held for token in tokens_of(s.name))
    held += (
        (number * 10_000 + min(s.start, 9_999), s)
        for number, s in passing.names(texts, shapes, known, ordinary, machines)
        if tokens_of(s.name)
    )
    met = {token for _, s in held for token in tokens_of(s.name)}
    told = [*places.names(texts, shapes, met, ordinary, machines)]
    told += places.names_in_logs(logged, met, machines, first=len(texts))
    told += ((number * 10_000, s) for number, s in handles.over_times(texts))
    # A dotted capital I, in small letters, is no letter of a word.
    held += ((at, s) for at, s in told if tokens_of(s.name))
    firsts = {tokens_of(s.name)[0] for _, s in held}
    full = fullnames.grown(texts, shapes, firsts, ordinary, machines)
    held += ((n * 10_000 + min(s.start, 9_999), s) for n, s in full if tokens_of(s.name))
    return _named(_resolve(held), taken)


def _may_be_a_company(sighting: Sighting) -> bool:
    """Return whether a name is one word that is no given name."""
    tokens = tokens_of(sighting.name)
    return len(tokens) == 1 and not is_given(tokens[0])


def _without_ordinary(sighting: Sighting, ordinary: set[str]) -> Sighting:
    """Return the sighting less the words after the first that the text also uses as plain words.

    In "Maya Rolls Back" only "Maya" is a name where the same notes say "rolls" or "back".
    """
    words = sighting.name.split()
    kept = words[:1]
    for number, word in enumerate(words[1:], start=2):
        plain = word.casefold()
        inside = number < len(words) and plain in particles()
        if plain in ordinary and not inside and not is_given(plain):
            break
        kept.append(word)
    name = " ".join(kept)
    return replace(sighting, name=name, end=sighting.start + len(name))


def _accepted(seen: list[tuple[int, Sighting]]) -> list[tuple[int, Sighting]]:
    """Return the sightings that are people's: sure ones, and others that they bear out."""
    seen = [(at, sighting) for at, sighting in seen if tokens_of(sighting.name)]
    sure = {tokens_of(s.name) for _, s in seen if s.strength == "sure"}
    known = {token for tokens in sure for token in tokens}
    counts = Counter(tokens_of(s.name) for _, s in seen if s.chat)
    weak_counts = Counter(tokens_of(s.name) for _, s in seen)
    in_chat = len({tokens_of(s.name) for _, s in seen if s.chat and s.strength != "weak"}) >= 2

    def holds(sighting: Sighting) -> bool:
        tokens = tokens_of(sighting.name)
        if sighting.strength == "sure" or tokens in sure:
            return True
        if len(tokens) == 1 and tokens[0] in known:
            return True
        if (
            len(tokens) == 1
            and tokens[0].endswith(("ing", "tion", "ment", "ed"))
            and not is_given(tokens[0])
        ):
            return False
        if sighting.strength == "likely":
            return in_chat or counts[tokens] >= 2 or not sighting.chat
        return counts[tokens] >= 2 and weak_counts[tokens] >= 2

    return [(at, s) for at, s in seen if holds(s)]


def _resolve(seen: list[tuple[int, Sighting]]) -> list[_Person]:
    """Return the persons behind the sightings: one for all the forms of a name, oldest first."""
    people: dict[tuple[str, ...], _Person] = {}
    order = sorted(seen, key=_fullest_first)
    for at, sighting in order:
        tokens = tokens_of(sighting.name)
        person = _known(tokens, people)
        if person is None:
            person = people[tokens] = _Person(tokens, at)
        person.first_seen = min(person.first_seen, at)
        person.spellings.add(tokens)
        person.customer = person.customer or sighting.customer
    return sorted(people.values(), key=lambda person: (person.first_seen, person.tokens))


def _fullest_first(item: tuple[int, Sighting]) -> tuple[int, int]:
    tokens = tokens_of(item[1].name)
    return -len(tokens) * 100 - min(len(tokens[-1]), 2), item[0]


def _known(tokens: tuple[str, ...], people: dict[tuple[str, ...], _Person]) -> _Person | None:
    if tokens in people:
        return people[tokens]
    plain = without_marks(tokens)
    matches = [
        person
        for person in people.values()
        if plain == without_marks(person.tokens) or same(plain, without_marks(person.tokens))
    ]
    return matches[0] if len(matches) == 1 else None


def _named(people: list[_Person], taken: set[str]) -> People:
    key: dict[str, str] = {}
    patterns: set[str] = set()
    names: list[str] = []
    responders, customers = pseudonyms.letters(taken), pseudonyms.numbers(taken)
    for person in people:
        names.append(next(customers) if person.customer else next(responders))
        key[dotted("".join(person.tokens))] = names[-1]
    for person, name in zip(people, names, strict=True):
        for tokens in (person.tokens, *sorted(person.spellings - {person.tokens})):
            for form, pattern in forms(tokens).items():
                key.setdefault(dotted(form), name)
                patterns.add(pattern)
    if not key:
        return People()
    ordered = sorted(patterns, key=lambda p: (-len(p), p))
    # Scripts without spaces between words have no edges to look for.
    joined = [form for form in ordered if _SPACELESS.fullmatch(form)]
    bounded = rf"@?(?<![^\W_])(?:{any_of(ordered)})(?:_{{1,2}}(?=[>:])|{_GENITIVE})?(?![^\W_])"
    either = re.compile("|".join((bounded, *joined)), re.IGNORECASE)
    heads = {dotted(person.tokens[0]) for person in people} | set(key)
    shortest = tuple(sorted(h for h in heads if not any(o != h and o in h for o in heads)))
    any_head = re.compile(alternation(shortest)) if len(shortest) > _MANY else None
    surnames = {person.tokens[-1] for person in people if len(person.tokens) > 1}
    firsts = {person.tokens[0] for person in people}
    capitalised = frozenset(map(dotted, surnames - firsts))
    letters = initials.of_names({p.tokens[0]: n for p, n in zip(people, names, strict=True)})
    return People(tuple(names), key, either, shortest, any_head, capitalised, letters)
