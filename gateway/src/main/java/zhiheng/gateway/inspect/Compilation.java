package zhiheng.gateway.inspect;

import java.util.List;
import java.util.function.Supplier;
import zhiheng.gateway.permit.Terms;

/** The inspectors of one permit. */
record Compilation(List<Supplier<Scanner>> in, List<Supplier<Scanner>> out, Terms terms, List<SlowStage.Named> slow)
        implements Inspection {
    @Override
    public boolean blocks() {
        return !slow.isEmpty();
    }

    @Override
    public Outcome inspect(String text, Direction direction) {
        return slow.isEmpty()
                ? quick(text, direction)
                : inspect(List.of(text), direction).getFirst();
    }

    @Override
    public List<Outcome> inspect(List<String> texts, Direction direction) {
        var quick = texts.stream().map(text -> quick(text, direction)).toList();
        return slow.isEmpty() ? quick : SlowStage.add(slow, terms, texts, direction, quick);
    }

    private Outcome quick(String text, Direction direction) {
        return ScanFlow.whole(scanners(direction), terms, text);
    }

    @Override
    public Flow flow(Direction direction) {
        return slow.isEmpty() ? new ScanFlow(scanners(direction), terms) : new WholeFlow(this, direction);
    }

    private List<Scanner> scanners(Direction direction) {
        return (direction == Direction.IN ? in : out)
                .stream().map(Supplier::get).toList();
    }
}
