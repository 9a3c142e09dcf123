#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# All the set-up that `make demo` and `make test` need, on Debian 12 and 13, as root or with sudo.
# A stamp of this file and the requirements makes the second call return at once.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
venv="$root/build/venv"
stamp="$root/build/.setup-$(cat "$root/.ci/setup.sh" "$root/.ci/requirements.txt" | sha256sum | cut -c1-16)"

if [ -e "$stamp" ] && [ -x "$venv/bin/python" ] && command -v qgis_process >/dev/null; then exit 0; fi

say() { printf '== %s\n' "$*"; }
stop() { printf 'setup: %s\n' "$*" >&2; exit 1; }
as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"
    elif command -v sudo >/dev/null; then sudo "$@"
    else stop "QGIS must be installed first: run this as root, or install sudo."; fi
}

. /etc/os-release
case "${ID:-}-${VERSION_ID:-}" in
    debian-12) release_option=(-t bookworm-backports) ;;
    debian-13) release_option=() ;;
    *) stop "made for Debian 12 and 13, this is ${PRETTY_NAME:-unknown}; README tells what to install by hand." ;;
esac

# --- packages of the system: QGIS and what shows and checks its results
packages=(qgis python3-qgis qgis-providers python3-venv python3-numpy python3-yaml python3-gdal
          proj-bin xvfb xauth poppler-utils fonts-dejavu-core qttools5-dev-tools pyqt5-dev-tools zip git make)
if [ "$VERSION_ID" = 13 ]; then
    packages+=(python3-shapely python3-fiona python3-pyproj python3-scipy)
fi

qgis_is_new_enough() {
    dpkg-query -W -f '${Version}' python3-qgis 2>/dev/null | grep -qE '^(1:)?(3\.(4[0-9]|[5-9][0-9])|[4-9]\.)'
}
all_installed() {
    dpkg-query -W -f '${db:Status-Status}\n' "${packages[@]}" >/tmp/.heinola-dpkg.$$ 2>/dev/null || { rm -f /tmp/.heinola-dpkg.$$; return 1; }
    ! grep -qv '^installed$' /tmp/.heinola-dpkg.$$; local answer=$?
    rm -f /tmp/.heinola-dpkg.$$; return $answer
}

if ! all_installed || ! qgis_is_new_enough; then
    if [ "$VERSION_ID" = 12 ] && ! apt-cache policy | grep -q bookworm-backports; then
        say "QGIS 3.40 comes from bookworm-backports: adding it to apt's sources"
        as_root apt-get update -qq
        # The mirror this machine already uses for bookworm serves its backports too.
        mirror=$(apt-get indextargets --format '$(SITE)' 'Created-By: Packages' 'Codename: bookworm' | head -n 1)
        [ -n "$mirror" ] || stop "no bookworm entry in apt's sources."
        printf 'Types: deb\nURIs: %s\nSuites: bookworm-backports\nComponents: main\nSigned-By: /usr/share/keyrings/debian-archive-keyring.gpg\n' \
            "$mirror" | as_root tee /etc/apt/sources.list.d/bookworm-backports.sources >/dev/null
    fi
    say "Installing QGIS and its companions (some minutes, once)"
    as_root apt-get update -qq
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
        "${release_option[@]}" "${packages[@]}" >"${TMPDIR:-/tmp}/heinola-apt.log" 2>&1 \
        || { tail -n 20 "${TMPDIR:-/tmp}/heinola-apt.log" >&2; stop "apt-get install failed (above)."; }
fi
qgis_is_new_enough || stop "QGIS 3.40 or newer is needed, $(dpkg-query -W -f '${Version}' python3-qgis) is installed."

# --- Python packages beside QGIS's own, never over them
say "Making the Python environment"
mkdir -p "$root/build"
/usr/bin/python3 -m venv --clear --system-site-packages "$venv"
# QGIS's compiled modules are bound to one numpy major version: hold everything else to it.
/usr/bin/python3 - >"$root/build/constraints.txt" <<'PY'
import numpy
print(f"numpy=={numpy.__version__}")
PY
PYTHONPATH='' "$venv/bin/python" -m pip install --quiet --disable-pip-version-check \
    -c "$root/build/constraints.txt" -r "$root/.ci/requirements.txt"
PYTHONPATH='' "$venv/bin/python" - <<'PY'
import fiona, numpy, pyproj, qgis.core, scipy, shapely, yaml
assert int(shapely.__version__.split(".")[0]) >= 2, f"shapely 2 is needed, found {shapely.__version__}"
print(f"== QGIS {qgis.core.Qgis.QGIS_VERSION}, numpy {numpy.__version__}, shapely {shapely.__version__}, "
      f"pyproj {pyproj.__version__}, fiona {fiona.__version__}, scipy {scipy.__version__}")
PY
rm -f "$root"/build/.setup-*
touch "$stamp"
