"""The house's own key for push (VAPID, RFC 8292), made in the data folder at first use."""

import base64
import os
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from django.conf import settings


def public_key() -> str:
    """The key browsers are given when they subscribe, in base64url."""
    point = (
        _private()
        .public_key()
        .public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)
    )
    return base64url(point)


def sign(words: bytes) -> str:
    """An ES256 signature of `words`, as JSON Web Tokens have it."""
    r, s = decode_dss_signature(_private().sign(words, ec.ECDSA(hashes.SHA256())))
    return base64url(r.to_bytes(32, "big") + s.to_bytes(32, "big"))


def base64url(content: bytes) -> str:
    """Base64 for addresses, without padding."""
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


def _private() -> ec.EllipticCurvePrivateKey:
    return _loaded(Path(settings.PUSH_KEY_FILE))


@lru_cache(maxsize=4)
def _loaded(file: Path) -> ec.EllipticCurvePrivateKey:
    if not file.exists():
        _make(file)
    key = serialization.load_pem_private_key(file.read_bytes(), password=None)
    assert isinstance(key, ec.EllipticCurvePrivateKey)  # noqa: S101
    return key


def _make(file: Path) -> None:
    """Write a fresh key, readable to the house alone; whoever is second keeps the first one's."""
    pem = ec.generate_private_key(ec.SECP256R1()).private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_name(f".{file.name}.{os.getpid()}")
    fresh.touch(mode=0o600)
    fresh.write_bytes(pem)
    with suppress(FileExistsError):
        os.link(fresh, file)
    fresh.unlink()
