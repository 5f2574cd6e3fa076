#!/bin/busybox sh
# First process of the guest. It never exits: that would panic the kernel. Words that the host wrote for this
# guest are in /guest.env: MODULES (in order), KERNEL (uname -r), MODULE_TREE and WRITABLE (paths of the host).
export PATH=/bin:/sbin
/bin/busybox --install -s /bin
. /guest.env

halt() {
	echo "guest: $1" >/dev/console
	echo o >/proc/sysrq-trigger
	sleep 60
}

mount -t proc proc /proc
mount -t sysfs sys /sys
mount -t devtmpfs dev /dev
for module in $MODULES; do
	insmod "/modules/$module" || halt "cannot load $module"
done

mkdir -p /host /writable /layer /new
share=trans=virtio,version=9p2000.L,cache=loose,msize=512000
mount -t 9p -o "ro,$share" host /host || halt "cannot mount the host's tree"
mount -t tmpfs -o mode=755 layer /layer
mkdir -p /layer/upper /layer/work
mount -t overlay -o lowerdir=/host,upperdir=/layer/upper,workdir=/layer/work overlay /new || halt "cannot lay the overlay"
mount -t proc proc /new/proc
mount -t sysfs sys /new/sys
mount -t devtmpfs dev /new/dev
mkdir -p /new/dev/pts /new/dev/shm
mount -t devpts devpts /new/dev/pts
mount -t tmpfs shm /new/dev/shm
mount -t tmpfs run /new/run
# A kernel may lack these; what needs them says so itself.
mount -t tracefs tracefs /new/sys/kernel/tracing
mount -t debugfs debugfs /new/sys/kernel/debug
mount -t bpf bpf /new/sys/fs/bpf
mkdir -p "/new/lib/modules/$KERNEL"
mount --bind "/host$MODULE_TREE" "/new/lib/modules/$KERNEL" || halt "cannot mount the modules"
number=0
for path in $WRITABLE; do
	mkdir -p "/new$path"
	mount -t 9p -o "trans=virtio,version=9p2000.L,cache=none,msize=512000" "writable$number" "/new$path" || halt "cannot mount $path"
	number=$((number + 1))
done
ip link set lo up
echo 1 >/new/proc/sys/kernel/panic_on_oops

for name in /sys/class/virtio-ports/*/name; do
	port=/dev/$(basename "$(dirname "$name")")
	case $(cat "$name") in
	control) exec 3<>"$port" ;;
	stdin) exec 4<>"$port" ;;
	stdout) exec 5<>"$port" ;;
	stderr) exec 6<>"$port" ;;
	esac
done
echo ready >&3

# One line a command: a token and the path of a script that the host wrote. "end" powers off.
while true; do
	read -r token script <&3 || { sleep 0.02; continue; }
	[ "$token" = end ] && break
	# An earlier read would see an end of file: the host's end of stdin is open once its first line is here.
	until read -r line <&4 && [ "$line" = "$token" ]; do sleep 0.01; done
	cat "/host$script" >/new/run/guest-command
	chroot /new /bin/sh /run/guest-command <&4 >&5 2>&6 3>&- 4>&- 5>&- 6>&-
	status=$?
	# The last bytes of each stream, so that the host knows that it has all of it.
	printf %s "$token" >&5
	printf %s "$token" >&6
	# The host now closes its end of stdin; what the command left unread must not reach the next one.
	cat <&4 >/dev/null
	echo "$status" >&3
done
halt "end"
