"""The version is said once; what changed is said in whole sentences."""

import re

import quyhoach

NAME = re.compile(r"\+[a-z0-9-]+\.(added|changed|fixed|removed)\.md")


def test_citation_names_the_version(house):
    citation = (house / "CITATION.cff").read_text("utf-8")
    assert f"\nversion: {quyhoach.__version__}\n" in citation


def test_every_change_is_one_sentence_with_a_kind(house):
    changes = [path for path in (house / "changes").iterdir() if path.stem != "README"]
    assert [path.name for path in changes if not NAME.fullmatch(path.name)] == []
    texts = {path.name: path.read_text("utf-8").strip() for path in changes}
    assert [name for name, text in texts.items() if not text.endswith(".")] == []
