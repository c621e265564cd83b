#!/usr/bin/env bash
# tools.jackson.dataformat:jackson-dataformat-cbor 3.3.0 on a JDK of version 25, run on 2026-11-30.
# CBOR (RFC 8949, 3.3) has null (f6) and undefined (f7), and COSE (RFC 9052) asks for nil where a payload is detached. Jackson's parser tells
# the two apart: VALUE_NULL, and VALUE_EMBEDDED_OBJECT with the value null. A tree read with CBORMapper no longer does: both are the same
# NullNode. Another simple value (f0) becomes a POJONode. Who must know has to look at the token, or at the byte.
# Seen: "f6 VALUE_NULL NullNode", "f7 VALUE_EMBEDDED_OBJECT NullNode", "f0 VALUE_EMBEDDED_OBJECT POJONode".
# Fails if that is no longer so.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
for artifact in tools.jackson.dataformat:jackson-dataformat-cbor:3.3.0 tools.jackson.core:jackson-databind:3.3.0 \
  tools.jackson.core:jackson-core:3.3.0 com.fasterxml.jackson.core:jackson-annotations:2.23; do
  mvn -q -B dependency:copy -Dartifact="$artifact" -DoutputDirectory=lib >/dev/null 2>&1
done
jdk=
for candidate in "${JAVA_HOME:-}" "$(dirname "$(dirname "$(readlink -f "$(command -v javac || true)")")")" /usr/lib/jvm/*; do
  version=$("$candidate/bin/javac" -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p') || true
  if [ "${version:-0}" -ge 25 ]; then jdk=$candidate; break; fi
done
[ -n "$jdk" ] || { echo "no JDK of version 25 or newer was found; point JAVA_HOME at one" >&2; exit 2; }
cat >Look.java <<'JAVA'
import tools.jackson.dataformat.cbor.CBORMapper;

public class Look {
    public static void main(String[] args) throws Exception {
        var mapper = new CBORMapper();
        for (int first : new int[] {0xf6, 0xf7, 0xf0}) {
            byte[] bytes = {(byte) first};
            try (var parser = mapper.createParser(bytes)) {
                System.out.println(Integer.toHexString(first) + " " + parser.nextToken() + " "
                        + mapper.readTree(bytes).getClass().getSimpleName());
            }
        }
    }
}
JAVA
"$jdk/bin/java" -cp 'lib/*' Look.java | tee seen
grep -qx 'f6 VALUE_NULL NullNode' seen
grep -qx 'f7 VALUE_EMBEDDED_OBJECT NullNode' seen
grep -qx 'f0 VALUE_EMBEDDED_OBJECT POJONode' seen
