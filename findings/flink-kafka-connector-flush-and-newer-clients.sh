#!/usr/bin/env bash
# flink-connector-kafka 5.0.0-2.2 (org.apache.flink) with kafka-clients 4.2.0 and 4.4.0 (org.apache.kafka), run on 2026-11-30.
# The connector names 4.x clients, compiles and starts with both. It reaches into the client's inside, and 4.4.0 changed what a method there
# returns: with it, flushing a transaction ends in a NoSuchMethodError, so that an exactly-once sink never commits. With 4.2.0 it flushes.
# Seen without a broker: a producer that takes up a transaction and flushes it. Fails if that is no longer so.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
for clients in 4.2.0 4.4.0; do
  mkdir "$clients"
  cat >"$clients/pom.xml" <<XML
<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
  <groupId>x</groupId><artifactId>x</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.apache.kafka</groupId><artifactId>kafka-clients</artifactId><version>$clients</version></dependency>
    <dependency><groupId>org.apache.flink</groupId><artifactId>flink-connector-kafka</artifactId><version>5.0.0-2.2</version></dependency>
    <dependency><groupId>org.apache.flink</groupId><artifactId>flink-streaming-java</artifactId><version>2.3.0</version></dependency>
  </dependencies></project>
XML
  (cd "$clients" && mvn -q -B dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory=lib >/dev/null 2>&1)
done
jdk=
for candidate in "${JAVA_HOME:-}" "$(dirname "$(dirname "$(readlink -f "$(command -v javac || true)")")")" /usr/lib/jvm/*; do
  version=$("$candidate/bin/javac" -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p') || true
  if [ -n "$candidate" ] && [ "${version:-0}" -ge 17 ]; then jdk=$candidate; break; fi
done
[ -n "$jdk" ] || { echo "no JDK of version 17 or newer was found; point JAVA_HOME at one" >&2; exit 2; }
cat >Look.java <<'JAVA'
import java.time.Duration;
import java.util.Properties;
import org.apache.flink.connector.kafka.sink.internal.FlinkKafkaInternalProducer;

public class Look {
    public static void main(String[] version) {
        var settings = new Properties();
        settings.put("bootstrap.servers", "127.0.0.1:1");
        settings.put("key.serializer", "org.apache.kafka.common.serialization.ByteArraySerializer");
        settings.put("value.serializer", "org.apache.kafka.common.serialization.ByteArraySerializer");
        var producer = new FlinkKafkaInternalProducer<byte[], byte[]>(settings, "t");
        producer.resumeTransaction(5, (short) 1);
        try {
            producer.flush();
            System.out.println("kafka-clients " + version[0] + ": flushed");
        } catch (NoSuchMethodError e) {
            System.out.println("kafka-clients " + version[0] + ": " + e);
        }
        producer.close(Duration.ZERO);
    }
}
JAVA
for clients in 4.2.0 4.4.0; do
  "$jdk/bin/javac" -proc:none -nowarn -d . -cp "$clients/lib/*" Look.java 2>/dev/null
  "$jdk/bin/java" -cp ".:$clients/lib/*" Look "$clients" 2>/dev/null
done | tee said
grep -qx 'kafka-clients 4.2.0: flushed' said
grep -q '^kafka-clients 4.4.0: java.lang.NoSuchMethodError: .*TransactionalRequestResult.await()' said
