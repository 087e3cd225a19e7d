#!/bin/bash
# Builds the Linux guest from Debian's packages: build/Image (kernel 6.1) and build/initrd.cpio (musl and busybox).
#
# usage: build.sh            as root on Debian 12, about five minutes on two cores
#   WORK=folder              where sources and objects lie (default: the user's cache)
#   JOBS=n                   how many compilers run at once (default: 2)
#   INSTALL=no               do not install packages
#
# musl 1.2.5 is the first with a 32-bit RISC-V port, so it and busybox come from the source index of Debian 13. The
# mirror is the one in the machine's own apt sources, under an apt state of its own: nothing installed is upgraded.
#
# Linux and busybox are under the GNU General Public License, version 2: who serves the two files serves their sources,
# which are in WORK afterwards, along with this folder.
set -Eeuo pipefail
umask 022
export LC_ALL=C KCONFIG_NOTIMESTAMP=1 SOURCE_DATE_EPOCH=0
export KBUILD_BUILD_TIMESTAMP=1970-01-01 KBUILD_BUILD_USER=lab KBUILD_BUILD_HOST=lab KBUILD_BUILD_VERSION=1

here=$(cd "$(dirname "$0")" && pwd)
work=$(realpath -m "${WORK:-${XDG_CACHE_HOME:-$HOME/.cache}/quick-resume-lab/linux}")
jobs=${JOBS:-2}
cross=riscv64-linux-gnu-
kernel=$work/linux-source-6.1
musl=$work/musl-1.2.5
busybox=$work/busybox-1.37.0

install_packages() {
  apt-get install -y --no-install-recommends linux-source-6.1 gcc-riscv64-linux-gnu gcc-riscv64-unknown-elf \
    make gcc libc6-dev bc flex bison rsync xz-utils bzip2 dpkg-dev kmod cpio
}

# Prints the address of the Debian mirror that this machine uses.
mirror() {
  apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'ORIGIN: Debian' | grep -m1 '/debian/$'
}

fetch_sources() {
  if [ ! -d "$busybox" ] || [ ! -d "$musl" ]; then
    mkdir -p apt/lists/partial apt/cache/archives/partial
    touch apt/status
    echo "deb-src [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $(mirror) trixie main" > apt/sources.list
    cat > apt/apt.conf <<END
Dir::State "$work/apt";
Dir::State::Lists "$work/apt/lists";
Dir::State::status "$work/apt/status";
Dir::Cache "$work/apt/cache";
Dir::Etc::sourcelist "$work/apt/sources.list";
Dir::Etc::sourceparts "/dev/null";
APT::Sandbox::User "root";
END
    APT_CONFIG=$work/apt/apt.conf apt-get update -qq
    APT_CONFIG=$work/apt/apt.conf apt-get source -qq busybox musl
  fi
  [ -d "$kernel" ] || tar xf /usr/src/linux-source-6.1.tar.xz
}

# Two lines of the kernel are changed. Its console looks for typed bytes at intervals that grow to two seconds, which
# feels broken at a prompt: the interval stays at 20 ms. A self-test of blake2s at boot costs two fifths of the boot.
patch_kernel() {
  sed -i 's/^#define MAX_TIMEOUT\t\t(2000)/#define MAX_TIMEOUT\t\t(20)/' "$kernel/drivers/tty/hvc/hvc_console.c"
  sed -i 's/!IS_ENABLED(CONFIG_CRYPTO_MANAGER_DISABLE_TESTS)/0/' "$kernel/lib/crypto/blake2s.c"
  grep -q '^#define MAX_TIMEOUT.*(20)' "$kernel/drivers/tty/hvc/hvc_console.c"
  ! grep -q CRYPTO_MANAGER_DISABLE_TESTS "$kernel/lib/crypto/blake2s.c"
}

