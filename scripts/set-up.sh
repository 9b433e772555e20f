# shellcheck shell=bash
# What the scripts share: what they need from the system, how it gets there, where HPL is. Sourced, never run.
#
# A need is looked for by what it gives (a command, a header), not by its package, so an MPI from a module
# or a compiler built by hand counts. What is missing comes from Debian's and Ubuntu's packages.

say() { printf 'hpltune: %s\n' "$*" >&2; }

fail() {
    say "$@"
    exit 1
}

has_command() { command -v "$1" >/dev/null; }

# Daemons are where an ordinary user's PATH does not look.
has_daemon() { PATH=$PATH:/usr/sbin:/sbin command -v "$1" >/dev/null; }

has_header() { has_command gcc && printf '#include <%s>\n' "$1" | gcc -E -x c - >/dev/null 2>&1; }

# Debian keeps cblas.h in a directory of its own, which pkg-config knows.
has_openblas() { pkg-config --exists openblas 2>/dev/null || has_header cblas.h; }

# Debian keeps cairo.h in a directory of its own, which pkg-config knows.
has_cairo() { pkg-config --exists cairo 2>/dev/null; }

has_library() { [[ $(gcc -print-file-name="$1" 2>/dev/null) == /* ]]; }

has_certificates() { [[ -e /etc/ssl/certs/ca-certificates.crt || -d /etc/pki/tls/certs ]]; }

# Any font does for figures; DejaVu is small and has the letters.
has_font() {
    [[ $(find "${XDG_DATA_HOME:-${HOME:-}/.local/share}/fonts" "${HOME:-}/.fonts" /usr/{local/,}share/fonts \
        -name '*.[ot]t[fc]' -print -quit 2>/dev/null) ]]
}

# test that it is there | package | what for
# shellcheck disable=SC2034  # used by the scripts that source this file
needs_of_build=(
    'has_command git           | git             | fetches the Swift packages'
    'has_certificates          | ca-certificates | fetches them by https'
    'has_command gcc           | gcc             | compiles C and links'
    'has_header stdio.h        | libc6-dev       | headers of the C library'
    'has_library libstdc++.so  | g++             | C++ library, linked with Foundation'
    'has_header sqlite3.h      | libsqlite3-dev  | the store'
    'has_command pkg-config    | pkg-config      | finds the libraries'
    'has_header lapacke.h      | liblapacke-dev  | linear algebra of the search'
    'has_openblas              | libopenblas-dev | the BLAS of the search, and of HPL'
    'has_cairo                 | libcairo2-dev   | draws the figures'
    'has_font                  | fonts-dejavu-core | the letters of the figures'
)
# shellcheck disable=SC2034
needs_of_hpl=(
    'has_command gcc           | gcc             | compiles HPL'
    'has_header stdio.h        | libc6-dev       | headers of the C library'
    'has_command pkg-config    | pkg-config      | finds OpenBLAS'
    'has_openblas              | libopenblas-dev | the BLAS that HPL spends its time in'
    'has_command mpicc         | libopenmpi-dev  | compiles HPL for MPI'
    'has_command mpirun        | openmpi-bin     | starts the processes of HPL'
)
# shellcheck disable=SC2034
needs_of_slurm=(
    'has_daemon slurmctld      | slurmctld       | the controller'
    'has_daemon slurmd         | slurmd          | the nodes'
    'has_command sbatch        | slurm-client    | sbatch, squeue, scancel'
    'has_daemon munged         | munge           | who is who among them'
)
# shellcheck disable=SC2034
needs_of_accounting=(
    'has_daemon slurmdbd       | slurmdbd        | the accounting'
    'has_daemon mariadbd       | mariadb-server  | the database of the accounting'
)

# keep_services_down AS-ROOT…: packages with daemons (munge, MariaDB, SLURM) would start them as services of the system;
# the test clusters start their own. A policy that is there stays. Ours counts only while this shell lives, so that it
# does no harm when it is left behind.
keep_services_down() {
    services_policy=
    [[ ! -e /usr/sbin/policy-rc.d ]] || return 0
    services_policy=/usr/sbin/policy-rc.d
    "$@" install -m 0755 /dev/stdin "$services_policy" <<POLICY
#!/bin/sh
# Made by hpltune's set-up for as long as its process lives; may be deleted.
kill -0 $$ 2>/dev/null && exit 101
exit 0
POLICY
}

let_services_start() { [[ ! $services_policy ]] || "$@" rm -f "$services_policy"; }

# install_packages PACKAGE…: by apt, as root or through sudo, never asking. Says why it could not and returns 1.
install_packages() {
    local as_root=() log line="apt-get install -y --no-install-recommends $*"
    if ! has_command apt-get; then
        say "no apt-get on this system; install by hand what gives the Debian packages: $*"
        return 1
    fi
    if ((EUID != 0)); then
        as_root=(sudo -n)
        if ! { has_command sudo && sudo -n true 2>/dev/null; }; then
            say "no rights to install packages; run this and try again: sudo $line"
            return 1
        fi
        line="sudo $line"
    fi
    as_root+=(env DEBIAN_FRONTEND=noninteractive)
    local options=(-y -q --no-install-recommends -o DPkg::Lock::Timeout=300 -o Acquire::Retries=1)
    log=$(mktemp)
    keep_services_down "${as_root[@]}"
    # The lists may be missing (a container) or too old to find the packages: the second try fetches them.
    if "${as_root[@]}" apt-get install "${options[@]}" "$@" </dev/null >"$log" 2>&1 ||
        { "${as_root[@]}" apt-get update -q </dev/null >>"$log" 2>&1 &&
            "${as_root[@]}" apt-get install "${options[@]}" "$@" </dev/null >>"$log" 2>&1; }; then
        let_services_start "${as_root[@]}"
        rm -f "$log"
        return 0
    fi
    let_services_start "${as_root[@]}"
    tail -n 5 "$log" >&2
    rm -f "$log"
    say "the packages could not be installed (see above); run this and try again: ${line%%apt-get*}apt-get update; $line"
    return 1
}

# unmet NEED…: prints the needs whose test fails.
unmet() {
    local need
    for need in "$@"; do
        # shellcheck disable=SC2086  # the test is a function and its argument
        ${need%%|*} || printf '%s\n' "$need"
    done
}

# install_needs NEED…: installs what the listed needs lack, telling what and why.
install_needs() {
    local package purpose packages=() reasons='' missing
    missing=$(unmet "$@")
    [[ $missing ]] || return 0
    while IFS='|' read -r _ package purpose; do
        package=${package// /}
        [[ " ${packages[*]} " == *" $package "* ]] && continue
        packages+=("$package")
        reasons+="${reasons:+, }$package (${purpose# })"
    done <<<"$missing"
    say "installing $reasons"
    install_packages "${packages[@]}" || return 1
    missing=$(unmet "$@")
    [[ $missing ]] || return 0
    say "installed, but still not found: $(cut -d '|' -f 2 <<<"$missing" | sort -u | xargs); check the PATH ($PATH)"
    return 1
}

# need_swift: ends the script with advice unless Swift 6.2 or newer is on the PATH.
need_swift() {
    local version advice='get Swift 6.2 or newer from https://www.swift.org/install/linux, put it on the PATH and try again'
    has_command swift || fail "Swift is missing; $advice"
    version=$(swift --version 2>&1) || fail "swift does not run (${version//$'\n'/ }); $advice"
    [[ $version =~ Swift\ version\ ([0-9]+)\.([0-9]+) ]] || fail "cannot read the version of $(command -v swift); $advice"
    ((BASH_REMATCH[1] * 1000 + BASH_REMATCH[2] >= 6002)) || fail "Swift ${BASH_REMATCH[0]##* } is too old; $advice"
}

# has_own_hpl: the user has chosen an HPL, so none is made.
has_own_hpl() { [[ ${HPLTUNE_XHPL:-} || $(type -P xhpl) ]]; }

# find_hpl DIR: sets HPLTUNE_BUILT_XHPL to what install-hpl left in DIR, unless the user has an HPL of their own.
# HPLTUNE_XHPL stays the user's: a study made with another HPL must be able to tell the two apart.
find_hpl() {
    local candidate
    has_own_hpl && return 0
    for candidate in "$1/xhpl" "$1/hpcc"; do
        [[ -x $candidate ]] || continue
        export HPLTUNE_BUILT_XHPL=$candidate
        return 0
    done
    return 1
}
