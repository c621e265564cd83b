package zhiheng.server.rooms.calls;

import java.util.List;

/** What was said in a call, both ways; {@code cut} when only the beginning was kept. */
public record Said(List<Turn> call, List<Turn> answer, List<Media> media, boolean cut) {
    /** One speaker's words. */
    public record Turn(String role, List<Piece> pieces) {}

    /** A stretch of text; {@code kind} is what inspection found in it, empty for nothing. */
    public record Piece(String text, String kind) {}

    /** A picture or a sound; {@code href} empty where a browser cannot show it. */
    public record Media(String href, String type) {
        public boolean isImage() {
            return type.startsWith("image/");
        }
    }
}
