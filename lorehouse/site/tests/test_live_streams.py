"""Live streams as the shell holds them: who may have one, how it begins, how it ends."""

import asyncio
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from queue import Empty, Queue

import pytest

from lorehouse.connect import actions as connect
from lorehouse.ledger import book
from lorehouse.realtime.hub import Hub
from lorehouse.site.shell import live as shell
from lorehouse.site.shell.live import Live
from lorehouse.stream import actions as stream


class Here:
    """An executor whose work is done by the test's own thread, where its transaction is."""

    def __init__(self):
        self.waiting = Queue()

    def submit(self, question, *given):
        done = Future()
        self.waiting.put((done, question, given))
        return done

    def work(self, until):
        while not until.done() or not self.waiting.empty():
            with suppress(Empty):
                done, question, given = self.waiting.get(timeout=0.01)
                try:
                    done.set_result(question(*given))
                except Exception as reason:  # noqa: BLE001  (the loop's thread raises it)
                    done.set_exception(reason)


class Browser:
    """Opens one stream and leaves when it has heard `until`."""

    def __init__(self, app, query, *, until=b"event: open", headers=(), path="/live", client="::1"):
        self.app, self.until, self.body = app, until, b""
        self.status, self.headers = None, {}
        self.scope = {
            "type": "http", "method": "GET", "path": path, "query_string": query.encode(),
            "scheme": "http", "http_version": "1.1", "headers": list(headers),
            "client": (client, 5), "server": ("house", 8000),
        }  # fmt: skip

    async def listen(self):
        self.left = asyncio.Event()
        await self.app(self.scope, self.receive, self.send)
        return self

    async def receive(self):
        await self.left.wait()
        return {"type": "http.disconnect"}

    async def send(self, message):
        if message["type"] == "http.response.start":
            self.status, self.headers = message["status"], dict(message["headers"])
        else:
            self.body += message.get("body", b"")
            if self.until in self.body:
                self.left.set()


@pytest.fixture
def app(db):
    live = Live(Hub(), most=3)
    live.reader = Here()
    return live


def run(app, *exchanges):
    """Run coroutines together, the loop in a thread of its own."""

    async def all_of_them():
        return await asyncio.wait_for(asyncio.gather(*exchanges), 20)

    with ThreadPoolExecutor(1) as thread:
        ended = thread.submit(asyncio.run, all_of_them())
        app.reader.work(until=ended)
        return ended.result()


def cookie(client, person):
    client.force_login(person)
    return (b"cookie", f"sessionid={client.session.session_key}".encode())


def test_a_stream_begins_at_once_and_nothing_keeps_it(app, client, alice, question):
    (page,) = run(
        app, Browser(app, f"thread={question.pk}", headers=[cookie(client, alice)]).listen()
    )

    assert page.status == 200
    assert page.headers[b"content-type"].startswith(b"text/event-stream")
    assert page.headers[b"cache-control"] == b"no-store"
    assert page.body.startswith(b"retry: ")
    assert app.streams == {} and app.hub.listeners == set()


def test_what_was_missed_comes_first(app, client, alice, bob, question, now):
    place = book.latest()
    stream.answer(author=bob, question=question, body="Grit.", now=now)
    headers = [cookie(client, alice), (b"last-event-id", f"{place[0]}.{place[1]}".encode())]
    query = f"thread={question.pk}&after=0.999999"
    (page,) = run(app, Browser(app, query, headers=headers, until=b"Grit.").listen())

    assert b"event: thread\nid: " in page.body


def test_a_program_listens_with_a_token_and_is_told_facts(app, alice, bob, question, now):
    _, word = connect.make_token(person=alice, now=now)
    place = book.latest()
    stream.answer(author=bob, question=question, body="Grit.", now=now)
    query = f"thread={question.pk}&after={place[0]}.{place[1]}"
    token = (b"authorization", f"Bearer {word}".encode())
    asked = Browser(app, query, headers=[token], path="/api/v1/live", until=b"event: facts")
    (page,) = run(app, asked.listen())

    assert b'"fact": "items.posted"' in page.body and b"Grit" not in page.body


@pytest.mark.parametrize(
    "query", ["", "thread=x", "thread=-1", "x=1", "thread=1" + "&thread=2" * 9]
)
def test_an_address_that_names_nothing_is_refused(app, query):
    (page,) = run(app, Browser(app, query).listen())

    assert page.status == 400


def test_no_more_than_so_many_listen(app, client, alice, question):
    headers = [cookie(client, alice)]

    async def crowd():
        first = [
            Browser(app, f"thread={question.pk}", headers=headers, until=b"never") for _ in range(3)
        ]
        tasks = [asyncio.ensure_future(one.listen()) for one in first]
        while not all(one.status for one in first):
            await asyncio.sleep(0)
        late = await Browser(app, f"thread={question.pk}", headers=headers).listen()
        app.close()
        await asyncio.gather(*tasks)
        return late

    (late,) = run(app, crowd())

    assert late.status == 503 and late.headers[b"retry-after"]


def test_one_person_cannot_take_all_places(app, client, alice, question, monkeypatch):
    monkeypatch.setattr(shell, "MOST_OF_ONE", 0)
    (page,) = run(
        app, Browser(app, f"thread={question.pk}", headers=[cookie(client, alice)]).listen()
    )

    assert page.status == 503


def test_who_does_not_read_is_left_behind(app, client, alice, bob, question, now, monkeypatch):
    monkeypatch.setattr(shell, "MOST_WAITING", 0)
    place = book.latest()
    stream.answer(author=bob, question=question, body="Grit.", now=now)
    query = f"thread={question.pk}&after={place[0]}.{place[1]}"
    asked = Browser(app, query, headers=[cookie(client, alice)], until=b"never")
    (page,) = run(app, asked.listen())

    assert page.status == 200  # and it ended without the browser leaving


def test_carol_and_visitors_get_404(app, client, carol, question):
    exchanges = [
        Browser(app, f"thread={question.pk}", headers=headers).listen()
        for headers in ([cookie(client, carol)], [], [(b"cookie", b"sessionid=forged")])
    ]

    assert [page.status for page in run(app, *exchanges)] == [404, 404, 404]
