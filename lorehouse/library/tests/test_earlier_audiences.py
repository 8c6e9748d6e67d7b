"""What an article said before more people could read it stays with those it was for."""

from lorehouse.items import actions as items


def edit(article, editor, body, now):
    items.posting.rewrite(
        editor=editor, item=article.item, title=article.item.title, body=body, now=now
    )


def test_readers_who_came_later_see_no_version_of_before(
    client, alice, bob, article, gardeners, members, now
):
    article.item.audience = gardeners.audience
    article.item.save()
    edit(article, alice, "Only we know this.", now)
    edit(article, alice, "Known to all.", now)
    items.change_audience(by=alice, item=article.item, audience=members, now=now)

    client.force_login(bob)
    assert "Only we know this." in client.get(f"{article.get_absolute_url()}history/").text


def test_carol_reads_only_what_was_for_her(client, carol, alice, article, members, public, now):
    edit(article, alice, "For members alone.", now)
    edit(article, alice, "For the public.", now)
    items.change_audience(by=alice, item=article.item, audience=public, now=now)
    article.space.audience = public
    article.space.save()

    client.force_login(carol)
    for query in ("", "?old=2"):
        page = client.get(f"{article.get_absolute_url()}history/{query}")
        assert page.status_code == 200
        assert "For members alone." not in page.text