# Debian's cross compiler is for 64 bits and brings no 32-bit libraries: this wrapper gives it musl's headers and start
# files, and libgcc of the bare-metal compiler. The folder is named since gcc itself would choose one without M.
make_compiler() {
  libgcc=$(ls /usr/lib/gcc/riscv64-unknown-elf/*/rv32im/ilp32/libgcc.a)
  mkdir -p bin
  cat > bin/guest-gcc <<END
#!/bin/sh
link=yes
for word in "\$@"; do
  case "\$word" in -c | -S | -E | -M | -MM | -r | -Wl,-r | -v | -print* | --version | -dump*) link=no ;; esac
done
flags="-march=rv32ima -mabi=ilp32 -fno-stack-protector -fno-pie -nostdinc"
flags="\$flags -isystem $work/sysroot/include -isystem $(${cross}gcc -print-file-name=include)"
if [ \$link = no ]; then exec ${cross}gcc \$flags "\$@"; fi
exec ${cross}gcc \$flags -static -no-pie -nostdlib -L$work/sysroot/lib -Wl,-m,elf32lriscv \\
  -Wl,-z,max-page-size=4096 -Wl,--build-id=none $work/sysroot/lib/crt1.o $work/sysroot/lib/crti.o "\$@" \\
  -Wl,--start-group -lc $libgcc -Wl,--end-group $work/sysroot/lib/crtn.o
END
  chmod +x bin/guest-gcc
  for tool in ar as ld nm objcopy objdump ranlib strip strings readelf; do
    ln -sf "/usr/bin/$cross$tool" "bin/guest-$tool"
  done
  export PATH=$work/bin:$PATH
}

build_musl() {
  mkdir -p objects/musl
  (
    cd objects/musl
    CC="${cross}gcc -march=rv32ima -mabi=ilp32" CROSS_COMPILE=$cross LIBCC=$libgcc "$musl/configure" \
      --target=riscv32-linux-musl --prefix="$work/sysroot" --disable-shared --enable-optimize=size
    make -j"$jobs"
    make install
  ) > musl.log 2>&1
  make -s -C "$kernel" ARCH=riscv O="$work/objects/headers" INSTALL_HDR_PATH="$work/sysroot" headers_install > headers.log
}

build_busybox() {
  mkdir -p objects/busybox
  (
    make -s -C "$busybox" O="$work/objects/busybox" allnoconfig
    cd objects/busybox
    grep -v '^#' "$here/busybox.frag" | while IFS='=' read -r name value; do
      sed -i "/^$name=/d;/^# $name is not set/d" .config
      echo "$name=$value" >> .config
    done
    set +o pipefail
    yes '' | make -s oldconfig
    make -s -j"$jobs" CROSS_COMPILE=guest-
    guest-strip -s busybox -o "$work/busybox"
  ) > busybox.log 2>&1
  guest-gcc -Os -s "$here/dirty.c" -o dirty
}

build_kernel() {
  mkdir -p objects/linux
  (
    cd "$kernel"
    export ARCH=riscv CROSS_COMPILE=$cross
    make -s O="$work/objects/linux" tinyconfig
    scripts/kconfig/merge_config.sh -m -O "$work/objects/linux" "$work/objects/linux/.config" "$here/linux.frag"
    make -s O="$work/objects/linux" olddefconfig
    make -s O="$work/objects/linux" -j"$jobs" Image
  ) > linux.log 2>&1
}

# The archive is written from a list, so that it holds device nodes, and from files without a time of their own.
pack_initrd() {
  mkdir -p files
  install -m 755 "$here/init" busybox dirty files
  touch -d @0 files/*
  {
    for folder in bin dev proc sys tmp root etc; do echo "dir /$folder 0755 0 0"; done
    echo "nod /dev/console 0600 0 0 c 5 1"
    echo "nod /dev/null 0666 0 0 c 1 3"
    echo "file /init $work/files/init 0755 0 0"
    echo "file /bin/busybox $work/files/busybox 0755 0 0"
    echo "file /bin/dirty $work/files/dirty 0755 0 0"
    for applet in sh mount uname cut setsid cttyhack; do echo "slink /bin/$applet busybox 0777 0 0"; done
  } > initrd.list
  objects/linux/usr/gen_init_cpio -t 0 initrd.list > initrd.cpio
}

[ "${INSTALL:-yes}" = no ] || install_packages
mkdir -p "$work" "$here/build"
cd "$work"
trap 'echo "the build failed; its logs are in $work" >&2' ERR
echo "sources: $work"
fetch_sources
patch_kernel
make_compiler
echo "musl" && build_musl
echo "busybox" && build_busybox
echo "linux" && build_kernel
pack_initrd
install -m 644 objects/linux/arch/riscv/boot/Image initrd.cpio "$here/build/"
cd "$here/build" && ls -l Image initrd.cpio && sha256sum Image initrd.cpio
