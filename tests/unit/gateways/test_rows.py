"""Rows out of a back office's files: a broken one is named by its line, and the others are read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.gateways import rows
from chalicelib.gateways.rows import Fault


def read(content: str | bytes, form: str = "csv", chunk: int = 7):
    whole = content.encode() if isinstance(content, str) else content
    chunks = [whole[at : at + chunk] for at in range(0, len(whole), chunk)]
    return list(rows.read(chunks, form))


@pytest.mark.parametrize("form", ["csv", "json"])
def test_an_empty_file_is_named_empty(form):
    assert read("", form) == [(1, Fault("file_empty"))]


def test_a_row_with_a_quote_left_open_does_not_swallow_the_next():
    found = read('number,name\n1,"open\n2,fine\n')
    assert found == [(2, Fault("row_malformed")), (3, {"number": "2", "name": "fine"})]


def test_a_row_with_too_few_cells_says_how_many():
    assert read("a,b,c\n1,2\n") == [(2, Fault("row_cells", {"expected": 3, "found": 2}))]


def test_bytes_that_are_not_utf8_spoil_their_own_row_only():
    found = read(b"number,name\n1,Fran\xe7ois\n2,Zo\xc3\xab\n")
    assert found == [(2, Fault("row_not_utf8")), (3, {"number": "2", "name": "Zoë"})]


def test_a_row_without_end_is_refused_without_being_held():
    found = read(b"number,name\n" + b"x" * 200_000 + b"\n2,fine\n", chunk=4096)
    assert found[0] == (2, Fault("row_too_long", {"limit": rows.MAX_LINE}))
    assert found[1] == (3, {"number": "2", "name": "fine"})


def test_an_object_left_open_does_not_swallow_the_next():
    found = read('[{"number": "1", "name": "open\n {"number": 2, "name": "fine"}]', "json")
    assert found == [(1, Fault("row_malformed")), (2, {"number": "2", "name": "fine"})]


def test_a_value_that_is_no_text_is_refused():
    assert read('[{"a": [1, {}]}]', "json")[0][1].code == "row_malformed"
    assert read('[{"a": [1, 2.5, null]}]', "json") == [(1, Fault("row_not_flat"))]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_every_usual_dialect_of_csv_is_read(delimiter, end, mark):
    text = end.join(
        [delimiter.join(("Number", " NAME ")), "", delimiter.join(("1", '"Dupont ""le"" x"'))]
    )
    assert read(mark + text.encode()) == [(3, {"number": "1", "name": 'Dupont "le" x'})]


def test_json_is_read_as_lines_and_as_an_array_laid_out_in_any_way():
    wanted = {
        "number": "7",
        "name": 'a "quoted" } brace\\',
        "active": "true",
        "list": "x y",
        "none": "",
    }
    text = '{"number": 7, "name": "a \\"quoted\\" } brace\\\\", "active": true, "list": ["x", "y"], "none": null}'
    assert read(text, "json") == [(1, wanted)]
    spread = "[\n" + text.replace(", ", ",\n ") + ",\n" + text + "]"
    assert [row for _, row in read(spread, "json")] == [wanted, wanted]


cells = st.lists(
    st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=12), min_size=2, max_size=2
)


@given(st.lists(cells, min_size=1, max_size=20), st.integers(1, 40))
def test_what_a_csv_writer_wrote_is_read_back_however_it_is_cut(table, chunk):
    import csv
    import io

    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerows([["a", "b"], *table])
    found = [row for _, row in read(out.getvalue(), chunk=chunk)]
    assert found == [{"a": a.strip(), "b": b.strip()} for a, b in table]


@given(st.binary(max_size=300), st.sampled_from(["csv", "json"]))
def test_no_bytes_whatsoever_break_the_reader(content, form):
    for line, row in read(content, form):
        assert line >= 1
        assert isinstance(row, dict | Fault)
