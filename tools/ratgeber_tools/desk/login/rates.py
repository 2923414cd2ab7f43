"""How often something may be tried: a bucket of tokens for each address and each account, in bounded memory."""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from ipaddress import IPv6Address, ip_address, ip_network

#: Buckets kept of one kind; beyond that the one that was asked for longest ago is forgotten.
_MOST_BUCKETS = 10_000
_OWN_NETWORK_BITS = 64


@dataclass(slots=True)
class Buckets:
    """Lets each key through `burst` times at once and `per_minute` times in the long run; `now` in seconds."""

    burst: int
    per_minute: float
    now: Callable[[], float]
    most: int = _MOST_BUCKETS
    _levels: OrderedDict[bytes, tuple[float, float]] = field(default_factory=OrderedDict)

    def take(self, key: str) -> int:
        """Take a token for `key`: 0 if there was one, else the whole seconds until there is one again."""
        name, now = sha256(key.encode("utf-8", "replace")).digest()[:16], self.now()  # a long key takes no more room
        level, before = self._levels.pop(name, (float(self.burst), now))
        level = min(self.burst, level + max(0.0, now - before) * self.per_minute / 60)
        is_through = level >= 1
        self._levels[name] = (level - 1 if is_through else level, now)
        if len(self._levels) > self.most:
            self._levels.popitem(last=False)
        return 0 if is_through else math.ceil((1 - level) * 60 / self.per_minute)

    def __len__(self) -> int:
        return len(self._levels)


def network_of(address: str) -> str:
    """Return what of an address stands for one household or office: an IPv4 address, or an IPv6 network of 64 bits."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped is not None:
            return str(found.ipv4_mapped)
        return str(ip_network((found, _OWN_NETWORK_BITS), strict=False))
    return str(found)
