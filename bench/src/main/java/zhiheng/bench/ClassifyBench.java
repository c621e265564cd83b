package zhiheng.bench;

import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs {@link ClassifyJmh}. */
public final class ClassifyBench {
    private ClassifyBench() {}

    public static void main(String[] args) throws RunnerException {
        new Runner(new OptionsBuilder()
                        .include(ClassifyJmh.class.getSimpleName())
                        .jvmArgsAppend("-Dzhiheng.home=" + System.getProperty("zhiheng.home", "."))
                        .build())
                .run();
    }
}
