"""What all tests share."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("docparse", deadline=None, print_blob=True)  # a busy machine is no failure
settings.load_profile("docparse")
