"""What all tests share."""

from __future__ import annotations

from hypothesis import settings

# No time limit, as a busy machine is no failure. The same examples each time, so that `make test` says of a change and not
# of luck whether it passes; `pytest --hypothesis-profile explore` looks further.
settings.register_profile("docparse", deadline=None, print_blob=True, derandomize=True)
settings.register_profile("explore", deadline=None, print_blob=True, max_examples=2000)
settings.load_profile("docparse")
