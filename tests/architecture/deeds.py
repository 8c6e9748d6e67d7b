"""What people do under a pseudonym, and what is done to what they wrote so."""

from datetime import timedelta

from django.db import transaction

from lorehouse.items import actions as items
from lorehouse.items.models import Attachment
from lorehouse.ledger import followers
from lorehouse.lib.errors import Refused
from lorehouse.moderation import actions as moderation
from lorehouse.moderation.models import Appeal, Case, Rule
from lorehouse.notify import actions as notify
from lorehouse.notify import inbox
from lorehouse.notify.delivery import hints
from lorehouse.notify.models import Notice
from lorehouse.people.models import Person
from lorehouse.pseudonyms import actions
from lorehouse.stream import actions as stream
from lorehouse.stream.speaking import as_author


def lived(circle, owner, deeds):
    """Let `owner` do these things under a pseudonym; return everything that was written."""
    owner, now = Person.objects.get(pk=owner.pk), circle["now"]
    alice = Person.objects.get(handle="alice")
    audience = circle["group"].audience
    said = {"now": now}
    voice = actions.take(person=owner, group=circle["group"], now=now)
    asked = stream.ask(asker=alice, audience=audience, title="Which soil?", now=now)
    question = stream.ask(asker=voice, audience=audience, title="May one say no?", now=now)
    answer = stream.answer(author=alice, question=question, body="One may.", now=now)
    said |= {"owner": owner, "voice": voice, "audience": audience, "asked": asked, "last": question}
    said |= {"question": question, "answer": answer, "all": [asked, question, answer]}
    for deed in deeds:
        if NEEDS.get(deed, "asked") not in said:
            continue
        try:
            with transaction.atomic():
                DEEDS[deed](said)
        except (Refused, Case.DoesNotExist, Appeal.DoesNotExist):
            continue  # as it would be for anybody
    return said["all"]


def posted(said, key, write, **more):
    """Something the pseudonym writes, remembered under `key`."""
    made = write(author=said["voice"], now=said["now"], **more)
    said["last"] = said[key] = made
    said["all"].append(made)


def with_file(said):
    """A text of the owner's with a file they had uploaded, as it is when the pseudonym posts it."""
    file = Attachment.objects.get(uploader=said["owner"])
    return as_author(
        writer=said["owner"],
        voice=str(said["voice"].pk),
        body=f"![It]({file.get_absolute_url()})",
        now=said["now"],
    )[1]


def asked(*, author, **more):
    """A question."""
    return stream.ask(asker=author, **more)


def linked(said, *, stays):
    """The owner says that their question is another one's duplicate, and may take it back."""
    owner, now, pair = said["owner"], said["now"], (said["question"], said["asked"])
    made = items.link(by=owner, kind="duplicates", source=pair[0], target=pair[1], now=now)
    if not stays:
        items.unlink(by=owner, made=made, now=now)


def moved(said, stage):
    """The owner moves their idea."""
    stream.move(by=said["owner"], item=said["idea"], stage=stage, reason="Good.", now=said["now"])


def answered(said, write, **more):
    """The steward answers what the pseudonym said last."""
    said["theirs"] = write(author=Person.objects.get(handle="alice"), now=said["now"], **more)
    said["all"].append(said["theirs"])


def thanked(said):
    """The steward, who asked, accepts what the pseudonym answered."""
    stream.accept(by=Person.objects.get(handle="alice"), answer=said["own"], now=said["now"])


def told(said):
    """The house tells whom it has to tell, and an hour later the owner that there is something."""
    followers.discover()
    for name in TELLING:
        while followers.advance(followers.FOLLOWERS[name], now=said["now"]):
            pass
    hints.hint_due(now=said["now"] + timedelta(hours=1))


def read_by_owner(said):
    """The owner reads what reached the pseudonym, each of the two at another time."""
    told(said)
    owner = Person.objects.get(pk=said["owner"].pk)
    for line in inbox.inbox(owner).lines:
        if not line.under:
            continue  # what is addressed to them by name is theirs, and so is the fact of it
        notice = Notice.objects.get(pk=line.pk)
        notify.read(person=owner, notice=notice, now=said["now"] + timedelta(minutes=owner.pk))


TELLING = ("items.addressed", "items.notices", "stream.accepted", "moderation.notices")


def latest_case(said):
    """The case about the last thing said, as it stands."""
    return Case.objects.filter(item=said["last"]).latest("pk")


