import pytest
import time_machine
from django.core.cache import caches
from django.test import RequestFactory

from orientation.throttle import Throttle, address_of

TRIES, SECONDS = 3, 60


@pytest.fixture
def throttle():
    caches["processus"].clear()
    yield Throttle("test", tries=TRIES, seconds=SECONDS)
    caches["processus"].clear()


def request(address="203.0.113.1", **headers):
    return RequestFactory().get("/", REMOTE_ADDR=address, headers=headers)


def fill(throttle, **kwargs):
    for _ in range(TRIES):
        assert not throttle.is_full(request(**kwargs))
        throttle.count(request(**kwargs))


def test_an_address_is_full_after_its_tries_and_free_again_later(throttle):
    with time_machine.travel("2026-03-01T12:00:00+01:00", tick=False) as now:
        fill(throttle)
        assert throttle.is_full(request())
        assert not throttle.is_full(request("203.0.113.2"))
        now.shift(SECONDS + 1)
        fill(throttle)


def test_the_header_of_a_proxy_counts_only_behind_one(throttle, settings):
    forwarded = {"x-forwarded-for": "198.51.100.9, 198.51.100.1"}
    fill(throttle, **forwarded)
    assert throttle.is_full(request()), "without a proxy the header is what the visitor likes"
    settings.BEHIND_PROXY = True
    assert not throttle.is_full(request(**forwarded))
    fill(throttle, **forwarded)
    assert throttle.is_full(request(**{"x-forwarded-for": "203.0.113.77, 198.51.100.1"})), "the last one is the proxy's"
    assert not throttle.is_full(request(**{"x-forwarded-for": "198.51.100.9"}))


def test_each_throttle_counts_for_itself(throttle):
    fill(throttle)
    assert not Throttle("other", tries=TRIES, seconds=SECONDS).is_full(request())


def test_one_network_of_ipv6_is_one_visitor(throttle):
    fill(throttle, address="2001:db8::1")
    assert throttle.is_full(request("2001:db8::ffff:2"))
    assert not throttle.is_full(request("2001:db8:0:1::1"))


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("198.51.100.1", "198.51.100.1"),
        ("198.51.100.1:4444", "198.51.100.1"),
        ("2001:db8::1", "2001:db8::1"),
        ("[2001:db8::1]:4444", "2001:db8::1"),
        ("[2001:DB8::1]", "2001:db8::1"),
        ("::ffff:198.51.100.1", "198.51.100.1"),
        ("[::ffff:198.51.100.1]:80", "198.51.100.1"),
        ("fe80::1%eth0", "fe80::1"),
        ("unknown", "203.0.113.1"),
        ("198.51.100.1:x", "203.0.113.1"),
        ("[", "203.0.113.1"),
        ("", "203.0.113.1"),
    ],
)
def test_an_address_is_one_however_a_proxy_writes_it(settings, written, read):
    settings.BEHIND_PROXY = True
    assert address_of(request(**{"x-forwarded-for": f"evil, {written}"})) == read


def test_a_socket_without_any_address_is_counted_as_one_visitor(throttle):
    fill(throttle, address="")
    assert throttle.is_full(request(""))
    assert address_of(request("")) == "0.0.0.0"


def test_each_port_of_a_proxy_is_the_same_visitor(throttle, settings):
    settings.BEHIND_PROXY = True
    for port in range(TRIES):
        throttle.count(request(**{"x-forwarded-for": f"198.51.100.1:{4000 + port}"}))
    assert throttle.is_full(request(**{"x-forwarded-for": "198.51.100.1"}))


def test_no_address_is_kept(throttle):
    throttle.count(request("203.0.113.1"))
    kept = [*caches["processus"]._cache, *caches["processus"]._cache.values()]
    assert kept and "203.0.113" not in str(kept)
