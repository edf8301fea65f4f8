from hypothesis import given
from hypothesis import strategies as st

from assistant.intake.notes import forms, wiki

PAGE = """{{Incident|state=closed|system=search}}
'''Search''' was off, see [[Page of it|the page]]. Times are local (MESZ).
__TOC__
== Timeline ==
{| class="wikitable"
! Day !! Time !! What
|-
| Mon 24 Aug || 06:30 || ranker ''replaced'' by [[User:Ana Muster|Ana]]
|-
| style="color:red" | Tue 25 Aug
| 07:02
| first [https://wiki.example/x bad page]
|}
* one
** two
# three
: The table says 38%. --[[User:Ana Muster]] 14:02, 4 September 2026 (MESZ)
<!-- say nothing -->
[[Category:Incidents]]
"""


def lines(page: str = PAGE) -> dict[int, str]:
    found = wiki.render(page.split("\n")).passages
    return {passage.line: passage.text for passage in found if passage.text}


def test_a_wiki_page_is_known_by_its_tables_or_headings_and_links() -> None:
    assert wiki.is_wiki(PAGE)
    assert wiki.is_wiki("== Open ==\nsee [[Page]]")
    assert not wiki.is_wiki("Title\n== 3 files ==\n| a | b |\n|---|---|")


def test_rows_of_a_wiki_table_read_like_those_of_markdown_where_they_stood() -> None:
    told = lines()
    assert (told[6], told[7]) == ("| Day | Time | What |", "|---|---|---|")
    assert told[8] == "| Mon 24 Aug | 06:30 | ranker *replaced* by Ana |"
    assert told[10] == "| Tue 25 Aug | 07:02 | first bad page (https://wiki.example/x) |"


def test_headings_lists_links_and_marks_read_like_those_of_markdown() -> None:
    told = lines()
    assert told[1] == "Incident, state=closed, system=search"
    assert told[2] == "**Search** was off, see the page. Times are local (MESZ)."
    assert told[4] == "## Timeline"
    assert [told[n] for n in (14, 15, 16)] == ["- one", "  - two", "1. three"]
    assert told[18] == "<!-- say nothing -->"
    assert 3 not in told
    assert 19 not in told


def test_who_signed_a_remark_stands_before_it_with_the_time() -> None:
    found = wiki.render(PAGE.split("\n")).passages
    signed = next(passage for passage in found if passage.line == 17)
    assert signed.text == "Ana Muster, 4 September 2026, 14:02 (MESZ): The table says 38%."
    assert signed.who == "Ana Muster"


def test_a_wiki_page_is_read_as_one_among_the_notes() -> None:
    found = forms.render(PAGE.encode(), known=forms.Directory())
    assert any(passage.text == "## Timeline" for passage in found.passages)


@given(st.lists(st.sampled_from(["{|", "|-", "|}", "! a !! b", "| a || b", "| c", "x", "== h =="])))
def test_each_line_of_a_page_stays_at_most_one_line(page: list[str]) -> None:
    found = wiki.render(page).passages
    numbers = [passage.line for passage in found]
    assert numbers == sorted(set(numbers))
    assert all(1 <= n <= len(page) for n in numbers)
