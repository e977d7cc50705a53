"""A form whose session ended on the way: it travels sealed through signing in, and is shown again
to the person who filled it in, and to nobody else."""

from __future__ import annotations

import json
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from datetime import datetime, timedelta
from typing import Any

from werkzeug.datastructures import MultiDict

from registry.errors import Unavailable
from registry.storage.sealing import seal, unseal
from registry.values.moments import read, written
from registry.web.csrf import FIELD

FIELD_OF_FORM = "kept-form"
_PURPOSE = "kept forms"
_LARGEST = 400 * 1024
_LONGEST = timedelta(hours=24)
_NEVER = frozenset({FIELD, FIELD_OF_FORM, "password", "current", "code"})


def keep(
    key: bytes, account: str, path: str, fields: MultiDict[str, str], at: datetime
) -> str | None:
    """What was posted, sealed; None if it is too large to travel."""
    pairs = [[name, value] for name, value in fields.items(multi=True) if name not in _NEVER]
    document = {"account": account, "path": path, "at": written(at), "fields": pairs}
    text = json.dumps(document)
    if len(text) > _LARGEST:
        return None
    packed = urlsafe_b64encode(zlib.compress(text.encode())).decode()
    return urlsafe_b64encode(seal(key, _PURPOSE, packed, of="a form")).decode()


def open_kept(key: bytes, sealed: str, at: datetime) -> dict[str, Any] | None:
    """The form that was sealed here not long ago."""
    try:
        packed = unseal(key, _PURPOSE, urlsafe_b64decode(sealed.encode()), of="a form")
    except (Unavailable, Error, ValueError):
        return None
    document: dict[str, Any] = json.loads(zlib.decompress(urlsafe_b64decode(packed)))
    return document if at - read(document["at"]) < _LONGEST else None


def fields_of(kept: dict[str, Any]) -> MultiDict[str, str]:
    """The fields of a kept form."""
    return MultiDict([(name, value) for name, value in kept["fields"]])
