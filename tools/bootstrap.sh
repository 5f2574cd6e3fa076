#!/usr/bin/env bash
# tools/bootstrap.sh STEP: makes this checkout ready for `npm run STEP` and says what it does, one line a thing.
# Installs what is missing and nothing else; run again, it finds all in place and leaves in seconds.
#   build   compilers and packages         demo, docs   the same, and the build
#   test    the same, the build, and the tools that ours are judged against
# Exit: 0 ready, 2 unknown step, 3 something is missing that cannot be installed from here.
set -uo pipefail
exec </dev/null
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 3
export NX_DAEMON=false NX_TUI=false
# depmod is there for everybody and in the PATH of root alone.
PATH=$PATH:/usr/sbin:/sbin

# program:Debian package
to_build=(python3:python3 make:make g++:g++ gcc:gcc)
# Peers and readers: a test that misses its own is skipped, and says so.
to_judge=(strace:strace perf:linux-perf gdb:gdb readelf:binutils chromium:chromium ps:procps clang-format:clang-format)
# The emulated machine of the guest tests (tools/guest).
to_emulate=(qemu-system-x86_64:qemu-system-x86 busybox:busybox-static depmod:kmod)

say() { echo "bootstrap: $*"; }
stop() { echo "bootstrap: $*" >&2; exit 3; }

main() {
  local step=${1:-}
  case $step in
    build | demo | docs | test) ;;
    *) echo 'usage: tools/bootstrap.sh build|demo|test|docs' >&2; exit 2 ;;
  esac
  check_node
  [ -w . ] || stop "$PWD is not writable by $(id -un); copy the tree to a folder of your own"
  need_programs "${to_build[@]}"
  [ "$step" = test ] && want_programs "${to_judge[@]}" "${to_emulate[@]}"
  install_packages
  install_hooks
  [ "$step" = build ] || build
}

check_node() {
  local advice='Debian 12 brings Node 18; get 20.19 or newer from https://nodejs.org/en/download (unpack the
  linux-x64 tarball and put its bin/ first in PATH), or from https://github.com/nodesource/distributions'
  command -v node >/dev/null || stop "there is no node here. $advice"
  node -e 'const [a, b] = process.versions.node.split("."); process.exit(+a > 20 || (+a === 20 && +b >= 19) ? 0 : 1)' ||
    stop "node is $(node --version), 20.19 or newer is needed. $advice"
  command -v npm >/dev/null || stop "there is a node but no npm. $advice"
}

# Debian packages of the programs that are not there.
missing() {
  local pair
  for pair in "$@"; do
    command -v "${pair%%:*}" >/dev/null || printf '%s ' "${pair##*:}"
  done
}

need_programs() {
  local packages
  packages=$(missing "$@")
  [ -z "$packages" ] && return
  apt_install "$packages" || stop "cannot go on without: $packages"
}

want_programs() {
  local packages
  packages=$(missing "$@")
  [ -z "$packages" ] && return
  apt_install "$packages" || say "going on; tests that need one of these are skipped with their reason: $packages"
}

# Never through sudo: a script that asks for a password in the middle of `npm test` is a trap.
apt_install() {
  local packages=$1 log
  if ! command -v apt-get >/dev/null; then
    say "missing here, and there is no apt-get to install it: $packages(named as in Debian)"
    return 1
  fi
  if [ "$(id -u)" != 0 ]; then
    say 'missing here, and installing needs root; the line to run:'
    echo "  sudo apt-get install -y --no-install-recommends $packages"
    return 1
  fi
  say "installing with apt-get: $packages"
  log=$(mktemp)
  export DEBIAN_FRONTEND=noninteractive
  # shellcheck disable=SC2086 # a list of words
  if { apt-get update -qq && apt-get install -y -qq --no-install-recommends $packages; } >"$log" 2>&1; then
    rm -f "$log"
    return 0
  fi
  tail -n 5 "$log" >&2
  say "apt-get failed; the whole of what it said is in $log"
  return 1
}

# Install scripts stay off: nothing of ours needs them, and nothing is downloaded behind the lock file's back.
install_packages() {
  node tools/workspace/installed.mjs && return
  say 'npm ci: node_modules is not what package-lock.json asks for'
  npm ci --ignore-scripts --no-audit --no-fund --prefer-offline --loglevel=error || stop 'npm ci failed'
  node tools/workspace/installed.mjs --stamp
}

# The commit-msg hook, where this is a git checkout of its own and nobody has hooks or a hooks folder already.
install_hooks() {
  [ -z "${CI:-}" ] && [ -e .git ] && command -v git >/dev/null || return 0
  git config --get core.hooksPath >/dev/null 2>&1 && return 0
  find "$(git rev-parse --git-path hooks 2>/dev/null)" -type f ! -name '*.sample' 2>/dev/null | grep -q . && return 0
  git config core.hooksPath .githooks 2>/dev/null && say 'git: core.hooksPath is .githooks (checks commit messages)'
  return 0
}

# Nx runs the build when an input has changed, and only then.
build() {
  local log
  log=$(mktemp)
  [ -d .nx/cache ] || say 'building: addons, TypeScript, pages, command line'
  if node node_modules/nx/dist/bin/nx.js run ai-perf-agent:build >"$log" 2>&1; then
    grep '^build:' "$log" | sed 's/^/bootstrap: /'
    rm -f "$log"
    return
  fi
  cat "$log" >&2
  rm -f "$log"
  stop 'the build failed'
}

main "$@"
