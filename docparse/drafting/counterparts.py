"""Who in the region answers to a body of the upper level, on whose word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from docparse.drafting.blanks import blank
from docparse.drafting.locality import LOWER, Locality
from docparse.drafting.plan import Office
from docparse.records import Agency, Assignment, Document, Party

_OUR_KINDS = {"department", "committee", "party", "government", "institution"}
_INTERNAL = re.compile(r"[厅局委部][一-龥]{2,8}[处科]")
"""厅科技处: an office inside the upper body that issues the document; the body itself has the counterpart."""

_LOWER_GOVERNMENT = re.compile("[市州盟区县旗]{1,2}(?:人民政府|行政公署)")
_SUFFIX = re.compile(r"(?:委员会|办公室|[委局厅办部])$")


@dataclass(frozen=True, slots=True)
class Counterparts:
    """The region's bodies, by function and by name; `stated` is False where no document of the region was given."""

    place: Locality
    by_function: dict[str, str]
    names: frozenset[str]
    stated: bool

    @classmethod
    def of(cls, bodies: Sequence[Document], place: Locality) -> Counterparts:
        by_function: dict[str, str] = {}
        names: set[str] = set()
        for agency in _own_agencies(bodies, place):
            names.add(agency.canonical)
            if agency.function:
                by_function.setdefault(agency.function, agency.canonical)
        return cls(place, by_function, frozenset(names), bool(names))

    def office(self, name: str, agency: Agency | None) -> Office | None:
        """The office that answers to an upper body; None for the lower level itself (各区县政府), which is the region."""
        canonical = agency.canonical if agency else name
        if self._is_region(canonical, agency):
            return None
        derived = self._derived(canonical)
        own = self.by_function.get(agency.function or "", "") if agency else ""
        if own and _stem(own) == _stem(derived):
            return Office(name=own, state="confirmed", upper=canonical)
        if own:
            note = f"{own}与{canonical}职能对应、名称不同，请按现行机构名称核定"
            return Office(name=own, state="renamed", upper=canonical, note=note)
        if derived in self.names or (agency and agency.kind == "generic"):
            return Office(name=derived, state="confirmed", upper=canonical)
        if not self.stated and derived != canonical:
            return Office(name=derived, state="unconfirmed", upper=canonical)
        part = f"{_stem(derived)}部门" if derived not in (canonical, _stem(derived)) else "对口单位"
        note = f"{canonical}在本级文件中没有对应单位，须由{self.place.own}政府办公室明确"
        return Office(name=blank(part), state="blank", upper=canonical, note=note)

    def _is_region(self, name: str, agency: Agency | None) -> bool:
        if re.match(LOWER, name) or any(name.startswith(p) for p in (self.place.name, *self.place.others)):
            return True
        if _LOWER_GOVERNMENT.fullmatch(name) and not name.startswith(self.place.upper):
            return True
        return (
            agency is not None and agency.kind == "generic" and bool(re.search(r"区县|县（市|市（州|镇街|乡镇", name))
        )

    def _derived(self, name: str) -> str:
        """市科技局 → 区科技局; 省科技厅 → 市科技局; a name without its tier stays as it is."""
        tier = next((t for t in (self.place.upper, "自治区", "省", "市") if name.startswith(t)), "")
        if not tier or len(name) < len(tier) + 2:
            return name
        tail = name[len(tier) :]
        return self.place.own + (re.sub(r"厅$", "局", tail) if tier in ("省", "自治区") else tail)

    def offices(self, parties: Iterable[Party], document: Document) -> tuple[Office, ...]:
        """The region's offices for the parties of an upper assignment, each once."""
        by_id = {a.id: a for a in document.agencies}
        by_name = {a.name: a for a in document.agencies}
        found: dict[str, Office] = {}
        for party in parties:
            agency = by_id.get(party.agency or "") or by_name.get(party.name)
            if _INTERNAL.fullmatch(party.name):
                agency = _issuer(document, self.place) or agency
            if office := self.office(party.name, agency):
                found.setdefault(office.name, office)
        return tuple(found.values())


def _issuer(document: Document, place: Locality) -> Agency | None:
    """The body that issues the document, by the name that it has in its own text where it has one (省科技厅)."""
    named = {a.name: a for a in document.agencies}
    issuer = next((named[name] for name in document.meta.issuers if name in named), None)
    if issuer is None or not issuer.function:
        return issuer
    same = (a for a in document.agencies if a.function == issuer.function and a.canonical.startswith(place.upper))
    return next(same, issuer)


def _stem(name: str) -> str:
    """The name without the word for its rank: 区发展改革委 and 区发展改革局 are one body under two names."""
    return _SUFFIX.sub("", name)


def _own_agencies(bodies: Sequence[Document], place: Locality) -> Iterator[Agency]:
    for document in bodies:
        for agency in document.agencies:
            ours = agency.canonical.startswith((place.own, place.stem, place.full))
            if agency.kind in _OUR_KINDS and (ours or agency.level == "county"):
                yield agency


def roles(
    assignments: Sequence[Assignment], document: Document, counterparts: Counterparts
) -> tuple[tuple[Office, ...], tuple[Office, ...], tuple[Office, ...]]:
    """Lead, support and responsible offices of a section's assignments; nobody stands in two roles."""
    lead = counterparts.offices((p for a in assignments for p in a.lead), document)
    taken = {o.name for o in lead}
    responsible = counterparts.offices((p for a in assignments for p in a.responsible), document)
    responsible = tuple(o for o in responsible if o.name not in taken)
    taken |= {o.name for o in responsible}
    support = counterparts.offices((p for a in assignments for p in a.support), document)
    return lead, tuple(o for o in support if o.name not in taken), responsible
