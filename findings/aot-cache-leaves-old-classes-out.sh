#!/usr/bin/env bash
# JDK 25 (Temurin 25.0.3) with picocli 4.7.7, run on 2026-11-29.
# The JDK's ahead-of-time cache (JEP 483, -XX:AOTCache) takes no class whose file is older than version 50: such classes have no stack maps.
# picocli's jar is of class-file version 49 (Java 5), so a command line built on it starts with every picocli class read from the jar and
# verified anew, while the JDK's own classes and those of the program come from the cache; training says nothing of it unless asked to log.
# Fails if that is no longer so.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
mvn -q -B dependency:copy -Dartifact=info.picocli:picocli:4.7.7 -DoutputDirectory=lib >/dev/null 2>&1
jdk=
for candidate in "${JAVA_HOME:-}" "$(dirname "$(dirname "$(readlink -f "$(command -v javac || true)")")")" /usr/lib/jvm/*; do
  version=$("$candidate/bin/javac" -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p') || true
  if [ "${version:-0}" -ge 25 ]; then jdk=$candidate; break; fi
done
[ -n "$jdk" ] || { echo "no JDK of version 25 or newer was found; point JAVA_HOME at one" >&2; exit 2; }
"$jdk/bin/java" -version 2>&1 | head -1
mkdir classes
cat >Hello.java <<'JAVA'
import picocli.CommandLine;

@CommandLine.Command(name = "hello", mixinStandardHelpOptions = true)
public class Hello implements Runnable {
    public void run() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new Hello()).execute(args));
    }
}
JAVA
"$jdk/bin/javac" -proc:none -d classes -cp 'lib/*' Hello.java
"$jdk/bin/jar" --create --file hello.jar -C classes .
path=hello.jar:$(echo lib/picocli-*.jar)
"$jdk/bin/java" -XX:AOTCacheOutput=hello.aot -cp "$path" Hello >/dev/null 2>&1
"$jdk/bin/java" -XX:AOTCache=hello.aot -Xlog:class+load -cp "$path" Hello >loaded
count() { grep -E "$1" loaded | grep -cE "$2" || true; }
own=$(count ' Hello ' 'shared objects file')
cached=$(count ' picocli\.' 'shared objects file')
read=$(count ' picocli\.' 'picocli-.*\.jar')
echo "class-file version of picocli: $("$jdk/bin/javap" -v -cp lib/picocli-*.jar picocli.CommandLine | sed -n 's/.*major version: //p')"
echo "the program's own class from the cache: $own; picocli's from the cache: $cached, read from the jar: $read"
[ "$own" = 1 ] && [ "$cached" = 0 ] && [ "$read" -gt 50 ]
