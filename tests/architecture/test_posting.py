"""What people write passes the limits and the look for spam, whatever room they write in."""

import ast
from pathlib import Path

ROOMS = Path(__file__).resolve().parents[2] / "lorehouse"
WHO_MAY = {"items", "moderation"}


def calls_of_post(tree):
    """The lines on which `items.post` is called, under whatever name its module is imported."""
    names = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "lorehouse.items"
        for alias in node.names
        if alias.name == "actions"
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            of = node.func.value
            if node.func.attr == "post" and isinstance(of, ast.Name) and of.id in names:
                yield node.lineno


def test_only_moderation_posts_for_people():
    wrong = [
        f"{file.relative_to(ROOMS)}:{line}"
        for file in sorted(ROOMS.rglob("*.py"))
        if "tests" not in file.parts and file.relative_to(ROOMS).parts[0] not in WHO_MAY
        for line in calls_of_post(ast.parse(file.read_text()))
    ]

    assert wrong == [], "call moderation.post, which takes the same"


def test_the_check_sees_a_call():
    source = "from lorehouse.items import actions as things\nthings.post(author=None)\n"
    assert list(calls_of_post(ast.parse(source))) == [2]
