#!/bin/sh
# Prints what a cached result depends on beside the sources: versions of compilers, of kernel headers, of formatters.
# "absent" is a version too: a result made without clang is stale once clang is there.
version() {
  command -v "$1" >/dev/null 2>&1 && "$@" 2>/dev/null | head -n 1 || echo "$1 absent"
}

debian() {
  dpkg-query -W -f '${Package} ${Version}\n' "$1" 2>/dev/null || echo "$1 absent"
}

case "$1" in
  compiler) version g++ --version; version gcc --version; version make --version; node -p 'process.versions.modules' ;;
  bpf) version clang --version; version bpftool version; debian libbpf-dev ;;
  kernel) echo "${KERNEL_RELEASE:-$(uname -r)}"; debian 'linux-headers-*' ;;
  format) version clang-format --version ;;
  *) echo "usage: toolchain.sh compiler|bpf|kernel|format" >&2; exit 2 ;;
esac
exit 0
