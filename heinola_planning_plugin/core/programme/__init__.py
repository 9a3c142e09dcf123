# SPDX-License-Identifier: GPL-2.0-or-later
"""The land-use programme: what results become as projects, what they cost, and which are done in which year."""
