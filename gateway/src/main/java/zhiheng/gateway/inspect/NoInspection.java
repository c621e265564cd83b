package zhiheng.gateway.inspect;

import java.util.List;

/** Passes everything; for permits that ask for no inspectors. */
final class NoInspection implements Inspection {
    @Override
    public boolean reads() {
        return false;
    }

    @Override
    public Outcome inspect(String text, Direction direction) {
        return new Outcome(List.of(), null, text);
    }

    @Override
    public Flow flow(Direction direction) {
        return new Flow() {
            @Override
            public String push(String piece) {
                return piece;
            }

            @Override
            public String end() {
                return "";
            }

            @Override
            public Outcome soFar() {
                return new Outcome(List.of(), null, "");
            }
        };
    }
}
