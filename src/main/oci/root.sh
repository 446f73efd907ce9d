#!/bin/sh
# root.sh JAVA_HOME DIRECTORY: a root file system with a Java runtime of the modules that the gateway uses, the C library that it was linked
# with, and nothing else: no shell, no package manager. For a build on Linux with glibc, of the architecture of that machine.
set -e
java=$1
root=$2
rm -rf "$root"
mkdir -p "$root/opt" "$root/tmp" "$root/proc"
"$java/bin/jlink" --output "$root/opt/java" --strip-debug --no-header-files --no-man-pages --add-modules \
java.base,java.logging,java.management,java.naming,java.security.jgss,java.security.sasl,java.sql,java.xml,\
jdk.crypto.cryptoki,jdk.crypto.ec,jdk.management,jdk.naming.dns,jdk.unsupported
# what the runtime is linked with, and the loader that finds it
find "$root/opt/java" -type f \( -name '*.so' -o -path '*/bin/*' \) -exec ldd {} + 2>/dev/null \
  | sed -n 's|^[^/]*\(/[^ ]*\) (0x.*|\1|p' | grep -v "^$root" | grep -v "$(cd "$root" && pwd -P)" | sort -u \
  | while read -r library; do
      mkdir -p "$root$(dirname "$library")"
      cp -L "$library" "$root$library"
    done
