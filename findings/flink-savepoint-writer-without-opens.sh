#!/usr/bin/env bash
# flink-state-processor-api 2.3.0 (org.apache.flink), run on 2026-11-30 with JDK 17.0.15 and 25.0.3.
# A program that writes a savepoint of three keys, started as any Java program is: the job ends well, the savepoint is there and can be read,
# and it holds no key. With enableObjectReuse(), or with java.base/java.util and java.base/java.lang opened by --add-opens (which Flink's own
# scripts do among many), all three are there. Nothing is said in either case. Fails if that is no longer so.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cat >pom.xml <<'XML'
<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
  <groupId>x</groupId><artifactId>x</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.apache.flink</groupId><artifactId>flink-state-processor-api</artifactId><version>2.3.0</version></dependency>
    <dependency><groupId>org.apache.flink</groupId><artifactId>flink-streaming-java</artifactId><version>2.3.0</version></dependency>
    <dependency><groupId>org.apache.flink</groupId><artifactId>flink-clients</artifactId><version>2.3.0</version></dependency>
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
import java.nio.file.Files;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.api.OperatorIdentifier;
import org.apache.flink.state.api.OperatorTransformation;
import org.apache.flink.state.api.SavepointReader;
import org.apache.flink.state.api.SavepointWriter;
import org.apache.flink.state.api.functions.KeyedStateBootstrapFunction;
import org.apache.flink.state.api.functions.KeyedStateReaderFunction;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.Collector;

public class Look {
    static final ValueStateDescriptor<Integer> STATE = new ValueStateDescriptor<>("tens", Types.INT);
    static final OperatorIdentifier TENS = OperatorIdentifier.forUid("tens");

    public static class Write extends KeyedStateBootstrapFunction<Integer, Integer> {
        private transient ValueState<Integer> state;

        @Override
        public void open(OpenContext context) {
            state = getRuntimeContext().getState(STATE);
        }

        @Override
        public void processElement(Integer value, Context context) throws Exception {
            state.update(10 * value);
        }
    }

    public static class Read extends KeyedStateReaderFunction<Integer, Integer> {
        private transient ValueState<Integer> state;

        @Override
        public void open(OpenContext context) {
            state = getRuntimeContext().getState(STATE);
        }

        @Override
        public void readKey(Integer key, Context context, Collector<Integer> out) throws Exception {
            out.collect(state.value());
        }
    }

    private static StreamExecutionEnvironment one() {
        var environment = StreamExecutionEnvironment.getExecutionEnvironment();
        environment.setParallelism(1);
        return environment;
    }

    public static void main(String[] how) throws Exception {
        var savepoint = Files.createTempDirectory("look").resolve("savepoint").toUri().toString();
        var writing = one();
        if (how[0].equals("reuse")) {
            writing.getConfig().enableObjectReuse();
        }
        var states = OperatorTransformation.bootstrapWith(writing.fromData(1, 2, 3))
                .keyBy(value -> value, Types.INT)
                .transform(new Write());
        SavepointWriter.newSavepoint(writing, new HashMapStateBackend(), 16).withOperator(TENS, states).write(savepoint);
        writing.execute();
        int keys = 0;
        try (var read = SavepointReader.read(one(), savepoint, new HashMapStateBackend())
                .readKeyedState(TENS, new Read())
                .executeAndCollect()) {
            for (; read.hasNext(); keys++) {
                read.next();
            }
        }
        System.out.println(how[0] + ": keys read back " + keys);
    }
}
JAVA
"$jdk/bin/javac" -proc:none -nowarn -d . -cp 'lib/*' Look.java 2>/dev/null
{
  "$jdk/bin/java" -cp '.:lib/*' Look plain
  "$jdk/bin/java" -cp '.:lib/*' Look reuse
  "$jdk/bin/java" --add-opens=java.base/java.util=ALL-UNNAMED --add-opens=java.base/java.lang=ALL-UNNAMED -cp '.:lib/*' Look opened
} 2>/dev/null | tee said
printf 'plain: keys read back 0\nreuse: keys read back 3\nopened: keys read back 3\n' | cmp -s - said
