#!/usr/bin/env bash
# cyclonedx-core-java 12.2.0 (org.cyclonedx), run on 2026-11-30.
# A bill of materials whose metadata.timestamp has microseconds (RFC 3339; what Instant.now().toString() gives on Linux) passes the library's
# own validation, and is read without a timestamp and without a word: what is written again has lost it. Three digits or none are kept.
# Fails if that is no longer so.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cat >pom.xml <<'XML'
<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
  <groupId>x</groupId><artifactId>x</artifactId><version>1</version>
  <dependencies><dependency><groupId>org.cyclonedx</groupId><artifactId>cyclonedx-core-java</artifactId><version>12.2.0</version></dependency>
  </dependencies></project>
XML
mvn -q -B dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory=lib >/dev/null 2>&1
jdk=
for candidate in "${JAVA_HOME:-}" "$(dirname "$(dirname "$(readlink -f "$(command -v javac || true)")")")" /usr/lib/jvm/*; do
  version=$("$candidate/bin/javac" -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p') || true
  if [ -n "$candidate" ] && [ "${version:-0}" -ge 17 ]; then jdk=$candidate; break; fi
done
[ -n "$jdk" ] || { echo "no JDK of version 17 or newer was found; point JAVA_HOME at one" >&2; exit 2; }
cat >Look.java <<'JAVA'
import org.cyclonedx.Version;
import org.cyclonedx.generators.BomGeneratorFactory;
import org.cyclonedx.parsers.JsonParser;

public class Look {
    public static void main(String[] times) throws Exception {
        for (var time : times) {
            var json = "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\",\"version\":1,\"metadata\":{\"timestamp\":\"" + time + "\"}}";
            var wrong = new JsonParser().validate(json, Version.VERSION_16);
            var bom = new JsonParser().parse(json.getBytes("UTF-8"));
            var again = BomGeneratorFactory.createJson(Version.VERSION_16, bom).toJsonString();
            System.out.println(time + ": wrong by the schema " + wrong.size() + ", read as " + (bom.getMetadata() == null
                    || bom.getMetadata().getTimestamp() == null ? "nothing" : bom.getMetadata().getTimestamp().toInstant())
                    + ", written again " + (again.contains("timestamp") ? "with" : "without") + " a timestamp");
        }
    }
}
JAVA
"$jdk/bin/javac" -proc:none -nowarn -d . -cp 'lib/*' Look.java
"$jdk/bin/java" -cp '.:lib/*' Look 2026-11-30T05:00:00Z 2026-11-30T05:00:00.123Z 2026-11-30T05:00:00.123456Z 2>log | tee said
grep -q '^2026-11-30T05:00:00Z: wrong by the schema 0, read as 2026-11-30T05:00:00Z, written again with' said
grep -q '^2026-11-30T05:00:00.123Z: wrong by the schema 0, read as 2026-11-30T05:00:00.123Z, written again with a' said
grep -q '^2026-11-30T05:00:00.123456Z: wrong by the schema 0, read as nothing, written again without' said
