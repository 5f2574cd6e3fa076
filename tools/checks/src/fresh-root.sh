#!/usr/bin/env bash
# Proves the set-up on a bare Debian 12: a debootstrapped root with this machine's Node copied in and a fresh clone of
# HEAD, and nothing else. Each STEP is a command line that runs in the clone; its status and seconds are printed.
#   sudo tools/checks/src/fresh-root.sh 'npm run demo' 'npm test' 'user: npm test'
# `user:` runs a step as a normal user who owns the tree. FRESH_ROOT_BASE=FOLDER keeps the bare root for the next time.
# Needs root, debootstrap, git and a Debian mirror. Exit: 0 if every step did, 1 if one did not, 3 cannot be tried here.
set -euo pipefail

mirror=${MIRROR:-http://deb.debian.org/debian}
tree=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)
name=ai-perf-agent
clone=/src/$name

# Everything happens in a mount namespace of its own: whatever way this ends, no mount is left on the host.
if [ "${IN_FRESH_ROOT:-}" != yes ]; then
  [ "$(id -u)" = 0 ] || { echo 'fresh-root: needs root' >&2; exit 3; }
  command -v debootstrap git >/dev/null || { echo 'fresh-root: apt-get install debootstrap git' >&2; exit 3; }
  [ $# -gt 0 ] || { sed -n '2,7s/^# \?//p' "${BASH_SOURCE[0]}" >&2; exit 2; }
  IN_FRESH_ROOT=yes exec unshare --mount --propagation private bash "${BASH_SOURCE[0]}" "$@"
fi

root=$(mktemp -d "${TMPDIR:-/tmp}/fresh-root.XXXXXX")
trap 'umount -R "$root" 2>/dev/null; rm -rf --one-file-system "$root"' EXIT

bare_root() {
  local base=${FRESH_ROOT_BASE:-}
  if [ -n "$base" ] && [ -x "$base/bin/bash" ]; then
    cp -a "$base/." "$root/"
    return
  fi
  debootstrap --variant=minbase bookworm "$root" "$mirror" >/dev/null
  echo 'deb http://deb.debian.org/debian-security bookworm-security main' >>"$root/etc/apt/sources.list"
  [ -z "$base" ] || cp -a "$root/." "$base/"
}

# As a user would unpack the tarball of nodejs.org: bin, headers and npm under /usr/local.
copy_node() {
  local prefix
  prefix=$(dirname "$(dirname "$(readlink -f "$(command -v node)")")")
  install -D "$prefix/bin/node" "$root/usr/local/bin/node"
  mkdir -p "$root/usr/local/include" "$root/usr/local/lib/node_modules"
  cp -a "$prefix/include/node" "$root/usr/local/include/"
  cp -a "$prefix/lib/node_modules/npm" "$root/usr/local/lib/node_modules/"
  ln -s ../lib/node_modules/npm/bin/npm-cli.js "$root/usr/local/bin/npm"
  ln -s ../lib/node_modules/npm/bin/npx-cli.js "$root/usr/local/bin/npx"
}

# The host's own way out: its resolver and the authorities it trusts.
copy_network() {
  cp -L /etc/resolv.conf "$root/etc/resolv.conf"
  cp -L /etc/hosts "$root/etc/hosts"
  mkdir -p "$root/etc/ssl/certs"
  [ ! -r /etc/ssl/certs/ca-certificates.crt ] || cp -L /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/host.crt"
}

# The root itself is a mount, as / is on a machine: a mount namespace made inside needs one.
mount_kernel() {
  mount --bind "$root" "$root"
  mount -t proc proc "$root/proc"
  mount --rbind /sys "$root/sys"
  mount --rbind /dev "$root/dev"
}

run_step() {
  local step=$1 started=$SECONDS status=0 who=root
  local run=(chroot "$root")
  if [ "${step#user: }" != "$step" ]; then
    who=learner
    step=${step#user: }
    chroot "$root" id "$who" >/dev/null 2>&1 || chroot "$root" useradd -m -s /bin/bash "$who"
    chroot "$root" chown -R "$who:" "$clone"
    run+=(setpriv --reuid="$who" --regid="$who" --init-groups)
  fi
  echo "fresh-root: as $who: $step"
  env -i PATH=/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin TERM=dumb CI=true \
    HOME="$([ "$who" = root ] && echo /root || echo "/home/$who")" \
    NODE_EXTRA_CA_CERTS=/etc/ssl/host.crt \
    "${run[@]}" bash -c "cd $clone && $step" </dev/null || status=$?
  echo "fresh-root: as $who: $step: status $status after $((SECONDS - started)) s"
  return "$status"
}

bare_root
copy_node
copy_network
mount_kernel
git clone -q --no-hardlinks "file://$tree" "$root$clone"
failed=0
for step in "$@"; do run_step "$step" || failed=1; done
exit "$failed"
