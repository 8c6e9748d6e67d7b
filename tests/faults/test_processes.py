"""The processes of a house: they start again, they stop together, none is left behind."""

import os
import signal
import subprocess
import sys
import time

import pytest

from tests.faults.house import COMMAND, a_house, wait_for

pytestmark = pytest.mark.enable_socket


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """One house for all tests here; each leaves it closed."""
    with a_house(tmp_path_factory.mktemp("house")) as house:
        yield house


def test_a_killed_process_is_started_again(house):
    house.open()
    for what in ("web", "worker"):
        wait_for(lambda: house.processes(what), f"a {what}", house.log)  # noqa: B023
        (before,) = house.processes(what)
        house.kill(what)
        wait_for(lambda: house.processes(what) not in ([], [before]), f"a new {what}", house.log)  # noqa: B023
    wait_for(house.answers, "the house to answer again", house.log)

    assert house.close() == 0
    assert house.processes() == []


def test_nobody_is_left_when_the_supervisor_is_killed(house):
    house.open()
    house.kill("supervisor")

    wait_for(lambda: house.processes() == [], "all processes to end", house.log)
    house.process.wait()


def test_it_closes_within_seconds(house):
    house.open()
    begun = time.monotonic()

    assert house.close() == 0
    assert time.monotonic() - begun < 10
    assert house.processes() == []


def test_a_second_house_on_the_same_folder_or_port_is_refused(house, tmp_path):
    house.open()
    same_folder = house.command("serve", "--port", "0", check=False)
    house.environment["LOREHOUSE_DATA"] = str(tmp_path)
    same_port = house.command("serve", "--port", str(house.port), check=False)
    house.environment["LOREHOUSE_DATA"] = str(house.data)
    house.close()

    assert same_folder.startswith("lorehouse: The data folder") and "in use" in same_folder
    assert same_port == (
        f"lorehouse: Port {house.port} on 127.0.0.1 is in use by another program; "
        "choose another with --port.\n"
    )


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("BASE_URL", "lore.example.org", "BASE_URL must be"),
        ("DATABASE_URL", "oracle://x", "DATABASE_URL must begin"),
        ("EMAIL_URL", "pigeon://x", "EMAIL_URL must begin"),
        ("LOREHOUSE_DATA", "/proc/house", "The data folder /proc/house cannot be written"),
    ],
)
def test_a_wrong_setting_stops_the_start_with_one_sentence(name, value, sentence):
    done = subprocess.run(
        [*COMMAND, "serve", "--port", "0"],
        env={**os.environ, name: value},
        capture_output=True,
        text=True,
        timeout=60,
    )

    assert done.returncode == 1
    assert done.stderr.startswith(f"lorehouse: {sentence}")
    assert done.stderr.count("\n") == 1


def test_a_command_without_a_supervisor_does_not_wait_for_one():
    code = "from lorehouse.site.serving import lifeline; lifeline.hold_on(); print('on')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)

    assert done.stdout == "on\n"


def test_a_child_ends_when_its_lifeline_breaks():
    reading, writing = os.pipe()
    code = (
        "import time; from lorehouse.site.serving import lifeline;"
        "lifeline.hold_on(); print(1, flush=True); time.sleep(60)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code],
        env={**os.environ, "LOREHOUSE_LIFELINE": str(reading)},
        pass_fds=[reading],
        stdout=subprocess.PIPE,
    ) as child:
        child.stdout.readline()
        os.close(reading)
        os.close(writing)
        ended = child.wait(20)

    assert ended == -signal.SIGTERM