def flagged(said):
    """The steward flags the last thing said."""
    alice, rule = Person.objects.get(handle="alice"), Rule.objects.get(slug="respect")
    moderation.flag(
        flagger=alice, item=fresh(said["last"]), rule=rule, words="Hm.", now=said["now"]
    )


def taken(said):
    """The moderator removes the last thing said."""
    moderation.remove_item(
        by=Person.objects.get(handle="mona"),
        item=fresh(said["last"]),
        rule=Rule.objects.get(slug="respect"),
        reason="It insults.",
        now=said["now"],
    )


def appealed(said):
    """The owner says that it should stay."""
    moderation.appeal(
        author=said["owner"], case=latest_case(said), words="A joke.", now=said["now"]
    )


def granted(said):
    """The administrator brings it back."""
    moderation.decide_appeal(
        by=Person.objects.get(handle="ada"),
        appeal=latest_case(said).appeal,
        granted=True,
        now=said["now"],
    )


def listed(said):
    """The administrator puts the last thing said on a list that the group sees."""
    ada = Person.objects.get(handle="ada")
    kept = items.open_list(keeper=ada, title="Good", audience=said["audience"], now=said["now"])
    items.put_on_list(keeper=ada, kept=kept, item=fresh(said["last"]), now=said["now"])


SPAM = "Buy. " + " ".join(f"https://shop{n}.example/offer" for n in range(9))


def fresh(item):
    """The item as the next request reads it."""
    return type(item).objects.select_related("audience", "root", "parent").get(pk=item.pk)


# Posting is done as the voice, as `speak` returns it; all else as the owner, who is signed in.
DEEDS = {
    "ask": lambda it: posted(it, "question", asked, audience=it["audience"], title="Why?"),
    "note": lambda it: posted(it, "note", stream.write_note, audience=it["audience"], body="Rain."),
    "blog": lambda it: posted(
        it, "blog", stream.publish_blog, audience=it["audience"], body="Figs."
    ),
    "link": lambda it: posted(
        it, "link", stream.share, audience=it["audience"], address="https://figs.example/"
    ),
    "poll": lambda it: posted(it, "poll", stream.open_poll, audience=it["audience"], body="Meet?"),
    "idea": lambda it: posted(it, "idea", stream.propose, audience=it["audience"], body="Bees."),
    "file": lambda it: posted(
        it, "note", stream.write_note, audience=it["audience"], body=with_file(it)
    ),
    "answer": lambda it: posted(it, "own", stream.answer, question=it["asked"], body="Loam."),
    "comment": lambda it: posted(it, "said", stream.comment, parent=fresh(it["last"]), body="Yes."),
    "argue": lambda it: posted(it, "pro", stream.argue, item=it["idea"], side="for", body="Honey."),
    "report": lambda it: posted(
        it, "tried", stream.report, item=it["idea"], outcome="worked", body="Sweet."
    ),
    "edit": lambda it: items.edit(
        editor=it["owner"], item=fresh(it["last"]), title="New", body="New words", now=it["now"]
    ),
    "remove": lambda it: items.remove(remover=it["owner"], item=fresh(it["last"]), now=it["now"]),
    "restore": lambda it: items.restore(
        restorer=it["owner"], item=fresh(it["last"]), now=it["now"]
    ),
    "accept": lambda it: stream.accept(by=it["owner"], answer=fresh(it["answer"]), now=it["now"]),
    "withdraw": lambda it: stream.withdraw_acceptance(
        by=it["owner"], answer=fresh(it["answer"]), now=it["now"]
    ),
    "close": lambda it: stream.close(by=it["owner"], item=it["poll"], now=it["now"]),
    "trial": lambda it: moved(it, "trial"),
    "adopt": lambda it: moved(it, "adopted"),
    "advertise": lambda it: posted(
        it, "note", stream.write_note, audience=it["audience"], body=SPAM
    ),
    "flag": flagged,
    "take": taken,
    "appeal": appealed,
    "grant": granted,
    "list": listed,
    "reply": lambda it: answered(it, stream.comment, parent=fresh(it["last"]), body="Hm."),
    "name": lambda it: answered(
        it, stream.comment, parent=fresh(it["asked"]), body=f"@{it['voice'].handle}?"
    ),
    "thank": thanked,
    "tell": told,
    "look": read_by_owner,
    "mark": lambda it: linked(it, stays=True),
    "unmark": lambda it: linked(it, stays=False),
}
NEEDS = {
    "thank": "own",
    "argue": "idea",
    "report": "idea",
    "trial": "idea",
    "adopt": "idea",
    "close": "poll",
}
