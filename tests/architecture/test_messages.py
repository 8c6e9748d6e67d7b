"""Everything the house says is in its catalogue, so that it can be translated."""

from tests.architecture.messages import TEMPLATE, catalogue


def test_the_catalogue_is_fresh():
    assert TEMPLATE.read_bytes() == catalogue(), "run ./lore fix"
