package zhiheng.bench;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import zhiheng.packs.Facts;
import zhiheng.packs.Finding;
import zhiheng.packs.PackLibrary;
import zhiheng.packs.SystemFile;

/** The whole explained finding of one shipped example under all shipped packs: what a page or a call waits for. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class ClassifyJmh {
    private static final Path HOME = Path.of(System.getProperty("zhiheng.home", "."));
    private static final LocalDate DAY = LocalDate.of(2028, 8, 2);

    @Param({"hiring-screen", "chat-assistant"})
    public String example = "";

    private PackLibrary library = PackLibrary.load(HOME.resolve("packs/library"));
    private Facts facts = Facts.of(library, java.util.Map.of());

    @Setup
    public void read() {
        facts = SystemFile.read(library, HOME.resolve("examples").resolve(example + ".yaml"))
                .facts();
    }

    @Benchmark
    public Finding explained() {
        return library.evaluate(facts, DAY);
    }
}
