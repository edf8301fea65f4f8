"""What detect-secrets knows beyond the prefix pack: keys of issuers without a mark of their own."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Protocol

# Words without which none of its detectors used here can match, and how long a line it is given.
WORDS = ("cloudant", "softlayer", "ibm")
_LONGEST = 4_000


class _Detector(Protocol):
    def analyze_string(self, string: str) -> Iterator[str]: ...


@cache
def _detectors() -> tuple[_Detector, ...]:
    from detect_secrets.plugins.cloudant import CloudantDetector
    from detect_secrets.plugins.ibm_cloud_iam import IbmCloudIamDetector
    from detect_secrets.plugins.ibm_cos_hmac import IbmCosHmacDetector
    from detect_secrets.plugins.softlayer import SoftlayerDetector

    return (CloudantDetector(), IbmCloudIamDetector(), IbmCosHmacDetector(), SoftlayerDetector())


def by_detectors(text: str, lowered: str) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and kind of the secrets that detect-secrets finds for its own issuers."""
    if len(text) > _LONGEST or not any(word in lowered for word in WORDS):
        return
    for detector in _detectors():
        for value in detector.analyze_string(text):
            at = text.find(value)
            if value and at >= 0:
                yield at, at + len(value), "key"
