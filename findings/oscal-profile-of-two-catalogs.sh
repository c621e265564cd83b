#!/usr/bin/env bash
# liboscal-java 5.2.0 (dev.metaschema.oscal, OSCAL 1.1.3), run on 2026-11-30.
# A profile that imports two catalogs is what profiles are for, and the library's own resolver resolves one. Its validator refuses every such
# profile: each import defines the index "profile-import-index-control-id" anew, the second is CRITICAL "Duplicate index", and every control
# chosen from the second catalog is an ERROR "not found in index". The same profile cut into two of one import each passes.
# Beside it: the library brings JUnit along for run time, since metaschema-core 2.2.0 declares junit-jupiter at compile scope.
# Fails if either is no longer so.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cat >pom.xml <<'XML'
<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
  <groupId>x</groupId><artifactId>x</artifactId><version>1</version>
  <dependencies><dependency><groupId>dev.metaschema.oscal</groupId><artifactId>liboscal-java</artifactId><version>5.2.0</version></dependency>
  </dependencies></project>
XML
mvn -q -B dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory=lib >/dev/null 2>&1
jdk=
for candidate in "${JAVA_HOME:-}" "$(dirname "$(dirname "$(readlink -f "$(command -v javac || true)")")")" /usr/lib/jvm/*; do
  version=$("$candidate/bin/javac" -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p') || true
  if [ -n "$candidate" ] && [ "${version:-0}" -ge 17 ]; then jdk=$candidate; break; fi
done
[ -n "$jdk" ] || { echo "no JDK of version 17 or newer was found; point JAVA_HOME at one" >&2; exit 2; }
for n in 1 2; do
  cat >"c$n.json" <<JSON
{"catalog":{"uuid":"0f0a3c2e-0000-4000-8000-00000000000$n","metadata":{"title":"C$n","last-modified":"2026-01-01T00:00:00Z",
 "version":"1","oscal-version":"1.1.3"},"controls":[{"id":"a-$n","title":"A $n"}]}}
JSON
done
import() { echo "{\"href\":\"c$1.json\",\"include-controls\":[{\"with-ids\":[\"a-$1\"]}]}"; }
profile() { # FILE IMPORTS
  echo "{\"profile\":{\"uuid\":\"0f0a3c2e-0000-4000-8000-000000000009\",\"metadata\":{\"title\":\"P\",
    \"last-modified\":\"2026-01-01T00:00:00Z\",\"version\":\"1\",\"oscal-version\":\"1.1.3\"},\"imports\":[$2],\"merge\":{\"as-is\":true}}}" >"$1"
}
profile one.json "$(import 1)"
profile other.json "$(import 2)"
profile both.json "$(import 1),$(import 2)"
cat >Look.java <<'JAVA'
import gov.nist.secauto.metaschema.core.configuration.DefaultConfiguration;
import gov.nist.secauto.metaschema.core.metapath.item.node.INodeItem;
import gov.nist.secauto.metaschema.core.model.constraint.IConstraint;
import gov.nist.secauto.metaschema.databind.io.Format;
import gov.nist.secauto.oscal.lib.OscalBindingContext;
import gov.nist.secauto.oscal.lib.model.Catalog;
import gov.nist.secauto.oscal.lib.profile.resolver.ProfileResolver;
import java.nio.file.Path;

public class Look {
    public static void main(String[] files) throws Exception {
        var context = OscalBindingContext.instance();
        for (var file : files) {
            var loader = context.newBoundLoader();
            var item = loader.loadAsNodeItem(Format.JSON, Path.of(file).toUri());
            var catalog = (Catalog) INodeItem.toValue(new ProfileResolver().resolve(Path.of(file)));
            System.out.println(file + " resolves to " + catalog.getControls().stream().map(c -> c.getId()).toList());
            for (var f : context.validate(item, loader, new DefaultConfiguration<>()).getFindings()) {
                if (f.getSeverity().compareTo(IConstraint.Level.ERROR) >= 0) {
                    System.out.println(file + " " + f.getSeverity() + " " + f.getMessage());
                }
            }
        }
    }
}
JAVA
"$jdk/bin/javac" -proc:none -nowarn -d . -cp 'lib/*' Look.java
"$jdk/bin/java" -cp '.:lib/*' Look one.json other.json both.json >said 2>log
cat said
junit=$(ls lib | grep -c '^junit-jupiter' || true)
echo "jars of JUnit among those for run time: $junit"
grep -q '^both.json resolves to \[a-1, a-2\]$' said
! grep -qE '^(one|other)\.json (ERROR|CRITICAL)' said
grep -q '^both.json CRITICAL Duplicate index' said
grep -q '^both.json ERROR Key reference \[a-2\] not found' said
[ "$junit" -ge 3 ]
