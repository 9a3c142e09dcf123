# SPDX-License-Identifier: GPL-2.0-or-later
"""The scan that the plugin site makes of an upload (bandit, detect-secrets, flake8), over the package's own content.

Stricter than there: any finding fails, whatever its severity. An exception stands in the source with its reason:
`# nosec B608 - why` for bandit, `# pragma: allowlist secret` for detect-secrets.

`detect-secrets scan` ends with 0 whatever it finds and `bandit -ll` passes over rules that block an upload, so the
reports are read here rather than the exit codes.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from package import build


def report(tool: str, *arguments: str, cwd: Path) -> str:
    """Give what a tool of this environment prints; stop when it breaks down rather than finds something."""
    command = [sys.executable, "-m", tool, *arguments]
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)  # noqa: S603 - fixed words
    if done.returncode not in (0, 1):
        raise SystemExit(f"scan: {tool} broke down (exit {done.returncode}):\n{done.stderr}")
    return done.stdout


def findings(folder: Path) -> list[str]:
    """Give one line for each thing in `folder` that the plugin site would object to."""
    found: list[str] = []
    bandit = json.loads(report("bandit", "--recursive", "--quiet", "--format", "json", ".", cwd=folder))
    found += [f"{e['filename']}: bandit couldn't read it: {e['reason']}" for e in bandit["errors"]]
    found += [f"{r['filename']}:{r['line_number']}: {r['test_id']} {r['issue_text']}" for r in bandit["results"]]
    secrets = json.loads(report("detect_secrets", "scan", "--all-files", ".", cwd=folder))
    suspects = [suspect for each in secrets["results"].values() for suspect in each]
    found += [f"{s['filename']}:{s['line_number']}: secret? {s['type']}" for s in suspects]
    found += report("flake8", "--isolated", "--select=E9,F821,F823,F831", ".", cwd=folder).splitlines()
    return found


def main() -> int:
    """Scan the package as it would be uploaded."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with zipfile.ZipFile(build(folder / "zip")) as archive:
            archive.extractall(folder / "package")  # our own zip, made on the line above
        found = findings(folder / "package")
    print("\n".join(found), end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
