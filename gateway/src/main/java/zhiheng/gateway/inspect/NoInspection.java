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
            private int gone;
            private String instead = "";

            @Override
            public String push(String piece) {
                if (gone == 0) {
                    return piece;
                }
                int here = Math.min(gone, piece.length());
                gone -= here;
                var mask = instead;
                instead = "";
                return mask + piece.substring(here);
            }

            @Override
            public int held() {
                return 0;
            }

            @Override
            public void drop(int characters, String mask) {
                gone = characters;
                instead = mask;
            }

            @Override
            public void cut(int from, String mask) {}

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
