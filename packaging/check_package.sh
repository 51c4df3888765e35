#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Looks at the package, then installs it into a clean root, opens the window there on a virtual
# screen, exports a picture, removes it and looks for what was left behind. Needs to be root.
#   packaging/check_package.sh FILE.deb
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
. "$root/packaging/build.sh"
deb=$(CDPATH='' cd -- "$(dirname -- "$1")" && pwd)/$(basename -- "$1")
id=org.parallarium.Parallarium
work=$(mktemp -d)
chmod 755 "$work"
clean=$work/root
screen=
window=
# Only what was started here, by its number.
finish() {
    [ -z "$window" ] || kill "$window" 2>/dev/null || true
    [ -z "$screen" ] || kill "$screen" 2>/dev/null || true
    rm -rf --one-file-system "$work"
}
trap finish EXIT
trap 'exit 1' INT TERM
fail() {
    echo "$*"
    exit 1
}

say "What is in it"
dpkg-deb -x "$deb" "$work/files"
(cd "$work/files" && find . -type f | sort)
dpkg-deb -f "$deb" Depends Recommends Installed-Size
desktop-file-validate "$work/files/usr/share/applications/$id.desktop"
appstreamcli validate --no-net "$work/files/usr/share/metainfo/$id.metainfo.xml"
warnings=$(MANROFFSEQ='' MANWIDTH=100 man --warnings -l "$work/files/usr/share/man/man1/parallarium.1.gz" 2>&1 >/dev/null)
[ -z "$warnings" ] || fail "$warnings"
lintian --allow-root --fail-on error "$deb"
for folder in "$root" "$HOME/"; do
    [ "$folder" != / ] || continue
    if grep -rlaF -e "$folder" "$work/files"; then
        fail "These files name $folder, a folder of the machine that built them."
    fi
done

# A root with nothing but what Debian calls essential and what the package depends on. Without a
# mirror: an empty one, into which dpkg installs without those; then the program uses the libraries of
# this machine.
depends=$(dpkg-deb -f "$deb" Depends | sed 's/ *([^)]*)//g; s/ *|[^,]*//g; s/, */,/g')
suite=$(. /etc/os-release && echo "$VERSION_CODENAME")
sources=$(ls /etc/apt/sources.list /etc/apt/sources.list.d/*.list /etc/apt/sources.list.d/*.sources 2>/dev/null || true)
# File names without spaces, so splitting is wanted.
# shellcheck disable=SC2086
debian_root() {
    timeout 900 mmdebstrap --quiet --variant=essential --include="$depends" --dpkgopt=force-unsafe-io \
        --hook-dir=/usr/share/mmdebstrap/hooks/merged-usr "$suite" "$clean" $sources >"$work/mmdebstrap.log" 2>&1
}
empty_root() {
    tail -n 3 "$work/mmdebstrap.log" | cut -c1-300
    say "There is no Debian to be had: an empty root has to do, with the libraries of this machine."
    # With development packages libraries go by other names of packages, so the libraries are asked.
    ! ldd "$work/files/usr/bin/parallarium" | grep 'not found' || fail "This machine lacks these libraries."
    rm -rf --one-file-system "$clean"
    mkdir -p "$clean/var/lib/dpkg/updates" "$clean/var/lib/dpkg/info" "$clean/tmp"
    : >"$clean/var/lib/dpkg/status"
    : >"$clean/var/lib/dpkg/available"
}
# Names alone: caches of icons and types change inside.
list_files() {
    (cd "$clean" && find . -xdev ! -path './proc/*' ! -path './dev/*' ! -path './tmp*' ! -path './var/log/*' \
        ! -path './var/cache/*' ! -path './var/lib/apt/*' ! -path './var/lib/dpkg/*' | sort)
}

# become COMMAND...: this shell becomes a command in the clean root; in_clean: runs one there.
in_clean() { (become "$@"); }

say "A clean root"
if debian_root; then
    inside=$clean
    become() { exec chroot "$clean" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"; }
    debian_package() { in_clean dpkg "$@"; }
else
    empty_root
    inside=
    become() { exec env -i PATH="$clean/usr/bin:/usr/bin:/bin" LC_ALL=C.UTF-8 "$@"; }
    debian_package() { dpkg --root="$clean" --force-depends --force-not-root --force-script-chrootless "$@"; }
fi
# Paths as the program sees them.
tmp=$clean/tmp
[ -z "$inside" ] || tmp=/tmp
list_files >"$work/before"
cp "$deb" "$clean/tmp/package.deb"
debian_package -i "$tmp/package.deb"
list_files >"$work/installed"
[ "$(diff "$work/before" "$work/installed" | grep -c '^>')" -gt 20 ] || fail "Hardly anything was installed."
[ ! -e "$clean/usr/share/mime/globs2" ] || grep -q ':application/x-parallarium-scenario+json:' "$clean/usr/share/mime/globs2" ||
    fail "The type of scenarios is not known after the installation."

say "It exports a picture"
mkdir -m 700 "$clean/tmp/home"
in_clean HOME="$tmp/home" parallarium export llama7b-pp4 --view window --size 1280x720 --out "$tmp/picture.png"
[ "$(stat -c %s "$clean/tmp/picture.png")" -gt 20000 ] || fail "The picture is empty."

say "It opens its window"
number=90
while [ -e "/tmp/.X11-unix/X$number" ]; do number=$((number + 1)); done
# Without -noreset it begins anew whenever its last client has left, and refuses the next one meanwhile.
Xvfb ":$number" -noreset -screen 0 1280x800x24 >/dev/null 2>&1 &
screen=$!
tries=0
until DISPLAY=":$number" xdotool getdisplaygeometry >/dev/null 2>&1; do
    tries=$((tries + 1))
    [ "$tries" -lt 120 ] || fail "The virtual screen was not there within a minute."
    sleep 0.5
done
# A root of its own does not see the socket of the screen.
if [ -n "$inside" ]; then
    mkdir -p "$clean/tmp/.X11-unix"
    ln "/tmp/.X11-unix/X$number" "$clean/tmp/.X11-unix/X$number"
fi
example=${clean#"$inside"}/usr/share/doc/parallarium/examples/llama7b-pp4.parallarium.json
become HOME="$tmp/home" XDG_RUNTIME_DIR="$tmp/home" DISPLAY=":$number" parallarium "$example" &
window=$!
tries=0
until DISPLAY=":$number" xdotool search --onlyvisible --name 'Llama-2 7B' >/dev/null 2>&1; do
    kill -0 "$window" 2>/dev/null || fail "The window ended by itself."
    tries=$((tries + 1))
    [ "$tries" -lt 240 ] || fail "There was no window within two minutes."
    sleep 0.5
done
kill "$window"
wait "$window" 2>/dev/null || true
window=

say "It leaves without a trace"
debian_package --purge parallarium
list_files >"$work/after"
diff "$work/before" "$work/after" || fail "Lines with > were left behind; lines with < are gone."
echo "Installed, opened, exported, removed."
