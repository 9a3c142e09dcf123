# SPDX-License-Identifier: GPL-2.0-or-later
"""Zoning proposals: draft plan areas out of a question's results, as a table, a page and plan JSON."""
