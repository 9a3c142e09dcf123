# SPDX-License-Identifier: GPL-2.0-or-later
"""The practice municipality: a synthetic Finnish town beside lakes, made from a seed.

Nothing in it exists; layers, fields and codes are as the real sources have them. `municipality.make` is the way in.
"""
