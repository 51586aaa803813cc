# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright The Invoice First Aid authors
"""All scenarios, by the station at which the fault is."""

from scenario import ALL
from scenarios import computer, healthy, office, pairs, rarer, security, service, way  # noqa: F401

__all__ = ["ALL"]
