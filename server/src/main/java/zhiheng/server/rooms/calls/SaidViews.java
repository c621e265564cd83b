package zhiheng.server.rooms.calls;

import java.util.ArrayList;
import java.util.List;
import zhiheng.gateway.Content;
import zhiheng.gateway.inspect.Inspection;
import zhiheng.gateway.inspect.Inspection.Direction;
import zhiheng.gateway.wire.Transcript;
import zhiheng.office.people.Access;
import zhiheng.server.ground.page.Reply;

/** A transcript for the page, with what inspection finds in it marked. */
public final class SaidViews {
    private SaidViews() {}

    /** @param media below this address the pictures and sounds are served, by their number */
    public static Said of(String surface, Content content, Inspection inspection, String media) {
        var transcript = Transcript.of(surface, content);
        var shown = new ArrayList<Said.Media>();
        for (int i = 0; i < transcript.media().size(); i++) {
            var type = transcript.media().get(i).type();
            shown.add(new Said.Media(type.isEmpty() ? "" : media + "/" + i, type));
        }
        return new Said(
                turns(transcript.call(), inspection, Direction.IN),
                turns(transcript.answer(), inspection, Direction.OUT),
                shown,
                content.cut());
    }

    /** A picture or a sound of it, by its number. */
    public static Reply media(String surface, Content content, String number) {
        var media = Transcript.of(surface, content).media();
        int at = number.matches("[0-9]{1,3}") ? Integer.parseInt(number) : media.size();
        if (at >= media.size() || media.get(at).type().isEmpty()) {
            throw Access.notFound();
        }
        return new Reply.Shown(media.get(at).type(), media.get(at).bytes());
    }

    private static List<Said.Turn> turns(List<Transcript.Turn> turns, Inspection inspection, Direction direction) {
        return turns.stream()
                .map(turn -> new Said.Turn(turn.role(), pieces(turn.text(), inspection, direction)))
                .toList();
    }

    /** Cuts a text at what was found; of findings that overlap the first is marked. */
    private static List<Said.Piece> pieces(String text, Inspection inspection, Direction direction) {
        var pieces = new ArrayList<Said.Piece>();
        int done = 0;
        for (var found : inspection.inspect(text, direction).detections()) {
            int end = Math.min(found.end(), text.length());
            if (found.start() < done || found.start() >= end) {
                continue;
            }
            if (found.start() > done) {
                pieces.add(new Said.Piece(text.substring(done, found.start()), ""));
            }
            pieces.add(new Said.Piece(text.substring(found.start(), end), found.kind()));
            done = end;
        }
        if (done < text.length()) {
            pieces.add(new Said.Piece(text.substring(done), ""));
        }
        return pieces;
    }
}
