"""What a careful reader would query: slips of marks, words, numbers, dates, names and front matter.

Runs last, when all other records are made. findings.tsv says of each code how grave it is, how it is told, and why;
a new check is a function in one of these modules, a line in `CHECKS`, and a row there.
"""

from __future__ import annotations

from types import MappingProxyType

from docparse.extractors.findings import counts, dates, fronts, marks, names, numbering, terms, wording
from docparse.extractors.findings.slips import Check, Rule, Slip, rules
from docparse.extractors.made import Records
from docparse.extractors.reading import Reading
from docparse.records import Finding

__all__ = ["CHECKS", "Check", "Rule", "Slip", "findings", "rules"]

CHECKS: MappingProxyType[str, Check] = MappingProxyType(
    {
        "doc-number-brackets": marks.number_brackets,
        "doc-number-serial": marks.number_serial,
        "punctuation-brackets": marks.mixed_brackets,
        "unbalanced-brackets": marks.lone_brackets,
        "half-width-punctuation": marks.half_width_marks,
        "punctuation-doubled": marks.crowded_marks,
        "punctuation-stray": marks.stray_marks,
        "list-mark": marks.mark_before_and_so_on,
        "list-comma": marks.comma_in_list,
        "duplicated-text": wording.doubled_words,
        "set-phrase": wording.misquoted_phrases,
        "misprint": wording.misspelt_words,
        "stray-character": wording.stray_characters,
        "missing-text": wording.empty_lists,
        "sentence-fragment": wording.purpose_without_clause,
        "blank-left": wording.blanks,
        "qualifier-redundant": wording.double_qualifiers,
        "numbering-gap": numbering.gaps,
        "numbering-duplicate": numbering.repeats,
        "count-mismatch": counts.counts_of_lists,
        "sum-mismatch": counts.sums,
        "part-exceeds-whole": counts.parts_over_whole,
        "goal-inconsistent": counts.goals_apart,
        "rate-over-hundred": counts.rates_over_hundred,
        "impossible-date": dates.impossible_dates,
        "year-misprint": dates.misprinted_years,
        "date-zero": dates.padded_dates,
        "period-reversed": dates.reversed_periods,
        "deadline-before-issue": dates.past_deadlines,
        "printed-before-issue": dates.printed_too_early,
        "citation-after-issue": dates.cited_too_early,
        "agency-misprint": names.misprinted_agencies,
        "agency-level": names.wrong_level,
        "agency-name-inconsistent": names.names_apart,
        "agency-repeated": names.listed_twice,
        "agency-not-in-table": names.missing_in_table,
        "empty-assignment": names.empty_duties,
        "member-repeated": names.members_twice,
        "region-name-incomplete": terms.places_without_rank,
        "term-inconsistent": terms.terms_turned,
        "title-mismatch": fronts.titles_apart,
        "signature-mismatch": fronts.signatures_apart,
        "annex-mismatch": fronts.annexes_apart,
        "annex-missing": fronts.annexes_missing,
        "missing-addressee-colon": fronts.addressees_without_colon,
        "citation-inconsistent": fronts.citations_apart,
    }
)
"""Code → the function that finds it; the codes are those of findings.tsv."""

_HABIT = 10
"""What occurs more often is the document's habit: one finding at the first place says how often."""


def findings(reading: Reading, made: Records) -> list[Finding]:
    """What a careful reader would query, in the order of the text.

    Each finding has a code of findings.tsv, its severity and its message in Chinese; `rule` is "finding." and the code.
    """
    found = [pair for code, check in CHECKS.items() for pair in _told(rules()[code], list(check(reading, made)))]
    ordered = sorted(found, key=lambda pair: (pair[0].span, pair[1].code))
    return [
        Finding(
            id=f"f{k}",
            span=slip.span,
            quote=reading.text[slice(*slip.span)],
            section=reading.section_id(slip.span[0]),
            rule=f"finding.{rule.code}",
            code=rule.code,
            severity=rule.severity,
            message=message,
        )
        for k, (slip, rule, message) in enumerate(ordered, start=1)
    ]


def _told(rule: Rule, slips: list[Slip]) -> list[tuple[Slip, Rule, str]]:
    """Each slip with its message; of a habit the first, which tells how often it occurs."""
    if len(slips) <= _HABIT:
        return [(slip, rule, rule.message.format(**slip.words)) for slip in slips]
    first = min(slips, key=lambda slip: slip.span)
    return [(first, rule, f"{rule.message.format(**first.words)}（全文共{len(slips)}处同类问题）")]
