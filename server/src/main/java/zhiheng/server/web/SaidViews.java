package zhiheng.server.web;

import java.util.ArrayList;
import java.util.List;
import zhiheng.gateway.inspect.Inspection;
import zhiheng.gateway.inspect.Inspection.Direction;
import zhiheng.gateway.wire.Transcript;
import zhiheng.server.web.view.Said;

/** A transcript for the page, with what inspection finds in it marked. */
final class SaidViews {
    private SaidViews() {}

    /** @param media below this address the pictures and sounds are served, by their number */
    static Said of(Transcript transcript, boolean cut, Inspection inspection, String media) {
        var shown = new ArrayList<Said.Media>();
        for (int i = 0; i < transcript.media().size(); i++) {
            var type = transcript.media().get(i).type();
            shown.add(new Said.Media(type.isEmpty() ? "" : media + "/" + i, type));
        }
        return new Said(
                turns(transcript.call(), inspection, Direction.IN),
                turns(transcript.answer(), inspection, Direction.OUT),
                shown,
                cut);
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
