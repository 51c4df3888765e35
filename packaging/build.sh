# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced by run, test and .ci/run: one optimised build that all three share.
#   $root must be the project's folder.
say() { printf '== %s\n' "$*"; }

build=$root/build/check

# Without this a checkout at another path would miss the compiler cache, where there is one.
export CCACHE_BASEDIR="$root" CCACHE_NOHASHDIR=1

# configure PRESET: also where there is a build folder, since ninja cannot do it by itself when a file
# was moved or removed.
configure() {
    say "Configuring ($1)."
    (cd "$root" && cmake --preset "$1" --log-level=WARNING >/dev/null)
}

# compile PRESET [TARGET...]
compile() {
    preset=$1
    shift
    configure "$preset"
    [ $# -gt 0 ] || set -- all
    say "Building ($preset: $*)."
    (cd "$root" && cmake --build "build/$preset" --target "$@")
}
