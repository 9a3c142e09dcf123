#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# All the set-up that `make demo` and `make test` need, on Debian 12 and 13, as root or with sudo.
# A stamp of this file, the requirements and the release makes the second call return at once.
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
build="$root/build"
venv="$build/venv"
export PYTHONNOUSERSITE=1 # packages of the user's own must neither satisfy nor break ours
unset PYTHONPATH PYTHONHOME

say() { printf '== %s\n' "$*"; }
stop() { printf 'setup: %s\n' "$*" >&2; exit 1; }
as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"
    elif command -v sudo >/dev/null; then sudo "$@"
    else stop "packages are missing and must be installed: run this as root, or install sudo. Missing: ${packages[*]}"; fi
}

# shellcheck source=/dev/null
. /etc/os-release
stamp="$build/.setup-$( (cat "$root/.ci/setup.sh" "$root/.ci/requirements.txt"; echo "${VERSION_ID:-}") | sha256sum | cut -c1-16)"
if [ -e "$stamp" ] && [ -x "$venv/bin/python" ] && command -v qgis_process >/dev/null; then exit 0; fi

mkdir -p "$build"
exec 9>"$build/.setup.lock"
flock 9 # two calls at once: the second waits, then finds all done
if [ -e "$stamp" ]; then exit 0; fi

# --- packages of the system: QGIS, its Python companions, and what shows and checks the results
packages=(qgis python3-qgis qgis-providers python3-venv python3-numpy python3-scipy python3-pyproj python3-yaml
          python3-gdal xvfb xauth poppler-utils fonts-dejavu-core qttools5-dev-tools pyqt5-dev-tools git make
          postgresql postgresql-postgis)
case "${ID:-}-${VERSION_ID:-}" in
    debian-12) release=bookworm ;;
    debian-13) release=trixie; packages+=(python3-shapely python3-fiona) ;;
    *) stop "made for Debian 12 and 13, this is ${PRETTY_NAME:-unknown}. README.md tells what is needed elsewhere." ;;
esac

all_installed() {
    local states
    states=$(dpkg-query -W -f '${db:Status-Status}\n' "${packages[@]}" 2>/dev/null) && [ "$(sort -u <<<"$states")" = installed ]
}
qgis_version() { dpkg-query -W -f '${Version}' python3-qgis 2>/dev/null || true; }
qgis_is_new_enough() { dpkg --compare-versions "$(qgis_version)" ge 3.40; }

add_backports() { # QGIS 3.40 for Debian 12 is there; the mirror that serves bookworm serves its backports too
    local mirror
    if grep -q bookworm-backports <<<"$(apt-get indextargets --format '$(SUITE) $(CODENAME) $(RELEASE)' 'Created-By: Packages')"; then return; fi
    mirror=$(apt-get indextargets --format '$(SITE)' 'Created-By: Packages' 'Codename: bookworm')
    mirror=${mirror%%$'\n'*}
    [ -n "$mirror" ] || stop "no entry for bookworm in apt's sources: add bookworm-backports by hand, then run this again."
    say "QGIS 3.40 comes from bookworm-backports: adding it to apt's sources"
    as_root tee /etc/apt/sources.list.d/bookworm-backports.sources >/dev/null <<SOURCE
Types: deb
URIs: $mirror
Suites: bookworm-backports
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
SOURCE
    apt_get update
}
apt_get() { # quiet, the whole story in a file; waits for another apt to finish rather than fail
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -y -q -o DPkg::Lock::Timeout=600 -o Acquire::Retries=3 "$@" \
        >>"$build/setup.log" 2>&1 </dev/null 9>&- \
        || { tail -n 25 "$build/setup.log" >&2; stop "apt-get $1 failed (above; all of it in build/setup.log)."; }
}

: >"$build/setup.log"
if ! all_installed || ! qgis_is_new_enough; then
    say "Installing QGIS and its companions (a few minutes, once; progress in build/setup.log)"
    apt_get update
    if [ "$release" = bookworm ]; then
        add_backports
        apt_get install --no-install-recommends -t bookworm-backports qgis python3-qgis qgis-providers # and what they need
    fi
    apt_get install --no-install-recommends "${packages[@]}"
fi
qgis_is_new_enough || stop "QGIS 3.40 or newer is needed, $(qgis_version) is installed."

# --- Python packages beside QGIS's own, never over them
say "Making the Python environment"
/usr/bin/python3 -m venv --clear --system-site-packages "$venv"
# Debian's pyproj looks for its data under the environment's own prefix.
mkdir -p "$venv/share"
ln -sfn /usr/share/proj "$venv/share/proj"
# QGIS's compiled modules are bound to one numpy: everything else is held to it.
/usr/bin/python3 -c 'import numpy; print(f"numpy=={numpy.__version__}")' >"$build/constraints.txt"
if [ "$release" = bookworm ]; then
    # Inside QGIS the executable's GEOS 3.11 comes first in the order of symbols. Shapely 2.1 is built for a newer GEOS,
    # its calls land in the old one: to_wkb() raises, contains_xy() crashes. Shapely 2.0 is built for GEOS 3.11.
    echo 'shapely<2.1' >>"$build/constraints.txt"
fi
"$venv/bin/python" -m pip install --disable-pip-version-check --no-color --progress-bar off --prefer-binary \
    -c "$build/constraints.txt" -r "$root/.ci/requirements.txt" >>"$build/setup.log" 2>&1 </dev/null \
    || { tail -n 25 "$build/setup.log" >&2; stop "pip couldn't install the Python packages (above; all of it in build/setup.log)."; }
"$venv/bin/python" -W error::UserWarning - <<'PY'
import fiona, numpy, pyproj, qgis.core, scipy, shapely, yaml
from osgeo import gdal_array
assert shapely.__version__ >= "2", f"shapely 2 is needed, found {shapely.__version__}"
assert pyproj.CRS("EPSG:3067").is_projected
print(f"== QGIS {qgis.core.Qgis.QGIS_VERSION}, numpy {numpy.__version__}, shapely {shapely.__version__}, "
      f"pyproj {pyproj.__version__}, fiona {fiona.__version__}, scipy {scipy.__version__}")
PY
rm -f "$build"/.setup-*
touch "$stamp"
