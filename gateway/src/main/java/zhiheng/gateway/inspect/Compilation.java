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
        var flow = scan(direction, text.length());
        var seen = flow.push(text) + flow.end();
        var outcome = flow.soFar();
        return new Outcome(outcome.detections(), outcome.action(), flow.changed() ? seen : text);
    }

    @Override
    public Flow flow(Direction direction) {
        return slow.isEmpty() ? scan(direction, 0) : new WholeFlow(this, direction);
    }

    private ScanFlow scan(Direction direction, int expected) {
        var scanners = (direction == Direction.IN ? in : out)
                .stream().map(Supplier::get).toList();
        return new ScanFlow(scanners, terms, expected);
    }
}
