#!/usr/bin/env bash
# JDK 25 with slf4j-jdk-platform-logging 2.0.20 and logback-classic 1.6.6, run on 2026-11-29.
# A program that never logs still loads and configures the whole logging library when it calls System.exit: the JDK asks for the logger
# "java.lang.Runtime" there (RuntimeHelper, since JDK 21), through whichever System.LoggerFinder is on the class path. With logback's
# default level it even prints a stack trace of the exit, "Runtime.exit() called with status: 0". Fails if that is no longer so.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
for artifact in org.slf4j:slf4j-api:2.0.20 org.slf4j:slf4j-jdk-platform-logging:2.0.20 ch.qos.logback:logback-core:1.6.6 ch.qos.logback:logback-classic:1.6.6; do
  mvn -q -B dependency:copy -Dartifact="$artifact" -DoutputDirectory=lib >/dev/null 2>&1
done
# The JDK that JAVA_HOME names or the path has may be an older one, which asks for no logger: any of version 21 or newer will do.
jdk=
for candidate in "${ZHIHENG_JAVA_HOME:-}" "${JAVA_HOME:-}" "$(dirname "$(dirname "$(readlink -f "$(command -v javac || true)")")")" /usr/lib/jvm/*; do
  version=$("$candidate/bin/javac" -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p') || true
  if [ "${version:-0}" -ge 21 ]; then jdk=$candidate; break; fi
done
[ -n "$jdk" ] || { echo "no JDK of version 21 or newer was found; point JAVA_HOME at one" >&2; exit 2; }
"$jdk/bin/java" -version 2>&1 | head -1
printf 'public class Quiet { public static void main(String[] a) { System.exit(0); } }\n' >Quiet.java
"$jdk/bin/javac" -d . Quiet.java
without=$("$jdk/bin/java" -Xlog:class+load -cp . Quiet | grep -c 'ch\.qos\.logback' || true)
with=$("$jdk/bin/java" -Xlog:class+load -cp '.:lib/*' Quiet 2>&1 | tee said | grep -c 'ch\.qos\.logback' || true)
echo "classes of the logging library loaded by a program that never logs: $with (without the bridge: $without)"
grep -F 'Runtime.exit() called with status: 0' said | head -1
[ "$without" = 0 ] && [ "$with" -gt 50 ] && grep -qF 'Runtime.exit() called with status: 0' said
