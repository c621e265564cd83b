package zhiheng.gateway.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import zhiheng.gateway.permit.Terms;

/**
 * The inspectors of one permit.
 *
 * @param slowIn what calls wait for, {@code slowOut} what answers do; {@code aside} looks at calls that do not wait
 */
record Compilation(
        List<Supplier<Scanner>> in,
        List<Supplier<Scanner>> out,
        Terms terms,
        List<SlowStage.Named> slowIn,
        List<SlowStage.Named> slowOut,
        List<SlowStage.Named> aside)
        implements Inspection {
    @Override
    public boolean blocks() {
        return !slowIn.isEmpty() || !slowOut.isEmpty();
    }

    @Override
    public boolean blocks(Direction direction) {
        return !slow(direction).isEmpty();
    }

    @Override
    public @Nullable CompletableFuture<List<Detection>> aside(Supplier<List<String>> texts) {
        return aside.isEmpty() ? null : SlowStage.aside(aside, terms, texts.get(), Direction.IN);
    }

    @Override
    public Outcome inspect(String text, Direction direction) {
        return blocks(direction) ? inspect(List.of(text), direction).getFirst() : quick(text, direction);
    }

    @Override
    public List<Outcome> inspect(List<String> texts, Direction direction) {
        var quick = new ArrayList<Outcome>(texts.size());
        for (var text : texts) {
            quick.add(quick(text, direction));
        }
        return blocks(direction) ? SlowStage.add(slow(direction), terms, texts, direction, quick) : quick;
    }

    private Outcome quick(String text, Direction direction) {
        return ScanFlow.whole(scanners(direction), terms, text);
    }

    @Override
    public Flow flow(Direction direction) {
        return blocks(direction) ? new WholeFlow(this, direction) : new ScanFlow(scanners(direction), terms);
    }

    private List<SlowStage.Named> slow(Direction direction) {
        return direction == Direction.IN ? slowIn : slowOut;
    }

    private List<Scanner> scanners(Direction direction) {
        var kinds = direction == Direction.IN ? in : out;
        var scanners = new ArrayList<Scanner>(kinds.size());
        for (var kind : kinds) {
            scanners.add(kind.get());
        }
        return scanners;
    }
}
